/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/folds.h"

#include "linear_rows.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those before it */
#include <cmocka.h>

static void
assert_near(double seen, double expected, double off)
{
	if (!(fabs(seen - expected) <= off))
		fail_msg("%.17g is not %.17g", seen, expected);
}

/* Solves rows of [1, x, z, y, weight]. */
static void
solve_rows(struct solution *solution, const double (*rows)[5], size_t count, struct penalty penalty)
{
	struct error error = { 0 };
	struct reducer reducer;
	struct design design;

	assert_int_equal(reducer_open(&reducer, 4, &error), 0);
	for (size_t i = 0; i < count; i++)
		add_row(&reducer, rows[i]);
	reducer_finish(&reducer);
	assert_int_equal(design_open(&design, &reducer.total, true, &error), 0);
	assert_int_equal(design_solve(&design, &penalty, solution, &error), 0);
	design_free(&design);
	reducer_free(&reducer);
}

/* y = 5 + 3x + z; x and z have a mean of 0, a standard deviation of 1 and nothing to do with each other: each
 * coefficient b becomes (|b| - lambda alpha)+ / (1 + lambda (1 - alpha)) with its sign. The second half
 * weighs twice, which changes nothing. */
static void
by_hand(void **state)
{
	static const double rows[][5] = { { 1, 1, 1, 9, 1 }, { 1, 1, -1, 7, 1 }, { 1, -1, 1, 3, 1 },
		{ 1, -1, -1, 1, 1 }, { 1, 1, 1, 9, 2 }, { 1, 1, -1, 7, 2 }, { 1, -1, 1, 3, 2 },
		{ 1, -1, -1, 1, 2 } };
	static const struct {
		struct penalty penalty;
		double x, z;
	} table[] = {
		{ { 1, 0 }, 1.5, 0.5 },
		{ { 0.25, 1 }, 2.75, 0.75 },
		{ { 2, 1 }, 1, 0 },
		{ { 4, 1 }, 0, 0 },
		{ { 1, 0.5 }, 2.5 / 1.5, 0.5 / 1.5 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct solution s;
		solve_rows(&s, rows, 8, table[i].penalty);
		assert_near(s.estimate[0].coefficient, 5, 1e-14);
		assert_near(s.estimate[1].coefficient, table[i].x, 1e-14);
		assert_near(s.estimate[2].coefficient, table[i].z, 1e-14);
		assert_true(isnan(s.estimate[1].std_error) && isnan(s.sigma));
		assert_int_equal(s.n, 8);
		assert_int_equal(s.rank, 3);
		solution_free(&s);
	}
}

/* Two terms that are the same, one nearly so, one turned: whatever each gets, together they are one. */
static void
dependent_terms(void **state)
{
	static const double shifts[] = { 0, 1e-13, 1e-7 }, turns[] = { 1, -1 };

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		double turn = turns[i % 2], shift = shifts[i / 2];
		const double rows[][5] = { { 1, 1, turn * (1 + shift), 8, 1 }, { 1, 1, turn, 8, 1 },
			{ 1, -1, turn * (shift - 1), 2, 1 }, { 1, -1, -turn, 2, 1 } };
		struct solution s;
		solve_rows(&s, rows, 4, (struct penalty){ 0.5, 1 });
		double sum = s.estimate[1].coefficient + (double)turn * s.estimate[2].coefficient;
		assert_near(sum, 2.5, 1e-6);
		solution_free(&s);
	}
}

/* Rows of [1, x, y, weight] in two folds: each lies on a line, 1 above the other. */
static void
folds_of_lines(struct folds *folds, size_t second)
{
	static const double rows[][4] = { { 1, 0, 0, 1 }, { 1, 1, 1, 1 }, { 1, 0, 1, 1 }, { 1, 1, 2, 1 } };
	struct error error = { 0 };

	assert_int_equal(folds_open(folds, 2, 3, true, &error), 0);
	for (size_t i = 0; i < 4; i++)
		add_row(&folds->fold[i < 2 ? 0 : second].reducer, rows[i]);
	assert_int_equal(folds_finish(folds, &error), 0);
}

static void
errors_on_unseen_rows(void **state)
{
	struct error error = { 0 };
	struct penalty none = { 0 }, ridge = { NAN, 0 };
	struct score score;
	struct folds folds;

	(void)state;
	folds_of_lines(&folds, 1);
	assert_int_equal(folds_choose(&folds, &none, &score, &error), 0);
	assert_near(score.mse, 1, 1e-15);
	assert_near(score.r2, -1, 1e-15); /* the squares about the mean add up to 2 */
	assert_int_equal(folds.total.rows, 4);
	assert_int_equal(folds_choose(&folds, &ridge, &score, &error), 0);
	assert_true(ridge.lambda <= 100 && ridge.lambda > 0.99e-4);
	folds_free(&folds);
	folds_of_lines(&folds, 0); /* nothing to learn from */
	assert_int_equal(folds_choose(&folds, &none, &score, &error), 0);
	assert_true(isnan(score.mse));
	folds_free(&folds);
}

static void
names(void **state)
{
	struct error error = { 0 };
	struct penalty penalty;

	(void)state;
	assert_int_equal(penalty_read(&penalty, NULL, NULL, NULL, &error), 0);
	assert_string_equal(penalty_name(&penalty), "linear");
	assert_int_equal(penalty_read(&penalty, "0.5", NULL, NULL, &error), 0);
	assert_string_equal(penalty_name(&penalty), "ridge");
	assert_int_equal(penalty_read(&penalty, NULL, "best", NULL, &error), 0);
	assert_true(isnan(penalty.lambda));
	assert_string_equal(penalty_name(&penalty), "lasso");
	assert_int_equal(penalty_read(&penalty, NULL, NULL, "2,0.25", &error), 0);
	assert_true(penalty.lambda == 2 && penalty.alpha == 0.25);
	assert_string_equal(penalty_name(&penalty), "elastic-net");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(dependent_terms),
		cmocka_unit_test(errors_on_unseen_rows),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
