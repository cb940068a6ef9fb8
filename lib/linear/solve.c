/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/solve.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static long double
length_of(const long double *vector, size_t from, size_t to)
{
	long double sum = 0;

	for (size_t i = from; i < to; i++)
		sum += vector[i] * vector[i];
	return sqrtl(sum);
}

int
solution_open(struct solution *solution, size_t terms, struct error *error)
{
	*solution = (struct solution){ .terms = terms };
	solution->estimate = calloc(terms, sizeof *solution->estimate);
	solution->kept = calloc(terms, sizeof *solution->kept);
	solution->upper = calloc(terms * terms, sizeof *solution->upper);
	return solution->estimate && solution->kept && solution->upper ? 0 : error_memory(error);
}

void
solution_free(struct solution *solution)
{
	free(solution->estimate);
	free(solution->kept);
	free(solution->upper);
	*solution = (struct solution){ 0 };
}

int
solution_check(const struct solution *solution, struct error *error)
{
	bool finite = isfinite(solution->rss);

	for (size_t k = 0; k < solution->terms; k++)
		finite = finite && isfinite(solution->estimate[k].coefficient);
	return finite ? 0
		      : error_set(error, STATUS_REFUSED,
				"the values are too large for least squares; scale them down first, with "
				"featurize -s");
}

/* Eliminates the columns of work in order, skipping aliased ones, as LINPACK's dqrdc2 does for R. Kept column
 * m then ends in row m, and the target's column holds its coordinates. */
static void
eliminate(struct solution *solution, long double *work)
{
	size_t columns = solution->terms + 1;

	solution->rank = 0;
	for (size_t k = 0; k < solution->terms; k++) {
		long double *column = &work[k * columns];
		size_t row = solution->rank;
		long double left = length_of(column, row, columns);
		solution->estimate[k].aliased =
			row == solution->n || !(left > SOLVE_ALIASED * length_of(column, 0, columns));
		if (solution->estimate[k].aliased)
			continue;
		struct reflection reflection =
			reflection_clear(&column[row], &column[row + 1], columns - row - 1);
		for (size_t j = k + 1; j < columns; j++)
			reflection_apply(&reflection, &work[j * columns + row], &work[j * columns + row + 1]);
		solution->kept[solution->rank++] = k;
	}
	for (size_t m = 0; m < solution->rank; m++)
		memcpy(&solution->upper[m * solution->rank], &work[solution->kept[m] * columns],
			solution->rank * sizeof *work);
}

/* Turns the coordinates into the coefficients of the kept terms: upper b = coordinates. */
static void
solve_coefficients(struct solution *solution, long double *coordinates)
{
	upper_solve(solution->upper, solution->rank, solution->rank, coordinates);
	for (size_t m = 0; m < solution->rank; m++)
		solution->estimate[solution->kept[m]].coefficient = (double)coordinates[m];
}

/* P(|T| > t). GSL's incomplete beta is accurate for few degrees of freedom, its tdist for many. */
static double
student_tail(double t, double df)
{
	if (isnan(t))
		return NAN;
	if (df > 1000)
		return 2 * gsl_cdf_tdist_Q(fabs(t), df);
	return gsl_cdf_beta_P(df / (df + t * t), df / 2, 0.5);
}

/* The variance of coefficient i is sigma squared times the squared length of row i of upper's inverse. */
static void
solve_errors(struct solution *solution, long double *work)
{
	for (size_t k = 0; k < solution->terms; k++) {
		struct estimate *e = &solution->estimate[k];
		e->std_error = e->t = e->p = NAN;
	}
	if (solution->df == 0)
		return;
	for (size_t m = 0; m < solution->rank; m++) {
		struct estimate *e = &solution->estimate[solution->kept[m]];
		memset(work, 0, solution->rank * sizeof *work);
		work[m] = 1;
		upper_solve_transposed(solution->upper, solution->rank, m, solution->rank, work);
		e->std_error = (double)(solution->sigma * length_of(work, m, solution->rank));
		e->t = e->coefficient / e->std_error;
		e->p = student_tail(e->t, (double)solution->df);
	}
}

/* How good the fit is, from the target's coordinates: those of the kept terms, then the residual. */
static void
solve_quality(struct solution *solution, const long double *target, bool intercept)
{
	size_t columns = solution->terms + 1, rank = solution->rank, first = intercept && rank ? 1 : 0;
	long double whole = length_of(target, 0, columns);
	long double left = length_of(target, rank, columns);
	long double fitted = length_of(target, first, rank);
	double df = (double)solution->df, n = (double)solution->n;

	if (left <= SOLVE_NOTHING * whole || solution->df == 0)
		left = 0;
	if (fitted <= SOLVE_NOTHING * whole)
		fitted = 0;
	long double total = fitted * fitted + left * left;
	solution->rss = (double)(left * left);
	solution->sigma = df > 0 ? (double)(left / sqrtl(df)) : NAN;
	solution->r2 = total > 0 ? (double)(fitted * fitted / total) : NAN;
	solution->adj_r2 = df > 0 ? 1 - (1 - solution->r2) * ((n - (double)first) / df) : NAN;
	solution->f_df = rank - first;
	solution->f = solution->f_p = NAN;
	if (df > 0 && solution->f_df > 0 && left > 0) {
		double terms = (double)solution->f_df;
		solution->f = (double)(fitted * fitted / terms / (left * left / df));
		solution->f_p = gsl_cdf_beta_P(df / (df + terms * solution->f), df / 2, terms / 2);
	}
}

int
solve(struct solution *solution, const struct triangle *triangle, bool intercept, struct error *error)
{
	size_t columns = triangle->columns;
	long double *work = malloc(columns * columns * sizeof *work);

	/* By default GSL ends the process when a tail underflows to 0. */
	gsl_set_error_handler_off();
	if (solution_open(solution, columns - 1, error) || !work) {
		free(work);
		return error_memory(error);
	}
	memcpy(work, triangle->value, columns * columns * sizeof *work);
	solution->n = triangle->rows;
	eliminate(solution, work);
	solution->df = solution->n - solution->rank;
	long double *target = &work[(columns - 1) * columns];
	solve_quality(solution, target, intercept);
	solve_coefficients(solution, target);
	solve_errors(solution, work);
	free(work);
	return solution_check(solution, error);
}

long double
solution_squares(const struct solution *solution, const struct triangle *triangle)
{
	size_t columns = triangle->columns;
	long double sum = 0;

	for (size_t row = 0; row < columns; row++) {
		long double left = triangle->value[(columns - 1) * columns + row];
		for (size_t j = row; j < solution->terms; j++)
			left -= triangle->value[j * columns + row] * solution->estimate[j].coefficient;
		sum += left * left;
	}
	return sum;
}

long double
triangle_squares(const struct triangle *triangle, bool intercept)
{
	size_t columns = triangle->columns;
	const long double *target = &triangle->value[(columns - 1) * columns];
	long double length = length_of(target, intercept ? 1 : 0, columns);

	return length <= SOLVE_NOTHING * length_of(target, 0, columns) ? 0 : length * length;
}

double
solution_leverage(const struct solution *solution, const long double *x, long double *work)
{
	for (size_t m = 0; m < solution->rank; m++)
		work[m] = x[solution->kept[m]];
	upper_solve_transposed(solution->upper, solution->rank, 0, solution->rank, work);
	long double length = length_of(work, 0, solution->rank);
	return (double)(length * length);
}

double
student_quantile(double level, uint64_t df)
{
	gsl_set_error_handler_off();
	return gsl_cdf_tdist_Qinv((1 - level) / 2, (double)df);
}
