/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/field_number.h"
#include "linear/reducer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka needs those before it */
#include <cmocka.h>

enum { COLUMNS = 5, MOST_ROWS = 2 * TRIANGLE_BLOCK + 3 };

/* Under valgrind a long double has the bits of a double, and some operations fewer. */
static long double
rounding(void)
{
	volatile long double tiny = 0x1p-60L;

	return 1 + tiny == 1 ? 0x1p-49L : 0x1p-63L;
}

/* A number of some kind; a row is these, and a weight. */
typedef struct number (*maker)(uint32_t random, size_t row, size_t column);

static uint32_t
random_of(size_t row, size_t column)
{
	uint64_t mixed = (row * COLUMNS + column + 1) * UINT64_C(0x9e3779b97f4a7c15);

	mixed = (mixed ^ mixed >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
	return (uint32_t)(mixed >> 32);
}

static struct number
decimal(int64_t units, int scale)
{
	return (struct number){ { .units = units }, scale };
}

static struct number
cents(uint32_t random, size_t row, size_t column)
{
	(void)row;
	return column ? decimal((int64_t)(random % 100000) - 30000, 2) : decimal(1, 0);
}

static struct number
short_whole(uint32_t random, size_t row, size_t column)
{
	(void)row;
	return column == 0 ? decimal(1, 0) : decimal(random % 10, 0);
}

/* Eighteen digits of many scales: the first in 64 bits, together in 120. */
static struct number
many_scales(uint32_t random, size_t row, size_t column)
{
	const int64_t units = (int64_t)random * 200000003 + (int64_t)row;

	return decimal(row % 3 ? units : -units, (int)(random >> 8) % (column == 1 ? 19 : 4));
}

/* The largest whole numbers there are: sums of products need 134 bits. */
static struct number
largest(uint32_t random, size_t row, size_t column)
{
	(void)column;
	const int64_t most = random & 3 ? INT64_MAX / 2 + 1 : INT64_MAX;

	return decimal(row && random & 4 ? -most : most, 0);
}

static struct number
doubles(uint32_t random, size_t row, size_t column)
{
	double value = ldexp(random, column == 2 ? -300 : (int)(row % 40)) / 3;

	return column == 3 && row % 2 ? decimal(random, 3) : number_of_double(random & 1 ? value : -value);
}

static struct number
weights(uint32_t random, size_t row, size_t column)
{
	return column == COLUMNS ? decimal(random % 1000 + 1, 1) : cents(random, row, column);
}

static void
make_row(maker make, size_t i, struct number *row)
{
	for (size_t j = 0; j <= COLUMNS; j++)
		row[j] = make(random_of(i, j), i, j);
	if (make != weights)
		row[COLUMNS] = number_of_int(1);
}

/* One row after another into a triangle only by reflections. */
static void
reflect(struct triangle *triangle, const struct number *row)
{
	long double below[COLUMNS], share = sqrtl(field_number_value(row[COLUMNS]));

	for (size_t j = 0; j < COLUMNS; j++)
		below[j] = share * field_number_value(row[j]);
	triangle_absorb(triangle, below, 1, 1);
}

/* The products of the triangles' columns are the same but for rounding, in shares of the columns' lengths:
 * the triangles themselves may differ in signs, and where columns are nearly dependent. */
static void
assert_same(const struct triangle *seen, const struct triangle *wanted, size_t rows)
{
	long double product[3];

	for (size_t j = 0; j < COLUMNS; j++)
		for (size_t k = 0; k <= j; k++) {
			long double length = 1;
			memset(product, 0, sizeof product);
			for (size_t i = 0; i < COLUMNS; i++) {
				const size_t a = j * COLUMNS + i, b = k * COLUMNS + i;
				product[0] += seen->value[a] * seen->value[b];
				product[1] += wanted->value[a] * wanted->value[b];
			}
			for (size_t i = 0; i < 2; i++) {
				const long double *column = &wanted->value[(i ? j : k) * COLUMNS];
				product[2] = 0;
				for (size_t m = 0; m < COLUMNS; m++)
					product[2] += column[m] * column[m];
				length *= sqrtl(product[2]);
			}
			if (!(fabsl(product[0] - product[1]) <=
				    4 * sqrtl((long double)rows) * rounding() * length))
				fail_msg("%zu rows, columns %zu and %zu: %Lg is not %Lg", rows, k, j,
					product[0], product[1]);
		}
}

/* However many rows there are, in one block or several, the last one whole or not. */
static void
check_every_length(maker make)
{
	struct error error = { 0 };
	struct reducer reducer;
	struct triangle wanted;
	struct number row[COLUMNS + 1];

	assert_int_equal(triangle_open(&wanted, COLUMNS, &error), 0);
	for (size_t rows = 1; rows <= MOST_ROWS; rows++) {
		make_row(make, rows - 1, row);
		reflect(&wanted, row);
		if (rows > 300 && rows % TRIANGLE_BLOCK > 2 && rows % TRIANGLE_BLOCK < TRIANGLE_BLOCK - 2)
			continue;
		assert_int_equal(reducer_open(&reducer, COLUMNS, &error), 0);
		for (size_t i = 0; i < rows; i++) {
			make_row(make, i, row);
			reducer_row(&reducer, row);
		}
		reducer_finish(&reducer);
		assert_int_equal(reducer.total.rows, rows);
		assert_same(&reducer.total, &wanted, rows);
		reducer_free(&reducer);
	}
	triangle_free(&wanted);
}

static void
every_length(void **state)
{
	static const maker makers[] = { cents, short_whole, many_scales, largest, doubles, weights };

	(void)state;
	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
		check_every_length(makers[i]);
}

static struct number
far_real(uint32_t random, bool far)
{
	return number_of_double(far ? 1e12 : ldexp(random, -32) / 3);
}

static struct number
far_decimal(uint32_t random, bool far)
{
	return far ? decimal(1000000000000, 0) : decimal((int64_t)random + 1, 15);
}

/* Far outliers, elsewhere than where x is, take nothing of y = x there. */
static void check_outlier(struct number (*make)(uint32_t random, bool far))
{
	struct error error = { 0 };
	struct reducer reducer;

	assert_int_equal(reducer_open(&reducer, 2, &error), 0);
	for (size_t i = 0; i < 100; i++) {
		const bool far = i % 50 == 49;
		const struct number y = make(random_of(i, 0), far);
		reducer_row(&reducer, (struct number[]){ far ? decimal(0, 0) : y, y, decimal(1, 0) });
	}
	reducer_finish(&reducer);
	assert_true(fabsl(reducer.total.value[2] / reducer.total.value[0] - 1) < 100 * rounding());
	reducer_free(&reducer);
}

static void
outliers(void **state)
{
	(void)state;
	check_outlier(far_real);
	check_outlier(far_decimal);
}

/* The next block knows nothing of the weights of the one before. */
static void
weights_end(void **state)
{
	struct error error = { 0 };
	struct reducer reducer, plain;
	struct number row[COLUMNS + 1];

	(void)state;
	assert_int_equal(reducer_open(&reducer, COLUMNS, &error) || reducer_open(&plain, COLUMNS, &error), 0);
	make_row(weights, 0, row);
	reducer_row(&reducer, row);
	reducer_finish(&reducer);
	assert_true(fabsl(reducer.total.weight - field_number_value(row[COLUMNS])) < 1e-9L);
	triangle_clear(&reducer.total);
	for (size_t i = 0; i < 50; i++) {
		make_row(cents, i, row);
		reducer_row(&reducer, row);
		reducer_row(&plain, row);
	}
	reducer_finish(&reducer);
	reducer_finish(&plain);
	for (size_t i = 0; i < COLUMNS * COLUMNS; i++)
		assert_true(reducer.total.value[i] == plain.total.value[i]);
	assert_true(reducer.total.weight == 50);
	reducer_free(&reducer);
	reducer_free(&plain);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_length),
		cmocka_unit_test(outliers),
		cmocka_unit_test(weights_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
