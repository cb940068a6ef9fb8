/* SPDX-License-Identifier: GPL-3.0-or-later */
/* triangle: the upper triangle R of the QR decomposition of all rows [terms | target] so far. It holds what
 * least squares needs of them, in the memory of columns x columns numbers, and two of them add up.
 *
 * Why not sums of products (the normal equations): they square the condition number, and their differences
 * cancel. NIST's Filip has no correct digit left there. Within a block they serve, exact (gram.h).
 *
 * The arithmetic is long double: 64 bits of mantissa on x86, where it is measured (NIST's eleven sets: 9
 * digits and more), 113 bits where it is IEEE binary128 (then slower, in software). Where long double is a
 * plain double the worst of the eleven (Filip, Wampler5) keep 5 to 7 digits. */
#ifndef LINEAR_TRIANGLE_H
#define LINEAR_TRIANGLE_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* Rows of one block. A block becomes a triangle of its own, and these are merged in order: the result depends
 * on the order of the rows alone, not on who computed which block or how the input came in. */
enum { TRIANGLE_BLOCK = 1024 };

struct triangle {
	size_t columns;     /* the terms and, last, the target; 0 when there is none */
	uint64_t rows;      /* that it stands for */
	long double weight; /* of all of them; their number where each weighs 1 */
	long double *value; /* column by column: value[column * columns + row]; 0 below the diagonal */
};

/* An empty one: all zero. 0 or -1. */
int triangle_open(struct triangle *triangle, size_t columns, struct error *error);
void triangle_free(struct triangle *triangle);

/* Empties it. */
void triangle_clear(struct triangle *triangle);

/* Makes it what another one of as many columns is. */
void triangle_copy(struct triangle *to, const struct triangle *from);

/* Adds up: `to` becomes the triangle of the rows of both. `from`, of as many columns, is used up. */
void triangle_merge(struct triangle *to, struct triangle *from);

/* Takes rows that lie column by column, `stride` apart, and are used up. It does not count them. */
void triangle_absorb(struct triangle *triangle, long double *below, size_t stride, size_t rows);

/* A Householder reflection I + v v' / scale with v = (head, tail). It turns the vector it was made from into
 * (some number, 0, ..., 0). */
struct reflection {
	long double head;
	long double scale; /* 0 when there was nothing to turn */
	const long double *tail;
	size_t length; /* of tail */
};

/* Makes the reflection that clears tail[length] into *head, and sets *head. The tail is left, being v's. */
struct reflection reflection_clear(long double *head, const long double *tail, size_t length);

/* Applies it to another vector (*head, tail). */
void reflection_apply(const struct reflection *reflection, long double *head, long double *tail);

#endif
