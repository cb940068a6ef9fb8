/* SPDX-License-Identifier: GPL-3.0-or-later */
/* triangle: the upper triangle R of the QR decomposition of all rows [terms | target] so far. It holds all
 * that least squares needs to know of them, in columns x columns numbers, and two of them can be merged.
 *
 * Why not sums of products (the normal equations)? They square the condition number, and their differences
 * cancel: NIST's Filip keeps no correct digit. Within one block they are used, computed exactly (gram.h).
 *
 * The arithmetic is long double: 64 bits of mantissa on x86, where it is measured (NIST's eleven sets: 9
 * digits and more), 113 bits where it is IEEE binary128 (then slower, in software). Where long double is a
 * plain double the worst of the eleven (Filip, Wampler5) keep 5 to 7 digits. */
#ifndef LINEAR_TRIANGLE_H
#define LINEAR_TRIANGLE_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* Rows of one block. Each block becomes a triangle of its own, and these are merged in order: the result
 * depends only on the order of the rows, not on threads or on how the input arrived. */
enum { TRIANGLE_BLOCK = 1024 };

struct triangle {
	size_t columns;     /* the terms and, last, the target; 0 when there is no triangle */
	uint64_t rows;      /* number of rows that were reduced to it */
	long double weight; /* sum of their weights; without weights each counts 1 */
	long double *value; /* column by column: value[column * columns + row]; 0 below the diagonal */
};

/* Makes an empty triangle, all zero. 0 or -1. */
int triangle_open(struct triangle *triangle, size_t columns, struct error *error);
void triangle_free(struct triangle *triangle);

/* Makes it empty again. */
void triangle_clear(struct triangle *triangle);

/* Both have the same number of columns. */
void triangle_copy(struct triangle *to, const struct triangle *from);

/* `to` becomes the triangle of the rows of both, which have the same number of columns. Overwrites `from`. */
void triangle_merge(struct triangle *to, struct triangle *from);

/* Reduces rows, which lie column by column, `stride` apart, into the triangle. Overwrites them; does not
 * count them. */
void triangle_absorb(struct triangle *triangle, long double *below, size_t stride, size_t rows);

/* Solves U x = b in place: x[0..size) is b before. U is upper triangular, its columns `stride` apart. */
void upper_solve(const long double *upper, size_t stride, size_t size, long double *x);

/* Solves U' x = b in the same way; b begins with `from` zeros, and so does x. */
void upper_solve_transposed(
	const long double *upper, size_t stride, size_t from, size_t size, long double *x);

/* A Householder reflection I + v v' / scale with v = (head, tail). It turns the vector it was made from into
 * (some number, 0, ..., 0). */
struct reflection {
	long double head;
	long double scale; /* 0: the identity, since the tail was zero already */
	const long double *tail;
	size_t length; /* numbers in tail */
};

/* Makes the reflection that clears tail[0..length), and sets *head. The tail is kept: v points to it. */
struct reflection reflection_clear(long double *head, const long double *tail, size_t length);

/* Applies it to another vector (*head, tail). */
void reflection_apply(const struct reflection *reflection, long double *head, long double *tail);

#endif
