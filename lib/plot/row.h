/* SPDX-License-Identifier: GPL-3.0-or-later */
/* row: one record as a picture needs it, and how it passes from map to fold. */
#ifndef PLOT_ROW_H
#define PLOT_ROW_H

#include "base/buffer.h"
#include "number/number.h"
#include "plot/spec.h"
#include "record/projection.h"
#include "record/refusal.h"
#include "record/scan.h"
#include "stream/run.h"

#include <stdbool.h>
#include <stddef.h>

struct plot_row {
	bool labelled; /* x is a label, not a number */
	bool timed;    /* x is a time, in seconds since 1970 */
	bool inside;   /* the band; with --band only */
	bool early;    /* kpi-agg says that a later record replaces it; of bars and slices only */
	struct number x;
	size_t y_count;     /* of the -y fields that are not null; of a histogram 1 */
	struct slice label; /* decoded */
	struct slice group; /* decoded; empty without -g */
};

struct plot_y {
	size_t field; /* index in -y */
	struct number value;
};

/* The working memory of map. It also remembers, in input order, what one record decides for those behind it:
 * whether x is a number, a time or a label, and how many records --limit has let through. */
struct plot_reader {
	const struct plot_spec *spec;
	struct projection projection;
	struct scanner scanner;
	int x, group; /* slots; group is -1 without -g */
	int early;    /* slot, or -1 where it is not asked for */
	int *y;
	struct plot_y *values;
	struct buffer label, group_text;
	enum axis { AXIS_UNDECIDED, AXIS_NUMBER, AXIS_TIME, AXIS_LABEL } axis;
	uint64_t passed;
};

/* Whether all records must pass through one reader: there is something to remember. */
bool plot_reader_alone(const struct plot_spec *spec);

/* 0, or -1 with the error. Close it either way. */
int plot_reader_open(struct plot_reader *reader, const struct plot_spec *spec, struct error *error);
void plot_reader_close(struct plot_reader *reader);

/* The stage's map: appends one row to batch->rows. A record whose x or whose every y is null is filtered. */
enum verdict plot_row_map(void *reader, struct slice line, struct batch *batch, struct refusal *refusal);

/* Takes the next row off *rows; its slices point there. y has room for all -y fields. False at the end. */
bool plot_row_next(struct slice *rows, struct plot_row *row, struct plot_y *y);

#endif
