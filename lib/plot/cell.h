/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cell: one value of a table as each kind of table writes it. */
#ifndef PLOT_CELL_H
#define PLOT_CELL_H

#include "base/buffer.h"

#include <stdbool.h>

enum cell_role { CELL_NAME, CELL_NULL, CELL_TEXT, CELL_NUMBER, CELL_OTHER };

struct cell {
	enum cell_role role;
	struct slice text;      /* decoded; of an array or object its JSON; of null what stands for it */
	struct slice null_text; /* what stands for null in this table */
	bool alone;             /* the table has one column */
};

struct cell_style {
	const char *before, *between, *after; /* the cells of a row */
	const char *null_text;                /* unless --null says otherwise */
	void (*write)(struct buffer *to, const struct cell *cell);
	bool held; /* rows are for a grid to arrange, not for the output */
};

/* CSV (RFC 4180, lines ended by LF), PostgreSQL's COPY text, rows of an HTML table, and for grid.h. */
extern const struct cell_style cell_csv, cell_tsv, cell_html, cell_grid;

#endif
