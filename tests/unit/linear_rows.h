/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linear_rows: rows of doubles into a reducer, as their shortest text would come in. */
#ifndef LINEAR_ROWS_H
#define LINEAR_ROWS_H

#include "linear/reducer.h"

enum { ROWS_WIDEST = 16 };

/* The row has the weight after its columns. */
static inline void
add_row(struct reducer *reducer, const double *row)
{
	struct number numbers[ROWS_WIDEST];

	for (size_t j = 0; j <= reducer->total.columns; j++)
		numbers[j] = number_shortest(row[j]);
	reducer_row(reducer, numbers);
}

#endif
