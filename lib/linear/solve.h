/* SPDX-License-Identifier: GPL-3.0-or-later */
/* solve: least squares from a triangle: coefficients, their errors, and how good the fit is. */
#ifndef LINEAR_SOLVE_H
#define LINEAR_SOLVE_H

#include "base/error.h"
#include "linear/triangle.h"

#include <float.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* NaN is what is not defined: standard errors without degrees of freedom, R2 of a constant target. */
struct estimate {
	double coefficient; /* 0 when aliased */
	double std_error;
	double t;
	double p;     /* two-sided, Student's t with df degrees of freedom */
	bool aliased; /* the terms before it determine this one */
};

struct solution {
	size_t terms;              /* including the intercept */
	struct estimate *estimate; /* by term */
	size_t rank;               /* number of terms that are not aliased */
	uint64_t n;                /* rows */
	uint64_t df;               /* n - rank */
	double rss, sigma, r2, adj_r2;
	double f, f_p;      /* test of all terms but the intercept together */
	uint64_t f_df;      /* their number, without aliased ones */
	size_t *kept;       /* the terms that are not aliased */
	long double *upper; /* their triangle, column by column, rank x rank */
};

/* A term that keeps no more than this share of its length is aliased. It is far above what the arithmetic
 * leaves of a copy (1e-18) and, where decimals were rounded to doubles, of a + b after a and b (1e-16). */
#define SOLVE_ALIASED 1e-11L

/* A length of no more than this share of the target's is only rounding: the fit is exact, or the target
 * constant. */
#define SOLVE_NOTHING (1024 * LDBL_EPSILON)

/* Allocates a solution of `terms` terms. 0 or -1; solution_free either way. */
int solution_open(struct solution *solution, size_t terms, struct error *error);

/* 0, or -1 when the values were too large to compute with. */
int solution_check(const struct solution *solution, struct error *error);

/* The weighted sum of squared residuals that the coefficients leave on the rows of a triangle of the same
 * terms, which need not be the one that was solved. */
long double solution_squares(const struct solution *solution, const struct triangle *triangle);

/* The squared length of the target: about its mean with an intercept, about 0 without. */
long double triangle_squares(const struct triangle *triangle, bool intercept);

/* Solves the triangle, whose first column is the intercept if there is one. A term is aliased, as in R, when
 * the terms before it leave no more than SOLVE_ALIASED of its length (R's lm: 1e-7, which would drop a term
 * of NIST's Filip). R2 as R defines it: about the mean with an intercept, about 0 without. 0, or -1 also when
 * the values were too large to compute with; solution_free either way. */
int solve(struct solution *solution, const struct triangle *triangle, bool intercept, struct error *error);
void solution_free(struct solution *solution);

/* The two-sided quantile of Student's t: |t| stays below it with probability `level`, 0 < level < 1. */
double student_quantile(double level, uint64_t df);

/* h = x' (X'X)^-1 x: the variance of the estimated mean at x, in units of sigma squared. x is by term; work
 * is scratch for `rank` numbers. */
double solution_leverage(const struct solution *solution, const long double *x, long double *work);

#endif
