/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grid: a table to look at, in a box of characters. The first rows are held to find how wide the columns are;
 * after those it streams, and a wider cell pushes its row apart. */
#ifndef PLOT_GRID_H
#define PLOT_GRID_H

#include "plot/table.h"

/* Rows that are held at most, and their bytes. */
enum { GRID_ROWS = 1000, GRID_BYTES = 1024 * 1024 };

struct grid { /* set table, the rest is zero */
	struct plot_table *table;
	size_t columns; /* 0 before the first row */
	size_t *widths; /* characters */
	bool *numeric;  /* numbers stand at the right */
	struct buffer held;
	size_t rows; /* held */
	bool begun;  /* the widths are settled */
};

void grid_close(struct grid *grid);

/* Takes rows of cell_grid. 0, or -1 with the error. */
int grid_take(struct grid *grid, struct slice rows, struct buffer *to, struct error *error);

/* The stage's fold, wait (nobody waits for rows that are held) and finish: at the end stands the lower
 * border, and whether there were more records than --limit. */
int grid_fold(void *grid, struct batch *batch, struct error *error);
int grid_wait(void *grid, struct run *run, struct error *error);
int grid_finish(void *grid, struct run *run, struct error *error);

#endif
