/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/metrics.h"
#include "linear/solve.h"

#include "linear_rows.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those before it */
#include <cmocka.h>

enum { MOST = 8 }; /* numbers of a row, the weight too */

/* One row of a test's data: [1, x..., y] by number. */
typedef void (*row_maker)(size_t i, double *row);

static void
fit(struct solution *solution, row_maker make, size_t columns, size_t rows, bool intercept)
{
	struct error error = { 0 };
	struct reducer reducer;
	double row[MOST];

	assert_int_equal(reducer_open(&reducer, columns, &error), 0);
	for (size_t i = 0; i < rows; i++) {
		make(i, row);
		row[columns] = 1;
		add_row(&reducer, row);
	}
	reducer_finish(&reducer);
	assert_int_equal(solve(solution, &reducer.total, intercept, &error), 0);
	reducer_free(&reducer);
}

static void
assert_near(double seen, double expected, double share)
{
	if (!(fabs(seen - expected) <= share * fabs(expected)))
		fail_msg("%.17g is not %.17g", seen, expected);
}

/* True where long double has no more bits than a double: on some machines, and under valgrind. */
static bool
narrow(void)
{
	volatile long double tiny = 0x1p-60L;

	return 1 + tiny == 1;
}

static void
seconds_row(size_t i, double *row)
{
	row[0] = 1;
	row[1] = 1700000000.0 + (double)i;
	row[2] = 2 * row[1] - 5;
}

/* Sums of products would lose the slope altogether: x squared needs 62 bits before the differences start. */
static void
unix_seconds(void **state)
{
	struct solution s;

	(void)state;
	if (narrow())
		skip();
	fit(&s, seconds_row, 3, 1000, true);
	assert_near(s.estimate[1].coefficient, 2, 1e-12);
	assert_near(s.estimate[0].coefficient, -5, 1e-5);
	assert_int_equal(s.rank, 2);
	assert_near(s.r2, 1, 1e-12);
	solution_free(&s);
}

/* The numbers below are those of R 4.2.2: m <- lm(y ~ x); summary(m). */
static void
small_row(size_t i, double *row)
{
	static const double x[] = { 1, 2, 3, 4, 5, 6 }, y[] = { 1.1, 1.9, 3.2, 3.9, 5.3, 5.8 };

	row[0] = 1;
	row[1] = x[i];
	row[2] = y[i];
}

static void
as_r_does(void **state)
{
	struct solution s;
	long double work[2];
	const long double at[] = { 1, 7 };

	(void)state;
	if (narrow())
		skip();
	fit(&s, small_row, 3, 6, true);
	assert_near(s.estimate[0].coefficient, 0.093333333333333333, 1e-14);
	assert_near(s.estimate[1].coefficient, 0.98285714285714287, 1e-15);
	assert_near(s.estimate[0].std_error, 0.2019272224703825, 1e-12);
	assert_near(s.estimate[1].std_error, 0.051850124147871331, 1e-12);
	assert_near(s.estimate[1].t, 18.955733645962606, 1e-12);
	assert_near(s.estimate[1].p, 4.562194707284257e-05, 1e-10);
	assert_near(s.r2, 0.98899041675952748, 1e-13);
	assert_near(s.adj_r2, 0.98623802094940938, 1e-13);
	assert_near(s.sigma, 0.21690463122676565, 1e-12);
	assert_near(s.f, 359.31983805667898, 1e-12);
	/* predict(m, data.frame(x = 7), interval = "prediction") */
	double width = student_quantile(0.95, s.df) * s.sigma * sqrt(1 + solution_leverage(&s, at, work));
	assert_near(6.9733333333333327 - width, 6.150538980567605, 1e-12);
	solution_free(&s);
	fit(&s, small_row, 3, 6, false);
	assert_near(s.r2, 0.99795445134575578, 1e-13); /* summary(lm(y ~ 0 + one + x)) counts from 0 */
	solution_free(&s);
}

/* x1 and x2 = 3 x1 + 1 and a constant, then one that is free. */
static void
dependent_row(size_t i, double *row)
{
	row[0] = 1;
	row[1] = (double)(i % 17) * 0.1;
	row[2] = 3 * row[1] + 1;
	row[3] = 0.7;
	row[4] = (double)(i % 5);
	row[5] = 2 + 3 * row[1] - 4 * row[4];
}

