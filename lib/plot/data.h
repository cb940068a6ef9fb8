/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data: what the rows become for gnuplot: lines of `series x y` in a spool. Points go there as they come, so
 * memory does not grow with their number; bars are summed first and go there at the end. On an axis of labels
 * x is the label's position, from 0. */
#ifndef PLOT_DATA_H
#define PLOT_DATA_H

#include "base/buffer.h"
#include "plot/labels.h"
#include "plot/row.h"
#include "plot/spec.h"
#include "plot/spool.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct extent {
	double least, most;
};

struct plot_data {
	const struct plot_spec *spec;
	struct labels labels; /* of the x axis */
	struct labels groups; /* of -g */
	bool labelled;
	struct spool spool;
	uint64_t drawn[SERIES_MOST]; /* lines of each series in the spool */
	uint64_t total;
	struct extent x, y; /* meaningful when total > 0 */
	uint64_t unseen;    /* bars at or below 0 on a log axis */
	struct plot_y *values;
	struct buffer lines;
	struct bar *bars; /* by label */
	size_t bar_capacity;
	size_t *order;     /* of bars: the label at each position */
	bool side_by_side; /* some label has more than one bar, and they are not stacked */
	size_t positions;  /* of labels on the x axis */
};

/* 0, or -1 with the error. Close it either way. */
int plot_data_open(struct plot_data *data, const struct plot_spec *spec, struct error *error);
void plot_data_close(struct plot_data *data);

/* The stage's fold: takes the rows of a batch. */
int plot_data_fold(void *data, struct batch *batch, struct error *error);

/* All rows are in: the spool is complete and rewound. 0 or -1. */
int plot_data_finish(struct plot_data *data, struct error *error);

/* The series that the -y field of the row belongs to. 0 or -1. */
int plot_data_series(struct plot_data *data, const struct plot_row *row, size_t field, size_t *series,
	struct error *error);

size_t plot_data_series_count(const struct plot_data *data);

/* Spools one line. 0 or -1. */
int plot_data_line(
	struct plot_data *data, size_t series, struct number x, struct number y, struct error *error);

/* The label at a position of the x axis. */
struct slice plot_data_label(const struct plot_data *data, size_t position);

/* bars.c: adds one row to the sums; puts them in order and into the spool; frees them. */
int plot_bars_add(struct plot_data *data, const struct plot_row *row, struct error *error);
int plot_bars_finish(struct plot_data *data, struct error *error);
void plot_bars_free(struct plot_data *data);

#endif
