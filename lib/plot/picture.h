/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture: how records become a picture, step by step:
 *
 *     fields.c: record -> row -> the kind's add -> data.c: lines in a spool -> script.c, axis.c -> draw.c:
 * gnuplot
 *
 * Each kind is a file of its own (points.c, bars.c, hist.c, pie.c) and a row of the table in kind.c. */
#ifndef PLOT_PICTURE_H
#define PLOT_PICTURE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "number/exact_sum.h"
#include "number/number.h"
#include "plot/kind.h"
#include "plot/spec.h"
#include "plot/spool.h"
#include "record/projection.h"
#include "record/refusal.h"
#include "record/scan.h"
#include "stream/run.h"
#include "stream/sink.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* fields.c: what a picture needs of each record, and how it passes from map to fold. */

struct plot_y {
	size_t field; /* index in -y */
	struct number value;
};

struct plot_row {
	bool labelled;   /* x is a label, not a number */
	bool timed;      /* x is a time, in seconds since 1970 */
	bool inside;     /* of the band; only with --band */
	bool early;      /* kpi-agg will replace the record by a later one; only of kinds that sum */
	struct number x; /* where it is no label */
	size_t y_count;
	const struct plot_y *y; /* of the -y fields that are not null */
	struct slice label;     /* decoded */
	struct slice group;     /* decoded; empty without -g */
};

/* The working memory of map. It also remembers, in input order, what one record decides for those after it:
 * what the values of -x are, and how many records --limit has let through. */
struct plot_reader {
	const struct plot_spec *spec;
	struct projection projection;
	struct scanner scanner;
	int x, group; /* slots; group is -1 without -g */
	int early;    /* slot, or -1 where it is not read */
	int *y;       /* slots, by -y */
	struct plot_y *values;
	struct buffer label, group_text;
	enum plot_axis axis;
	uint64_t passed;
};

/* Whether one record decides for others, so that all must pass through one reader. */
bool plot_reader_needs_order(const struct plot_spec *spec);

/* 0, or -1 with the error. Close it either way. */
int plot_reader_open(struct plot_reader *reader, const struct plot_spec *spec, struct error *error);
void plot_reader_close(struct plot_reader *reader);

/* The stage's map: appends one row to batch->rows. A record whose x or whose every y is null is filtered. */
enum verdict plot_row_map(void *reader, struct slice line, struct batch *batch, struct refusal *refusal);

/* Takes the next row off *rows, into which its slices point. values has room for all -y fields and gets those
 * of the row. False at the end. */
bool plot_row_next(struct slice *rows, struct plot_row *row, struct plot_y *values);

/* labels.c: distinct texts, numbered in order of appearance. */

/* Beyond this a picture says nothing, and memory would grow with the input. */
enum { LABEL_LIMIT = 100000, LABEL_BYTES = 64 * 1024 * 1024 };

struct labels {            /* all zero is an empty one */
	struct label **at; /* by number */
	size_t count, capacity;
	void *tree; /* of <search.h>: balanced, so that no choice of labels makes it slow */
	struct arena arena;
};

/* The number of the text, a new one where it was not seen before; *index. field names it in messages, limit
 * is the largest count allowed. 0, or -1 with the error. */
int labels_index(struct labels *labels, struct slice text, const char *field, size_t limit, size_t *index,
	struct error *error);

struct slice labels_text(const struct labels *labels, size_t index);

void labels_free(struct labels *labels);

/* data.c: what the rows become for gnuplot: lines of `series x y`. On an axis of labels x is the position of
 * the label, from 0; on one of times it is in seconds since 1970. */

struct extent {
	double least, most;
};

/* Widens the extent to the value; the first value is all of it. */
static inline void
extent_widen(struct extent *extent, double value, bool first)
{
	if (first || value < extent->least)
		extent->least = value;
	if (first || value > extent->most)
		extent->most = value;
}

/* gnuplot takes half of the largest double for infinite, and needs space at the ends of an axis. */
static inline bool
extent_can_be_drawn(struct extent extent)
{
	return isfinite(4 * extent.least) && isfinite(4 * extent.most);
}

struct plot_data {
	const struct plot_spec *spec;
	void *own;             /* the kind's own data */
	struct labels labels;  /* of the x axis or the slices */
	struct labels groups;  /* of -g */
	bool labelled, timed;  /* the x axis */
	uint64_t records;      /* added */
	struct plot_y *values; /* of the row that is being added */
	struct spool spool;    /* the lines */
	struct buffer line;
	/* Of the lines in the spool: */
	uint64_t drawn[SERIES_LIMIT]; /* lines of each series */
	uint64_t total;               /* of all */
	struct extent x, y;           /* meaningful when total > 0 */
	uint64_t hidden;              /* lines at or below 0 on a log axis */
	/* Set by plot_data_finish: */
	size_t series;    /* how many, with those that have no line */
	size_t positions; /* labels on the x axis */
	size_t *order;    /* the label at each position; NULL: in order of appearance */
};

