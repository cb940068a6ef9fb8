/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: what rows mean: their columns, the types of those, and the record that a row becomes. */
#ifndef CSV_TABLE_H
#define CSV_TABLE_H

#include "csv/columns.h"
#include "csv/convert.h"
#include "csv/types.h"

struct table_plan {
	bool headless; /* there is no header: the first row is a record */
	struct naming naming;
	struct declaration declaration;
	struct nothing nothing;
	const char *key, *time; /* fields, or NULL */
};

struct table {
	const struct table_plan *plan;
	struct columns columns;
	bool built; /* the columns are there */
	struct evidence *evidence;
	uint64_t looked; /* rows that it comes from */
	const struct column *key, *time;
	struct buffer line; /* of the record */
};

struct table_record {
	struct slice line; /* the object and a newline */
	struct slice key;  /* at is NULL when there is none */
	int64_t time_ms;   /* since 1970, or -1 */
	uint64_t row_line; /* where the row stands */
};

/* Takes the first row of an input: it makes the columns, or must agree with them. 0 or -1. */
int table_header(struct table *table, const struct csv_row *row, struct error *error);

/* Learns what the columns hold from a row that passed row_check. */
void table_look(struct table *table, const struct csv_row *row);

/* Makes the record of a row; it lives until the next call. 0, or -1 with the refusal. table->line.failed says
 * that memory ran out. */
int table_record(
	struct table *table, const struct csv_row *row, struct table_record *record, struct refusal *refusal);

void table_free(struct table *table);

#endif