static void
aliased_terms(void **state)
{
	struct solution s;
	const double expected[] = { 2, 3, 0, 0, -4 };

	(void)state;
	fit(&s, dependent_row, 6, 2000, true);
	assert_int_equal(s.rank, 3);
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(s.estimate[i].aliased, i == 2 || i == 3);
		assert_true(fabs(s.estimate[i].coefficient - expected[i]) < 1e-12);
	}
	assert_true(isnan(s.estimate[2].std_error));
	solution_free(&s);
}

static void
fewer_rows_than_terms(void **state)
{
	struct solution s;

	(void)state;
	fit(&s, dependent_row, 6, 2, true);
	assert_int_equal(s.rank, 2);
	assert_int_equal(s.df, 0);
	assert_true(isnan(s.sigma) && isnan(s.estimate[0].std_error) && s.rss == 0);
	assert_near(s.r2, 1, 1e-15);
	solution_free(&s);
	fit(&s, dependent_row, 6, 0, true);
	assert_int_equal(s.rank, 0);
	assert_true(isnan(s.r2) && s.estimate[0].aliased && s.estimate[0].coefficient == 0);
	solution_free(&s);
}

static void
constant_row(size_t i, double *row)
{
	row[0] = 1;
	row[1] = (double)(i % 7) * 0.3;
	row[2] = 0.1;
}

static void
constant_target(void **state)
{
	struct solution s;

	(void)state;
	if (narrow())
		skip();
	fit(&s, constant_row, 3, 1000, true);
	assert_true(isnan(s.r2));
	assert_true(s.rss == 0);
	assert_near(s.estimate[0].coefficient, 0.1, 1e-15);
	solution_free(&s);
}

static void
huge_row(size_t i, double *row)
{
	row[0] = 1;
	row[1] = i % 2 ? 5e-324 : 0;
	row[2] = i % 2 ? 1e308 : -1e308;
}

static void
too_large(void **state)
{
	struct error error = { 0 };
	struct reducer reducer;
	struct solution s;
	double row[4];

	(void)state;
	assert_int_equal(reducer_open(&reducer, 3, &error), 0);
	for (size_t i = 0; i < 10; i++) {
		huge_row(i, row);
		row[3] = 1;
		add_row(&reducer, row);
	}
	reducer_finish(&reducer);
	assert_int_equal(solve(&s, &reducer.total, true, &error), -1);
	assert_int_equal(error.kind, STATUS_REFUSED);
	solution_free(&s);
	reducer_free(&reducer);
}

static void
metrics_of(struct metrics *m, double shift)
{
	static const double actual[] = { 2, 4, 0, 8 }, prediction[] = { 2.4, 3, 1, 8 };

	for (size_t i = 0; i < 4; i++)
		metrics_add(m, actual[i] + shift, prediction[i] + shift, 0.15);
}

static void
metrics(void **state)
{
	struct metrics m = { 0 }, far = { 0 };
	struct buffer text = { 0 };

	(void)state;
	assert_false(metrics_within(2, 2.5, 0.25)); /* strictly */
	assert_true(metrics_within(-2, -2.25, 0.15));
	assert_false(metrics_within(0, 0, 0.15));
	assert_false(metrics_within(0.01, 0.0115, 0.15)); /* on the line as decimals, inside it as doubles */
	assert_true(metrics_within(0.01, 0.01149999999, 0.15));
	metrics_write(&text, &m, true);
	buffer_byte(&text, '\0');
	assert_string_equal(text.at, "{\"n\":0,\"mse\":null,\"rmse\":null,\"mae\":null,\"r2\":null,"
				     "\"mape\":null,\"within\":null}\n");
	buffer_free(&text);
	metrics_of(&m, 0);
	assert_int_equal(m.relative, 3);
	assert_int_equal(m.within, 1);
	assert_near((double)m.squares, 2.16, 1e-12);
	assert_near((double)m.spread, 35, 1e-15);
	metrics_of(&far, 1e9);
	assert_near((double)far.spread, 35, 1e-9);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unix_seconds),
		cmocka_unit_test(as_r_does),
		cmocka_unit_test(aliased_terms),
		cmocka_unit_test(fewer_rows_than_terms),
		cmocka_unit_test(constant_target),
		cmocka_unit_test(too_large),
		cmocka_unit_test(metrics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
