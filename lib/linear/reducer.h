/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reducer: rows on their way into a triangle, a block at a time. */
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
	struct triangle total;
	struct triangle block; /* scratch: the triangle of the block at hand */
	size_t count;          /* rows held */
	long double weight;    /* of these */
	bool weighted;         /* one of them does not weigh 1 */

	/* The rows, column by column: [column * TRIANGLE_BLOCK + row]. */
	int64_t *units; /* of a decimal, or the bits of a double */
	signed char *scale;
	long double *share; /* by row: sqrt(weight), by which its numbers are multiplied */

	long double *value; /* scratch of the same shape: the numbers with their weight */
	int64_t *whole;     /* and as whole ones, where units are not */
	struct gram gram;
};

/* 0 or -1; reducer_free either way. */
int reducer_open(struct reducer *reducer, size_t columns, struct error *error);
void reducer_free(struct reducer *reducer);

/* Takes one row: `columns` finite numbers, and behind them its weight, more than 0. */
void reducer_row(struct reducer *reducer, const struct number *row);

/* After the last row: reduces what is held. The result is in reducer->total. */
void reducer_finish(struct reducer *reducer);

#endif
