/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture: how records become a picture, step by step:
 *
 *     record -> row (fields.c) -> the kind's add -> lines in a spool (data.c)
 *     -> script (script.c, axis.c and the kind) -> gnuplot (draw.c)
 *
 * Each kind is a file of its own (points.c, bars.c, hist.c, pie.c) and a row of the table in kind.c. */
#ifndef PLOT_PICTURE_H
#define PLOT_PICTURE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "number/number.h"
#include "plot/kind.h"
#include "plot/spec.h"
#include "plot/spool.h"
#include "record/projection.h"
#include "record/refusal.h"
#include "record/scan.h"
#include "stream/run.h"
#include "stream/sink.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* fields.c: reads the fields that a picture needs from each record, into rows that pass from map to fold. */

struct plot_y {
	size_t field; /* index in -y */
	struct number value;
};

struct plot_row {
	bool labelled;   /* x is a label, not a number */
	bool timed;      /* x is a time, in seconds since 1970 */
	bool inside;     /* the point lies inside the band of --band */
	bool early;      /* an early result of kpi-agg, which a later one replaces; read only for sums */
	struct number x; /* unless it is a label */
	size_t y_count;
	const struct plot_y *y; /* the -y fields that are not null */
	struct slice label;     /* decoded */
	struct slice group;     /* decoded; empty without -g */
};

/* The working memory of map. It also keeps what one record decides for those after it: what the values of -x
 * are, and how many records --limit has let through. */
struct plot_reader {
	const struct plot_spec *spec;
	struct projection projection;
	struct scanner scanner;
	int x, group; /* slots; group is -1 without -g */
	int early;    /* slot, or -1 where it is not read */
	int *y;       /* slots of the -y fields */
	struct plot_y *values;
	struct buffer label, group_text;
	enum plot_axis axis;
	uint64_t passed;
};

/* Whether one record decides for others, so that one reader must read them all, in input order. */
bool plot_reader_needs_order(const struct plot_spec *spec);

/* 0, or -1 with the error. Close it either way. */
int plot_reader_open(struct plot_reader *reader, const struct plot_spec *spec, struct error *error);
void plot_reader_close(struct plot_reader *reader);

/* The stage's map: appends one row to batch->rows. A record whose x or whose every y is null is filtered. */
enum verdict plot_row_map(void *reader, struct slice line, struct batch *batch, struct refusal *refusal);

/* Takes the next row off *rows, into which its slices point. row->y is `values`, an array with an element for
 * each -y field. False at the end. */
bool plot_row_next(struct slice *rows, struct plot_row *row, struct plot_y *values);

/* data.c: what the rows become for gnuplot: lines of `series x y` in a spool. On an axis of labels x is the
 * position of the label, from 0; on one of times it is in seconds since 1970. */

/* A picture of more labels could not be read, and memory would grow with the input. */
enum { LABEL_LIMIT = 100000, LABEL_BYTES = 64 * 1024 * 1024 };

struct labels {            /* distinct texts; all zero is an empty set */
	struct label **at; /* in order of appearance */
	size_t count, capacity;
	void *tree; /* of <search.h>: balanced, so that no choice of texts makes it slow */
	struct arena arena;
};

struct slice labels_text(const struct labels *labels, size_t index);

struct extent {
	double least, most;
};

/* Widens the extent to the value. The first value replaces it. */
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
	struct labels labels;  /* on the x axis, or of the slices */
	struct labels groups;  /* the values of -g */
	bool labelled, timed;  /* the x axis has labels; times */
	uint64_t records;      /* rows added */
	struct plot_y *values; /* those of the row that is being added */

	struct spool spool; /* the lines */
	struct buffer line;
	uint64_t total;               /* number of lines */
	uint64_t drawn[SERIES_LIMIT]; /* number of lines by series */
	uint64_t hidden;              /* lines at or below 0 on a log axis */
	struct extent x, y;           /* of the lines; meaningful when total > 0 */

	/* Set by plot_data_finish. */
	size_t series;    /* how many there are, those without a line included */
	size_t positions; /* how many labels stand on the x axis */
	size_t *order;    /* the label at each position; NULL: in order of appearance */
};

/* 0, or -1 with the error. Close it either way. */
int plot_data_open(struct plot_data *data, const struct plot_spec *spec, struct error *error);
void plot_data_close(struct plot_data *data);

/* Adds one row. 0 or -1. */
int plot_data_add(struct plot_data *data, const struct plot_row *row, struct error *error);

