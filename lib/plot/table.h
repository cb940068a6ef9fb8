/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: records as rows of cells. It streams: one row out for each record in. */
#ifndef PLOT_TABLE_H
#define PLOT_TABLE_H

#include "plot/cell.h"
#include "plot/spec.h"
#include "record/projection.h"
#include "record/scan.h"
#include "stream/run.h"

#include <stdint.h>

/* The working memory of map. Without --columns the fields of the first record are the columns. */
struct plot_table {
	const struct plot_spec *spec;
	const struct cell_style *style;
	struct slice null_text;
	struct projection projection;
	struct scanner scanner;
	struct buffer text, header;
	bool ready;   /* the columns are known */
	bool pending; /* the header is still to be written */
	uint64_t passed;
	bool cut;        /* there were more records than --limit */
	uint64_t strays; /* records with fields outside the columns */
	char stray[64];  /* the first of those fields */
};

/* Whether all records must pass through one table: the first one names the columns, or there is a --limit. */
static inline bool
plot_table_alone(const struct plot_spec *spec)
{
	return spec->columns.count == 0 || spec->limit != UINT64_MAX;
}

int plot_table_open(struct plot_table *table, const struct plot_spec *spec, const struct cell_style *style,
	struct error *error);
void plot_table_close(struct plot_table *table);

/* The header line, where it is known before any record; else empty. */
struct slice plot_table_header(struct plot_table *table);

/* The stage's map: a row to batch->out, or to batch->rows where the style is held. */
enum verdict plot_table_map(void *table, struct slice line, struct batch *batch, struct refusal *refusal);

#endif
