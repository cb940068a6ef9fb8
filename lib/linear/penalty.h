/* SPDX-License-Identifier: GPL-3.0-or-later */
/* penalty: least squares where large coefficients cost something: ridge, lasso, elastic net. */
#ifndef LINEAR_PENALTY_H
#define LINEAR_PENALTY_H

#include "base/error.h"
#include "linear/solve.h"
#include "linear/triangle.h"

#include <stdbool.h>
#include <stddef.h>

struct penalty {       /* all zero is none: ordinary least squares */
	double lambda; /* how much; NaN: to be chosen by cross-validation */
	double alpha;  /* the share of the absolute values (lasso), the rest being of the squares (ridge) */
};

/* The alpha of the elastic net that --compare tries. */
#define PENALTY_HALF 0.5

static inline bool
penalty_none(const struct penalty *penalty)
{
	return penalty->lambda == 0;
}

/* linear, ridge, lasso or elastic-net. */
const char *penalty_name(const struct penalty *penalty);

/* Reads the arguments of --ridge, --lasso and --elastic-net, NULL where not given: `LAMBDA`, and for the last
 * `LAMBDA,ALPHA`; `best` is a lambda to be chosen by cross-validation. 0; or -1 with STATUS_USAGE. */
int penalty_read(struct penalty *penalty, const char *ridge, const char *lasso, const char *elastic_net,
	struct error *error);

/* A triangle made ready for penalties: its terms without their means and of length 1, so that each is
 * penalised by what it moves and not by the unit it is measured in. */
struct design {
	const struct triangle *triangle; /* must outlive it */
	bool intercept;
	size_t terms; /* without the intercept */
	size_t rows;  /* terms + 1 */
	long double
		*unit; /* column by column: the terms, centred and of length 1; last the target, centred */
	long double *length; /* by term; 0 for a constant, which centring leaves nothing of */
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
 * and scikit-learn's ElasticNet after a StandardScaler. lambda is above 0. Errors and what follows from them
 * are NaN in the solution, which has no triangle of its own. 0 or -1 as solve; solution_free either way. */
int design_solve(const struct design *design, const struct penalty *penalty, struct solution *solution,
	struct error *error);

#endif