/* 0, or -1 with the error. Close it either way. */
int plot_data_open(struct plot_data *data, const struct plot_spec *spec, struct error *error);
void plot_data_close(struct plot_data *data);

int plot_data_add(struct plot_data *data, const struct plot_row *row, struct error *error);

/* Completes the spool and rewinds it, so that a picture can be drawn of the rows so far. plot_data_resume
 * lets more rows come. 0 or -1. */
int plot_data_finish(struct plot_data *data, struct error *error);
int plot_data_resume(struct plot_data *data, struct error *error);

/* For the kinds. 0, or -1 with the error: */

/* The number of the row's label. */
int plot_data_label_index(
	struct plot_data *data, const struct plot_row *row, size_t *index, struct error *error);

/* The series of a -y field of the row, by its group. */
int plot_data_series(struct plot_data *data, const struct plot_row *row, size_t field, size_t *series,
	struct error *error);

/* Appends a line to the spool; removes all lines, which are to be written anew. */
int plot_data_line(
	struct plot_data *data, size_t series, struct number x, struct number y, struct error *error);
int plot_data_clear(struct plot_data *data, struct error *error);

/* The label at a position of the x axis. */
struct slice plot_data_label(const struct plot_data *data, size_t position);

/* sums.c: one exact sum for each label and series, and the latest early result, which counts until the next
 * record of that sum. */

struct sums {             /* all zero is empty */
	struct bar *bars; /* by label */
	size_t capacity;
};

/* Adds the values of a row to the sums of its label, which gets its number in data->labels. 0 or -1. */
int sums_add(struct sums *sums, struct plot_data *data, const struct plot_row *row, struct error *error);

/* Sets data->order: by number of the label, or with --sort the largest total first. 0 or -1. */
int sums_order(struct sums *sums, struct plot_data *data, struct error *error);

/* Whether a record had a value for it; the sum, 0 where none had. Only after sums_order. */
bool sums_has(const struct sums *sums, size_t label, size_t series);
struct number sums_value(const struct sums *sums, size_t label, size_t series);

void sums_free(struct sums *sums);

/* script.c: the text that makes gnuplot draw. A record or the command line puts nothing into it but numbers
 * that were read and printed again, and texts that went through escape_gnuplot. A failed allocation shows in
 * the buffer.
 */

/* A series that is drawn. */
struct plot_series {
	size_t number;       /* in the spool's lines */
	size_t index, count; /* its place among those that are drawn, and how many they are */
};

/* Append what stands before the data, and after it: the plot command. source is how the command names the
 * data:
 * "$data", or a file name in quotes. */
void script_settings(struct buffer *to, const struct plot_data *data);
void script_command(struct buffer *to, const struct plot_data *data, const char *source);

/* escape_gnuplot's flags for the output's format. */
unsigned script_flags(const struct plot_spec *spec);

/* The place of the legend; how many series are drawn, and how many of them a legend has space to name. */
enum plot_place script_place(const struct plot_data *data);
size_t script_shown(const struct plot_data *data);
size_t script_legend_lines(const struct plot_data *data);

/* For the plot and series functions of the kinds. They append: the plot command with all series; */
void script_series(struct buffer *to, const struct plot_data *data, const char *source);

/* the lines of a series as gnuplot's `using`, x moved by an expression such as " + 0.2"; */
void script_using(struct buffer *to, const struct plot_series *series, const char *source, const char *moved);

/* a colour by its number; */
void script_color(struct buffer *to, const struct plot_data *data, size_t color);

/* the name of a series as its group and field; its title in the legend, if it has one. */
void script_series_name(struct buffer *to, const struct plot_data *data, size_t series);
void script_title(struct buffer *to, const struct plot_data *data, const struct plot_series *series);

/* axis.c: axes with tics of our own. */

/* Appends the x axis: labels, times, or with --si numbers. */
void script_x_axis(struct buffer *to, const struct plot_data *data);

/* Appends the range and tics of an axis ("x" or "y") with 14k for 14000. */
void script_si_axis(struct buffer *to, const char *axis, struct extent extent);

/* Appends ", 2024-07-28" where the tics are times of that one day and do not say so. */
void script_time_day(struct buffer *to, const struct plot_data *data);

/* draw.c: appends the picture, or the script where the output is one, to the sink. data must be finished. 0,
 * or -1 with the error: STATUS_SYSTEM when gnuplot is missing or fails. */
int plot_draw(struct plot_data *data, struct sink *to, struct error *error);

#endif
