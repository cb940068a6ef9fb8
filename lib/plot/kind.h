/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kind: the table of what plotdata can make. A new kind is a file with its row, and its line in the table
 * (kind.c) and in the list at the end of this header. --help, the messages and the checks of options follow
 * from the row. */
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

/* The options that not every kind takes. */
enum {
	TAKES_DRAWING = 1 << 0, /* -x --size --term --every --legend --colors --alpha */
	TAKES_TITLE = 1 << 1,   /* --title --refresh */
	TAKES_AXES = 1 << 2,    /* --xlabel --ylabel --si --log */
	TAKES_LOG_X = 1 << 3,
	TAKES_Y = 1 << 4,
	TAKES_GROUP = 1 << 5,
	TAKES_BAND = 1 << 6,   /* --identity --band */
	TAKES_LABELS = 1 << 7, /* --categories --sort */
	TAKES_STACK = 1 << 8,
	TAKES_SHARE = 1 << 9, /* --labels */
	TAKES_BINS = 1 << 10,
	TAKES_COLUMNS = 1 << 11, /* --columns --no-header --null */
};

/* What the values of -x are. */
enum plot_axis { AXIS_UNDECIDED, AXIS_NUMBER, AXIS_TIME, AXIS_LABEL };

struct plot_kind {
	const char *name;
	const char *arguments; /* those after the name, as --help shows them; neighbours with the same share a
				  line */
	unsigned options;      /* TAKES_... */
	/* Makes it of the files (NULL-terminated) and writes it to run->out. 0 or -1. */
	int (*run)(struct run *run, const struct plot_spec *spec, char *const *files, struct error *error);

	/* The rest is for pictures, whose run is picture_run. What is not named may stay zero. */

	const char *needs; /* the fields it cannot do without, as the message names them */
	/* Fills in defaults and rejects options that exclude each other. 0, or -1 with STATUS_USAGE. */
	int (*check)(struct plot_spec *spec, struct error *error);

	/* How a record is read. */
	enum plot_axis axis; /* AXIS_UNDECIDED: the first record that has -x decides */
	bool sums;       /* values of one label are added up: --limit counts labels instead of records, a sum
			  * may yet rise above 0, and an early result of kpi-agg waits for its successor */
	bool null_label; /* null is a label of -x, too */
	/* Why a value cannot be drawn, as the end of a sentence, or NULL. */
	const char *(*refuse_y)(struct number y);

	/* The kind's own data: `own_size` bytes at data->own, all zero before open. close is called even when
	 * open failed. finish puts the lines to draw into the spool, and may be followed by more rows. 0 or
	 * -1. */
	size_t own_size;
	int (*open)(struct plot_data *data, struct error *error);
	int (*add)(struct plot_data *data, const struct plot_row *row, struct error *error);
	int (*finish)(struct plot_data *data, struct error *error);
	void (*close)(struct plot_data *data);

	/* Its part of gnuplot's script. */
	bool no_axes;        /* so the legend names every series, and stands at the right */
	const char *y_title; /* where there is not exactly one -y */
	double alpha;        /* the default of --alpha; 0 is 1, solid */
	/* Appends the settings of its axes, which stand before the data. */
	void (*axes)(struct buffer *to, const struct plot_data *data);
	/* Appends the plot command, by script_series, and what else it draws. NULL: the series alone. source
	 * names the data. */
	void (*plot)(struct buffer *to, const struct plot_data *data, const char *source);
	/* Appends one series: its data, style, colour and title. */
	void (*series)(struct buffer *to, const struct plot_data *data, const struct plot_series *series,
		const char *source);
	/* Appends the name of a series; NULL: its group and -y field. */
	void (*name_series)(struct buffer *to, const struct plot_data *data, size_t series);
};

/* The kind of that name, or NULL with STATUS_USAGE and the nearest name. */
const struct plot_kind *plot_kind_find(const char *name, struct error *error);

/* Appends the names, with commas and `last` (such as "or") before the last one. */
void plot_kind_names(struct buffer *to, const char *last);

/* Appends what may follow the name of the tool, one form a line. */
void plot_kind_synopsis(struct buffer *to);

/* frames.c: run of every kind of picture. */
int picture_run(struct run *run, const struct plot_spec *spec, char *const *files, struct error *error);

/* points.c, bars.c, pie.c, hist.c, tables.c, page.c. */
extern const struct plot_kind plot_scatter, plot_line, plot_steps, plot_bar, plot_pie, plot_hist, plot_table,
	plot_csv, plot_tsv, plot_page;

#endif