/* Completes the spool and rewinds it, so that a picture of the rows so far can be drawn; plot_data_resume
 * prepares for more rows. 0 or -1. */
int plot_data_finish(struct plot_data *data, struct error *error);
int plot_data_resume(struct plot_data *data, struct error *error);

/* The next four are for the kinds. They return 0, or -1 with the error. */

/* Finds the index of the row's label in data->labels, which gets it if it is new. */
int plot_data_label_index(
	struct plot_data *data, const struct plot_row *row, size_t *index, struct error *error);

/* Finds the series of a -y field of the row. Each pair of group and field is one. */
int plot_data_series(struct plot_data *data, const struct plot_row *row, size_t field, size_t *series,
	struct error *error);

/* Appends a line to the spool. */
int plot_data_line(
	struct plot_data *data, size_t series, struct number x, struct number y, struct error *error);

/* Removes all lines, so that finish can write them anew. */
int plot_data_clear(struct plot_data *data, struct error *error);

/* The label at a position of the x axis. */
struct slice plot_data_label(const struct plot_data *data, size_t position);

/* sums.c: an exact sum for each label and series. An early result of kpi-agg is added until the next record
 * of that label and series replaces it. */

struct sums {             /* all zero is empty */
	struct bar *bars; /* by label */
	size_t capacity;
};

/* Adds the values of a row to the sums of its label. 0 or -1. */
int sums_add(struct sums *sums, struct plot_data *data, const struct plot_row *row, struct error *error);

/* Sets data->order: order of appearance, or with --sort the largest total first. 0 or -1. */
int sums_order(struct sums *sums, struct plot_data *data, struct error *error);

/* After sums_order: whether a record had a value for the label and series; the sum of all, 0 without any. */
bool sums_has(const struct sums *sums, size_t label, size_t series);
struct number sums_value(const struct sums *sums, size_t label, size_t series);

void sums_free(struct sums *sums);

/* script.c: the script that makes gnuplot draw. Records and the command line put nothing into it but numbers
 * that were read and printed again, and texts that went through escape_gnuplot. When memory runs out, the
 * buffer has failed. */

/* A series that is drawn. */
struct plot_series {
	size_t number; /* as the lines in the spool have it */
	size_t index;  /* its place among the series that are drawn */
	size_t count;  /* of the series that are drawn */
};

/* Appends all that stands before the data. */
void script_settings(struct buffer *to, const struct plot_data *data);

/* Appends the plot command, which stands after the data. source is how the command names the data: "$data",
 * or a file name in quotes. */
void script_command(struct buffer *to, const struct plot_data *data, const char *source);

/* The flags of escape_gnuplot for the format of the output. */
unsigned script_flags(const struct plot_spec *spec);

/* The number of series that are drawn. */
size_t script_shown(const struct plot_data *data);

/* The place of the legend, never PLACE_AUTO; how many lines it has space for. */
enum plot_place script_place(const struct plot_data *data);
size_t script_legend_lines(const struct plot_data *data);

/* The rest is for the kinds. */

/* Appends the plot command for all series. */
void script_series(struct buffer *to, const struct plot_data *data, const char *source);

/* Appends what selects the lines of one series. moved is added to x, as an expression such as " + 0.2". */
void script_using(struct buffer *to, const struct plot_series *series, const char *source, const char *moved);

/* Appends a colour, by its index in plot_color, with the opacity of --alpha. */
void script_color(struct buffer *to, const struct plot_data *data, size_t color);

/* Appends the name of a series: its group and its field, where there are several. */
void script_series_name(struct buffer *to, const struct plot_data *data, size_t series);

/* Appends the title of a series in the legend, or `notitle`. */
void script_title(struct buffer *to, const struct plot_data *data, const struct plot_series *series);

/* axis.c: axes whose tics gnuplot does not choose. */

/* Appends the x axis if it has labels, times, or numbers under --si. */
void script_x_axis(struct buffer *to, const struct plot_data *data);

/* Appends the range and tics of an axis ("x" or "y") with 14k for 14000. */
void script_si_axis(struct buffer *to, const char *axis, struct extent extent);

/* Appends ", 2024-07-28" where all tics are times of that day and none shows it. */
void script_time_day(struct buffer *to, const struct plot_data *data);

/* draw.c: appends the picture, or the script if that is the output, to the sink. data must be finished. 0, or
 * -1 with the error: STATUS_SYSTEM when gnuplot is missing or fails. */
int plot_draw(struct plot_data *data, struct sink *to, struct error *error);

#endif
