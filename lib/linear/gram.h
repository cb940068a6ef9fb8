/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gram: computes the triangle of a block of rows from X'X, the sums of products of its columns: several times
 * as fast as reflections.
 *
 * In doubles this would lose twice the digits (the condition number is squared). Here the sums lose none: the
 * columns are whole numbers, and their sums of products are exact. Elimination (Cholesky's, as L D L': Golub
 * & Van Loan, Matrix Computations, 4.2) in numbers of 113 bits then keeps more digits than reflections in 64
 * bits, as long as each column keeps 2^-45 of its length when the columns before it are projected out
 * (Yamazaki, Tomov, Dongarra, Mixed-precision Cholesky QR factorization, SIAM J. Sci. Comput. 37, 2015). A
 * block with a column that keeps less is rejected: it needs reflections.
 *
 * A column may have been rounded to whole numbers, scaled by its largest value: a far outlier costs all other
 * values their last bits, which reflections would keep. It is accepted where that cannot show in a double:
 * its values lost no more than a double's rounding, and it and those after it keep 2^-10 of their largest. */
#ifndef LINEAR_GRAM_H
#define LINEAR_GRAM_H

#include "base/error.h"
#include "linear/triangle.h"

#include <float.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The widest numbers of the compiler. Every block is rejected where they have fewer than 113 bits. */
#if defined __SIZEOF_FLOAT128__ && LDBL_MANT_DIG < 113
__extension__ typedef __float128 quad;
enum { QUAD_BITS = 113 };
#else
typedef long double quad;
enum { QUAD_BITS = LDBL_MANT_DIG };
#endif

enum { GRAM_BITS = 62 }; /* the absolute value of a whole number is at most 2^62 */

/* A column of a block: its values are whole numbers divided by `divisor`. */
struct gram_column {
	const int64_t *at;
	long double divisor;
	int bits;    /* the absolute value of each number is at most 2^bits */
	double lost; /* mean relative error of rounding to whole numbers; 0 where all are exact */
};

struct gram {
	size_t columns;
	struct gram_column *column; /* filled by the caller */
	quad *sum;                  /* scratch, column by column: X'X, then what elimination leaves of it */
};

/* 0 or -1; gram_free either way. */
int gram_open(struct gram *gram, size_t columns, struct error *error);
void gram_free(struct gram *gram);

/* Fills `triangle`, which is empty and has the columns of `gram`, from `rows` rows, at most TRIANGLE_BLOCK.
 * It does not count them. False when they need reflections; then the triangle is empty. */
bool gram_reduce(struct gram *gram, size_t rows, struct triangle *triangle);

#endif
