/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reducer: reduces rows to a triangle, a block at a time. */
#ifndef LINEAR_REDUCER_H
#define LINEAR_REDUCER_H

#include "base/error.h"
#include "linear/gram.h"
#include "linear/triangle.h"
#include "number/number.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reducer {
	struct triangle total; /* all complete blocks */
	struct triangle block; /* scratch: the triangle of one block */
	size_t count;          /* rows of the present block */
	long double weight;    /* sum of their weights */
	bool weighted;         /* one of them has another weight than 1 */

	/* The present block, column by column: [column * TRIANGLE_BLOCK + row]. */
	int64_t *units; /* of a decimal, or the bits of a double */
	signed char *scale;
	long double *share; /* by row: sqrt(weight), the factor of its numbers */

	/* Scratch of the same shape. */
	long double *value; /* the numbers, times share */
	int64_t *whole;     /* the numbers as whole ones of one scale, where units are not */
	struct gram gram;
};

/* 0 or -1; reducer_free either way. */
int reducer_open(struct reducer *reducer, size_t columns, struct error *error);
void reducer_free(struct reducer *reducer);

/* Adds one row: `columns` finite numbers, then its weight, which is above 0. */
void reducer_row(struct reducer *reducer, const struct number *row);

/* Reduces the present block, whatever its number of rows: reducer->total then has all rows so far. */
void reducer_finish(struct reducer *reducer);

#endif
