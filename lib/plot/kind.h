/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kind: the table of what plotdata can make. To add a kind, write a file with its row, and name the row in
 * the list at the end of this header and in the table in kind.c: --help, the messages and the checks of the
 * options follow from the row. */
#ifndef PLOT_KIND_H
#define PLOT_KIND_H

#include "base/buffer.h"
#include "plot/spec.h"
#include "stream/run.h"

#include <stdbool.h>
#include <stddef.h>

struct plot_data;
struct plot_row;
struct plot_series;

/* Options that only some kinds take. */
enum {
	TAKES_DRAWING = 1 << 0, /* -x --size --term --every --legend --colors --alpha */
	TAKES_TITLE = 1 << 1,   /* --title --refresh */
	TAKES_AXES = 1 << 2,    /* --xlabel --ylabel --si --log */
	TAKES_LOG_X = 1 << 3,
	TAKES_Y = 1 << 4,
	TAKES_GROUP = 1 << 5,
	TAKES_BAND = 1 << 6,       /* --identity --band */
	TAKES_CATEGORIES = 1 << 7, /* --categories --sort */
	TAKES_STACK = 1 << 8,
	TAKES_LABELS = 1 << 9, /* --labels */
	TAKES_BINS = 1 << 10,
	TAKES_COLUMNS = 1 << 11, /* --columns --no-header --null */
};

/* What the values of -x are. */
enum plot_axis { AXIS_UNDECIDED, AXIS_NUMBER, AXIS_TIME, AXIS_LABEL };

struct plot_kind {
	const char *name;
	/* What follows the name in --help. Neighbours in the table with equal arguments share a line. */
	const char *arguments;
	unsigned options; /* TAKES_... */
	/* Makes it from the files (NULL-terminated; none is standard input), to run->out. 0 or -1. */
	int (*run)(struct run *run, const struct plot_spec *spec, char *const *files, struct error *error);

	/* The rest is for pictures, whose run is picture_run. Members that are not named may be zero. */

	/* The fields that must be given, for the message: "the field to count: -x FIELD". */
	const char *needs;
	/* Fills in defaults, and rejects options that exclude each other. 0, or -1 with STATUS_USAGE. */
	int (*check)(struct plot_spec *spec, struct error *error);

	/* How records are read. */
	enum plot_axis axis; /* AXIS_UNDECIDED: the first record that has -x decides */
	bool null_label;     /* a null -x is a label too, instead of nothing to draw */
	/* The values of a label are added up. So --limit counts labels instead of records, a value at or
	 * below 0 may stand on a log axis, since the sum may be above, and early results of kpi-agg are
	 * replaced. */
	bool sums;
	/* Why a value cannot be drawn, as the end of a sentence that begins with the value; or NULL. */
	const char *(*refuse_y)(struct number y);

	/* The data of the kind: own_size bytes at data->own, all zero before open; close is called even when
	 * open failed. finish puts the lines to draw into the spool; more rows may come after it. These
	 * return 0 or -1. */
	size_t own_size;
	int (*open)(struct plot_data *data, struct error *error);
	int (*add)(struct plot_data *data, const struct plot_row *row, struct error *error);
	int (*finish)(struct plot_data *data, struct error *error);
	void (*close)(struct plot_data *data);

	/* The kind's part of gnuplot's script. */
	bool no_axes;        /* no axis has a name: the legend names every series, and stands at the right */
	const char *y_title; /* of the y axis, where it is not one -y field */
	double alpha;        /* default of --alpha; 0 stands for 1 */
	/* Appends the settings of the axes, which stand before the data. */
	void (*axes)(struct buffer *to, const struct plot_data *data);
	/* Appends the plot command, in which script_series appends the series; NULL: only the series. */
	void (*plot)(struct buffer *to, const struct plot_data *data, const char *source);
	/* Appends one series: its data, which `source` names, its style, colour and title. */
	void (*series)(struct buffer *to, const struct plot_data *data, const struct plot_series *series,
		const char *source);
	/* Appends the name of a series; NULL: script_series_name. */
	void (*name_series)(struct buffer *to, const struct plot_data *data, size_t series);
};

/* The kind of that name, or NULL with STATUS_USAGE and the nearest name. */
const struct plot_kind *plot_kind_find(const char *name, struct error *error);

/* Appends the names as a list; `last` stands before the last one, such as "or". */
void plot_kind_names(struct buffer *to, const char *last);

/* Appends what may follow the name of the tool: one line for each form. */
void plot_kind_synopsis(struct buffer *to);

/* The run of every picture (frames.c). */
int picture_run(struct run *run, const struct plot_spec *spec, char *const *files, struct error *error);

/* The rows: points.c, bars.c, pie.c, hist.c, tables.c, page.c. */
extern const struct plot_kind plot_scatter, plot_line, plot_steps, plot_bar, plot_pie, plot_hist, plot_table,
	plot_csv, plot_tsv, plot_page;

#endif
