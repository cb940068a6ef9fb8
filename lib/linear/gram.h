/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gram: the triangle of a block of rows by way of the sums of products of its columns, X'X, several times as
 * fast as by reflections.
 *
 * In doubles that way loses twice the digits (the condition number is squared). Here the sums lose none: the
 * columns are whole numbers and their sums of products exact; the triangle is made of them by elimination
 * (Cholesky's, as L D L': Golub & Van Loan, Matrix Computations, 4.2) in numbers of 113 bits, which leaves
 * more than reflections in 64 bits do as long as no column keeps less than 2^-45 of its length beside the
 * ones before it (as Yamazaki, Tomov, Dongarra, Mixed-precision Cholesky QR factorization, SIAM J. Sci.
 * Comput. 37, 2015). A block with such a column is refused: it needs reflections.
 *
 * A column may have been rounded to whole numbers, by its largest value: one far outlier takes the last bits
 * of all the others, which reflections leave them. It is taken where that cannot show in a double: its values
 * lost no more than a double's rounding, and it and those after it keep 2^-10 of their largest value. */
#ifndef LINEAR_GRAM_H
#define LINEAR_GRAM_H

#include "base/error.h"
#include "linear/triangle.h"

#include <float.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The widest numbers there are: 113 bits, in software; or a long double's, and then no block is taken. */
#if defined __SIZEOF_FLOAT128__ && LDBL_MANT_DIG < 113
__extension__ typedef __float128 quad;
enum { QUAD_BITS = 113 };
#else
typedef long double quad;
enum { QUAD_BITS = LDBL_MANT_DIG };
#endif

enum { GRAM_BITS = 62 }; /* a whole number is at most 2^62, either side of 0 */

/* A column of a block: whole numbers, and what to divide them by. */
struct gram_column {
	const int64_t *at;
	long double divisor;
	int bits;    /* each is at most 2^bits */
	double lost; /* by rounding to whole numbers, the mean share of a value; 0 where all are exact */
};

struct gram {
	size_t columns;
	struct gram_column *column; /* filled by the caller */
	quad *sum;                  /* column by column: the sums, then what elimination leaves; scratch */
};

/* 0 or -1; gram_free either way. */
int gram_open(struct gram *gram, size_t columns, struct error *error);
void gram_free(struct gram *gram);

/* Makes an empty triangle, of as many columns, that of the rows (at most TRIANGLE_BLOCK). It does not count
 * them. False when they need reflections; the triangle is empty again then. */
bool gram_reduce(struct gram *gram, size_t rows, struct triangle *triangle);

#endif
