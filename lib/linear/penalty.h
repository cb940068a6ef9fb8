/* SPDX-License-Identifier: GPL-3.0-or-later */
/* penalty: least squares with a penalty on large coefficients: ridge, lasso, elastic net. */
#ifndef LINEAR_PENALTY_H
#define LINEAR_PENALTY_H

#include "base/error.h"
#include "linear/solve.h"
#include "linear/triangle.h"

#include <stdbool.h>
#include <stddef.h>

struct penalty {       /* all zero is none: ordinary least squares */
	double lambda; /* strength; NaN: to be chosen by cross-validation */
	double alpha;  /* share of the absolute values (lasso); the squares (ridge) have the rest */
};

static inline bool
penalty_none(const struct penalty *penalty)
{
	return penalty->lambda == 0;
}

/* "linear", "ridge", "lasso" or "elastic-net". */
const char *penalty_name(const struct penalty *penalty);

/* Reads the arguments of --ridge, --lasso and --elastic-net, NULL where not given: `LAMBDA`, and for the last
 * `LAMBDA,ALPHA`; `best` is a lambda to be chosen by cross-validation. 0; or -1 with STATUS_USAGE. */
int penalty_read(struct penalty *penalty, const char *ridge, const char *lasso, const char *elastic_net,
	struct error *error);

/* A triangle made ready for penalties: its terms are centred and scaled to length 1, so that the unit that a
 * term is measured in does not matter. */
struct design {
	const struct triangle *triangle; /* must outlive it */
	bool intercept;
	size_t terms;        /* without the intercept */
	size_t rows;         /* terms + 1 */
	long double *unit;   /* column by column: the scaled terms; last the target, only centred */
	long double *length; /* by term, once centred; 0 for a constant */
	long double *gram;   /* unit'unit, terms x terms */
	long double *along;  /* unit'target, by term */
	long double target;  /* length of the target */
};

/* 0 or -1; design_free either way. */
int design_open(struct design *design, const struct triangle *triangle, bool intercept, struct error *error);
void design_free(struct design *design);

/* The lowest lambda at which a lasso leaves no term. */
double design_lasso_top(const struct design *design);

/* The coefficients b and the constant c that minimise
 *
 *     1/(2W) sum of w (y - c - x b)^2 + lambda (alpha sum of s |b| + (1 - alpha)/2 sum of (s b)^2)
 *
 * where W is the sum of the weights w and s each term's standard deviation (divisor W; without an intercept
 * its root mean square): glmnet's objective (Friedman, Hastie, Tibshirani, J. Stat. Software 33(1), 2010),
 * and scikit-learn's ElasticNet after a StandardScaler. lambda is above 0. The solution's standard errors,
 * and all that depends on them, are NaN; it has no triangle. 0 or -1 as solve; solution_free either way. */
int design_solve(const struct design *design, const struct penalty *penalty, struct solution *solution,
	struct error *error);

#endif
