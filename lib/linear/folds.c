/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/folds.h"

#include <math.h>
#include <stdlib.h>

enum { LAMBDAS = 61, LAMBDAS_PER_DECADE = 10 };

/* The highest lambda that is tried for ridge: it leaves almost nothing of the terms. */
static const double RIDGE_TOP = 100;

int
folds_open(struct folds *folds, size_t count, size_t columns, bool intercept, struct error *error)
{
	*folds = (struct folds){ .count = count, .intercept = intercept };
	folds->fold = calloc(count, sizeof *folds->fold);
	if (!folds->fold)
		return error_memory(error);
	for (size_t i = 0; i < count; i++)
		if (reducer_open(&folds->fold[i].reducer, columns, error) ||
			triangle_open(&folds->fold[i].train, columns, error))
			return -1;
	return triangle_open(&folds->total, columns, error);
}

void
folds_free(struct folds *folds)
{
	for (size_t i = 0; i < folds->count && folds->fold; i++) {
		reducer_free(&folds->fold[i].reducer);
		triangle_free(&folds->fold[i].train);
		design_free(&folds->fold[i].design);
	}
	free(folds->fold);
	triangle_free(&folds->total);
	design_free(&folds->design);
	*folds = (struct folds){ 0 };
}

/* Merges the triangles of all folds except number `without`; `spare` is scratch. */
static void
merge_folds(const struct folds *folds, size_t without, struct triangle *to, struct triangle *spare)
{
	for (size_t i = 0; i < folds->count; i++) {
		if (i == without)
			continue;
		triangle_copy(spare, &folds->fold[i].reducer.total);
		triangle_merge(to, spare);
	}
}

int
folds_finish(struct folds *folds, struct error *error)
{
	struct triangle spare;

	if (triangle_open(&spare, folds->total.columns, error))
		return -1;
	for (size_t i = 0; i < folds->count; i++)
		reducer_finish(&folds->fold[i].reducer);
	merge_folds(folds, folds->count, &folds->total, &spare);
	int failed = design_open(&folds->design, &folds->total, folds->intercept, error);
	for (size_t i = 0; i < folds->count && !failed; i++) {
		struct fold *fold = &folds->fold[i];
		merge_folds(folds, i, &fold->train, &spare);
		failed = design_open(&fold->design, &fold->train, folds->intercept, error);
	}
	triangle_free(&spare);
	return failed;
}

/* Adds the squared errors of a fold's records, predicted with the model of the others. */
static int
test_fold(const struct fold *fold, const struct penalty *penalty, bool intercept, long double *squares,
	struct error *error)
{
	struct solution solution;
	int failed = penalty_none(penalty) ? solve(&solution, &fold->train, intercept, error)
					   : design_solve(&fold->design, penalty, &solution, error);

	if (!failed)
		*squares += solution_squares(&solution, &fold->reducer.total);
	solution_free(&solution);
	return failed;
}

static int
test_penalty(
	const struct folds *folds, const struct penalty *penalty, struct score *score, struct error *error)
{
	long double squares = 0, total = triangle_squares(&folds->total, folds->intercept);

	for (size_t i = 0; i < folds->count; i++) {
		const struct fold *fold = &folds->fold[i];
		if (fold->reducer.total.rows && fold->train.rows == 0)
			squares = NAN;
		else if (fold->reducer.total.rows &&
			 test_fold(fold, penalty, folds->intercept, &squares, error))
			return -1;
	}
	score->folds = folds->count;
	score->mse = (double)(squares / folds->total.weight); /* 0/0 is NaN, which is written as null */
	score->r2 = total > 0 ? (double)(1 - squares / total) : NAN;
	return 0;
}

int
folds_choose(const struct folds *folds, struct penalty *penalty, struct score *score, struct error *error)
{
	struct penalty tried = *penalty;
	struct score other;

	if (!isnan(penalty->lambda))
		return test_penalty(folds, penalty, score, error);
	double top = penalty->alpha > 0 ? design_lasso_top(&folds->design) / penalty->alpha : RIDGE_TOP;
	if (!(top > 0))
		top = 1; /* nothing to penalise: all are equal */
	for (int i = 0; i < LAMBDAS; i++) {
		tried.lambda = top * pow(10, -(double)i / LAMBDAS_PER_DECADE);
		if (test_penalty(folds, &tried, &other, error))
			return -1;
		if (i == 0 || other.mse < score->mse) {
			*penalty = tried;
			*score = other;
		}
	}
	return 0;
}
