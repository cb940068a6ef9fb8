/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data: what the rows become for gnuplot: lines of `series x y` in a spool. Points go there as they come, so
 * memory does not grow with their number; bars and slices are summed, and the numbers of a histogram counted,
 * when a picture is drawn. On an axis of labels x is the label's position, from 0; on one of times seconds
 * since 1970. A slice of a pie is a series whose x and y are where it begins and ends, in turns. */
#ifndef PLOT_DATA_H
#define PLOT_DATA_H

#include "base/buffer.h"
#include "plot/labels.h"
#include "plot/row.h"
#include "plot/spec.h"
#include "plot/spool.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct extent {
	double least, most;
};

/* Makes the value one of those in it; the first is the only one. */
static inline void
extent_widen(struct extent *extent, double value, bool first)
{
	if (first || value < extent->least)
		extent->least = value;
	if (first || value > extent->most)
		extent->most = value;
}

/* gnuplot takes half of the largest double for infinite, and wants room at the ends of an axis. */
static inline bool
extent_can_be_drawn(struct extent extent)
{
	return isfinite(4 * extent.least) && isfinite(4 * extent.most);
}

/* A slice of a pie. */
struct pie_slice {
	struct number value;
	double from, until; /* turns, clockwise from the top */
	size_t label;       /* its number, or SLICE_OTHERS */
};
#define SLICE_OTHERS SIZE_MAX

struct plot_data {
	const struct plot_spec *spec;
	struct labels labels; /* of the x axis */
	struct labels groups; /* of -g */
	bool labelled, timed;
	uint64_t records; /* taken */
	struct spool spool;
	struct spool numbers;        /* of a histogram, as doubles */
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
	struct pie_slice *slices;
	size_t slice_count, others; /* others: how many labels are in the last slice */
	struct extent range;        /* of a histogram's numbers */
	double bin_width;
};

/* 0, or -1 with the error. Close it either way. */
int plot_data_open(struct plot_data *data, const struct plot_spec *spec, struct error *error);
void plot_data_close(struct plot_data *data);

/* Takes one row; its values are in data->values. 0 or -1. */
int plot_data_take(struct plot_data *data, const struct plot_row *row, struct error *error);

/* Makes the spool complete and rewinds it, so that a picture can be drawn of what came so far; afterwards
 * plot_data_resume lets more rows come. 0 or -1. */
int plot_data_finish(struct plot_data *data, struct error *error);
int plot_data_resume(struct plot_data *data, struct error *error);

/* The series that the -y field of the row belongs to. 0 or -1. */
int plot_data_series(struct plot_data *data, const struct plot_row *row, size_t field, size_t *series,
	struct error *error);

size_t plot_data_series_count(const struct plot_data *data);

/* Spools one line. 0 or -1. */
int plot_data_line(
	struct plot_data *data, size_t series, struct number x, struct number y, struct error *error);

/* The label at a position of the x axis. */
struct slice plot_data_label(const struct plot_data *data, size_t position);

/* Forgets the lines of the spool, which are to be written anew. 0 or -1. */
int plot_data_empty(struct plot_data *data, struct error *error);

/* bars.c: adds one row to the sums; puts them in order and into the spool; frees them. */
int plot_bars_add(struct plot_data *data, const struct plot_row *row, struct error *error);
int plot_bars_finish(struct plot_data *data, struct error *error);
void plot_bars_free(struct plot_data *data);

/* bars.c: the order of the labels; the sum of one in a series, as far as it was used. */
int plot_bars_order(struct plot_data *data, struct error *error);
struct number plot_bars_sum(const struct plot_data *data, size_t label, size_t series);

/* pie.c: the sums become slices. */
int plot_pie_finish(struct plot_data *data, struct error *error);

/* hist.c: keeps a number; counts those of each bin. */
int plot_hist_add(struct plot_data *data, struct number number, struct error *error);
int plot_hist_finish(struct plot_data *data, struct error *error);

#endif
