/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/gram.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those before it */
#include <cmocka.h>

enum { PAIR_ROWS = 100 };

/* Makes sums of [1, x], of which x lost so much, and reduces them: was it possible? */
static bool
reduce_pair(int64_t (*x)(size_t i), double lost, struct triangle *triangle)
{
	struct error error = { 0 };
	struct gram gram;
	int64_t column[2][PAIR_ROWS];

	for (size_t i = 0; i < PAIR_ROWS; i++) {
		column[0][i] = 1;
		column[1][i] = x(i);
	}
	assert_int_equal(gram_open(&gram, 2, &error) || triangle_open(triangle, 2, &error), 0);
	gram.column[0] = (struct gram_column){ column[0], 1, 1, 0 };
	gram.column[1] = (struct gram_column){ column[1], 1, GRAM_BITS, lost };
	bool done = gram_reduce(&gram, PAIR_ROWS, triangle);
	gram_free(&gram);
	return done;
}

static int64_t
constant(size_t i)
{
	(void)i;
	return 1234567;
}

static int64_t
hardly_constant(size_t i)
{
	return ((int64_t)1 << 55) + (int64_t)(i % 2);
}

static int64_t
barely_enough(size_t i)
{
	return ((int64_t)1 << 43) + (int64_t)(i % 2);
}

/* A column is refused whose rest is mostly rounding, and taken where it is nothing at all. */
static void
nearly_dependent(void **state)
{
	struct triangle triangle;

	(void)state;
	if (QUAD_BITS < 113)
		skip();
	assert_true(reduce_pair(constant, 0, &triangle));
	assert_true(triangle.value[2] == 12345670 && triangle.value[3] == 0);
	triangle_free(&triangle);
	assert_true(reduce_pair(barely_enough, 0, &triangle));
	assert_true(fabsl(triangle.value[3] - 5) < 1e-6L); /* sqrt(100) times a standard deviation of 1/2 */
	triangle_free(&triangle);
	assert_false(reduce_pair(hardly_constant, 0, &triangle));
	for (size_t i = 0; i < 4; i++)
		assert_true(triangle.value[i] == 0);
	triangle_free(&triangle);
}

static int64_t
wide_apart(size_t i)
{
	return ((int64_t)1 << 61) + ((int64_t)(i % 2) << 55);
}

static int64_t
close_together(size_t i)
{
	return ((int64_t)1 << 61) + ((int64_t)(i % 2) << 50);
}

/* A rounded column is taken where the rounding does not show: in no value, and not in what is left. */
static void
rounded_columns(void **state)
{
	static const struct {
		int64_t (*x)(size_t i);
		double lost;
		bool taken;
	} cases[] = { { wide_apart, 0, true }, { wide_apart, 0x1p-54, true }, { wide_apart, 0x1p-53, false },
		{ close_together, 0, true }, { close_together, 0x1p-63, false } };
	struct triangle triangle;

	(void)state;
	if (QUAD_BITS < 113)
		skip();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(reduce_pair(cases[i].x, cases[i].lost, &triangle), cases[i].taken);
		triangle_free(&triangle);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nearly_dependent),
		cmocka_unit_test(rounded_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
