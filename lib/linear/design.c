/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/design.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static long double
product(const long double *a, const long double *b, size_t length)
{
	long double sum = 0;

	for (size_t i = 0; i < length; i++)
		sum += a[i] * b[i];
	return sum;
}

/* The rows of the triangle below the intercept's are those of the centred columns. */
static void
fill_units(struct design *design)
{
	const struct triangle *triangle = design->triangle;
	size_t columns = triangle->columns, rows = design->rows, first = columns - rows;

	for (size_t j = 0; j < rows; j++) {
		const long double *column = &triangle->value[(j + first) * columns];
		long double *unit = &design->unit[j * rows];
		long double whole = sqrtl(product(column, column, columns));
		memcpy(unit, &column[first], rows * sizeof *unit);
		long double length = sqrtl(product(unit, unit, rows));
		if (j == design->terms) {
			design->target = length;
			break;
		}
		design->length[j] = length > SOLVE_ALIASED * whole ? length : 0;
		for (size_t i = 0; i < rows; i++)
			unit[i] = design->length[j] > 0 ? unit[i] / length : 0;
	}
}

int
design_open(struct design *design, const struct triangle *triangle, bool intercept, struct error *error)
{
	size_t terms = triangle->columns - (intercept ? 2 : 1), rows = terms + 1;

	*design = (struct design){ triangle, intercept, .terms = terms, .rows = rows };
	design->unit = calloc(rows * rows, sizeof *design->unit);
	design->length = calloc(rows, sizeof *design->length);
	design->gram = calloc(rows * rows, sizeof *design->gram);
	design->along = calloc(rows, sizeof *design->along);
	if (!design->unit || !design->length || !design->gram || !design->along)
		return error_memory(error);
	fill_units(design);
	const long double *target = &design->unit[terms * rows];
	for (size_t j = 0; j < terms; j++) {
		const long double *unit = &design->unit[j * rows];
		design->along[j] = product(unit, target, rows);
		for (size_t k = 0; k < terms; k++)
			design->gram[j * terms + k] = product(unit, &design->unit[k * rows], rows);
	}
	return 0;
}

void
design_free(struct design *design)
{
	free(design->unit);
	free(design->length);
	free(design->gram);
	free(design->along);
	*design = (struct design){ 0 };
}

double
design_lasso_top(const struct design *design)
{
	long double most = 0;

	for (size_t j = 0; j < design->terms; j++)
		most = fmaxl(most, fabsl(design->along[j]));
	return (double)(most / sqrtl(design->triangle->weight));
}

/* From gamma to coefficients in the units of the terms, and the constant that goes with them. */
static void
fill_coefficients(const struct design *design, const long double *gamma, struct solution *solution)
{
	const struct triangle *triangle = design->triangle;
	size_t columns = triangle->columns, first = design->intercept ? 1 : 0;
	long double constant = triangle->value[(columns - 1) * columns];

	for (size_t j = 0; j < design->terms; j++) {
		struct estimate *e = &solution->estimate[j + first];
		long double coefficient = design->length[j] > 0 ? gamma[j] / design->length[j] : 0;
		*e = (struct estimate){ (double)coefficient, NAN, NAN, NAN, design->length[j] == 0 };
		solution->rank += !e->aliased;
		constant -= triangle->value[(j + first) * columns] * coefficient;
	}
	if (!design->intercept)
		return;
	bool none = triangle->rows == 0;
	constant = none ? 0 : constant / triangle->value[0];
	solution->estimate[0] = (struct estimate){ (double)constant, NAN, NAN, NAN, none };
	solution->rank += !none;
}

int
design_solve(const struct design *design, const struct penalty *penalty, struct solution *solution,
	struct error *error)
{
	const struct triangle *triangle = design->triangle;
	long double *gamma = calloc(design->rows, sizeof *gamma);
	/* The objective times W, for terms of length 1, which is sqrt(W) standard deviations. */
	long double l1 = sqrtl(triangle->weight) * penalty->lambda * penalty->alpha;
	long double l2 = penalty->lambda * (1 - (long double)penalty->alpha);

	if (solution_open(solution, triangle->columns - 1, error) || !gamma ||
		design_descend(design, l1, l2, gamma)) {
		free(gamma);
		return error_memory(error);
	}
	fill_coefficients(design, gamma, solution);
	free(gamma);
	long double total = triangle_squares(triangle, design->intercept);
	solution->n = triangle->rows;
	solution->rss = (double)solution_squares(solution, triangle);
	solution->r2 =
		total > 0 ? (double)fmaxl(0, 1 - solution->rss / total) : NAN; /* below 0 it is rounding */
	solution->adj_r2 = solution->sigma = solution->f = solution->f_p = NAN;
	return solution_check(solution, error);
}
