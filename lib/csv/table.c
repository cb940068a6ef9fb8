/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/table.h"

#include "time/time_format.h"

#include <stdlib.h>

static int
find_column(const struct table *table, const char *name, const struct column **column, struct error *error)
{
	if (!name)
		return 0;
	*column = columns_find(&table->columns, slice_of(name), error);
	return *column ? 0 : -1;
}

int
table_header(struct table *table, const struct csv_row *row, struct error *error)
{
	const struct table_plan *plan = table->plan;

	if (table->built)
		return plan->headless ? 0 : columns_compare(&table->columns, row, error);
	if (columns_build(&table->columns, row, plan->headless, &plan->naming, error) ||
		types_declare(&table->columns, &plan->declaration, error) ||
		find_column(table, plan->key, &table->key, error) ||
		find_column(table, plan->time, &table->time, error))
		return -1;
	table->evidence = calloc(table->columns.count, sizeof *table->evidence);
	if (!table->evidence)
		return error_memory(error);
	table->built = true;
	return 0;
}

void
table_look(struct table *table, const struct csv_row *row)
{
	table->looked++;
	for (size_t i = 0; i < row->count; i++)
		if (!evidence_is_text(&table->evidence[i]) &&
			!cell_is_null(&table->plan->nothing, row->cells[i], CELL_NUMBER))
			evidence_add(&table->evidence[i], row->cells[i], row->line);
}

static struct slice
cell_of(const struct table *table, const struct csv_row *row, const struct column *column)
{
	return row->cells[column - table->columns.at];
}

static int
read_time(const struct table *table, const struct csv_row *row, int64_t *ms, struct refusal *refusal)
{
	struct slice cell = cell_of(table, row, table->time);
	int64_t microseconds;

	if (!time_read(cell, &microseconds))
		return refuse(refusal, table->time->name, "\"%.*s\" %s", SLICE_PRINT(cell),
			cell_misfit(cell, CELL_TIME));
	if (microseconds < 0)
		return refuse(refusal, table->time->name,
			"\"%.*s\" is before 1970, which a record's time cannot be", SLICE_PRINT(cell));
	*ms = microseconds / 1000;
	return 0;
}

int
table_record(
	struct table *table, const struct csv_row *row, struct table_record *record, struct refusal *refusal)
{
	const struct nothing *nothing = &table->plan->nothing;

	*record = (struct table_record){ .time_ms = -1, .row_line = row->line };
	table->line.length = 0;
	if (row_check(&table->columns, row, refusal) ||
		row_convert(&table->columns, nothing, row, &table->line, refusal))
		return -1;
	record->line = buffer_view(&table->line);
	if (table->key && !cell_is_null(nothing, cell_of(table, row, table->key), table->key->type))
		record->key = cell_of(table, row, table->key);
	return table->time ? read_time(table, row, &record->time_ms, refusal) : 0;
}

void
table_free(struct table *table)
{
	columns_free(&table->columns);
	free(table->evidence);
	buffer_free(&table->line);
}
