/* SPDX-License-Identifier: GPL-3.0-or-later */
/* design: a triangle made ready for penalties: its terms without their means and of length 1, so that each is
 * penalised by what it moves and not by the unit it is measured in. */
#ifndef LINEAR_DESIGN_H
#define LINEAR_DESIGN_H

#include "base/error.h"
#include "linear/penalty.h"
#include "linear/solve.h"
#include "linear/triangle.h"

#include <stdbool.h>
#include <stddef.h>

struct design {
	const struct triangle *triangle; /* must outlive it */
	bool intercept;
	size_t terms; /* but the intercept */
	size_t rows;  /* terms + 1 */
	long double
		*unit; /* column by column: the terms, centred and of length 1; last the target, centred */
	long double *length; /* by term; 0 where nothing is left of it (a constant) */
	long double *gram;   /* unit'unit, terms x terms */
	long double *along;  /* unit'target, by term */
	long double target;  /* its length */
};

/* 0 or -1; design_free either way. */
int design_open(struct design *design, const struct triangle *triangle, bool intercept, struct error *error);
void design_free(struct design *design);

/* The least lambda at which a lasso leaves no term. */
double design_lasso_top(const struct design *design);

/* The coefficients b and the constant c that minimise
 *
 *     1/(2W) sum of w (y - c - x b)^2 + lambda (alpha sum of s |b| + (1 - alpha)/2 sum of (s b)^2)
 *
 * where W is the sum of the weights w and s each term's standard deviation (divisor W; without an intercept
 * its root mean square): glmnet's objective (Friedman, Hastie, Tibshirani, J. Stat. Software 33(1), 2010),
 * and scikit-learn's ElasticNet behind a StandardScaler. lambda is above 0. Errors and what follows from them
 * are NaN in the solution, which has no triangle of its own. 0 or -1 as solve; solution_free either way. */
int design_solve(const struct design *design, const struct penalty *penalty, struct solution *solution,
	struct error *error);

/* Of descent.c. gamma, by term, becomes what minimises 1/2 |target - unit gamma|^2 + l1 sum |gamma| +
 * l2/2 sum gamma^2. 0, or -1 when memory ran out. */
int design_descend(const struct design *design, long double l1, long double l2, long double *gamma);

#endif
