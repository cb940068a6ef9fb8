/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables: records as rows of cells, in the style of the output. */
#ifndef PLOT_TABLES_H
#define PLOT_TABLES_H

#include "plot/spec.h"
#include "stream/run.h"

#include <stdbool.h>

enum cell_role { CELL_NAME, CELL_NULL, CELL_TEXT, CELL_NUMBER, CELL_OTHER };

struct cell {
	enum cell_role role;
	struct slice text;      /* decoded; the JSON of an array or object; the null text of a null */
	struct slice null_text; /* what null is shown as in this table */
	bool only_column;       /* the table has no other column */
};

struct cell_style {
	const char *before, *between, *after; /* around and between the cells of a row */
	const char *null_text;                /* the default of --null */
	void (*write)(struct buffer *to, const struct cell *cell);
	bool boxed; /* rows go to a box of characters, which lines them up */
};

/* Writes the records of the files (NULL-terminated; none is standard input) to run->out as one table, row by
 * row. 0 or -1. */
int table_write(struct run *run, const struct plot_spec *spec, const struct cell_style *style,
	char *const *files, struct error *error);

#endif
