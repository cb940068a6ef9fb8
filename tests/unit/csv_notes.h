/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows make of a text, written down so that nothing that can differ is left out: place, cells, bytes,
 * fault and record of each row. */
#ifndef UNIT_CSV_NOTES_H
#define UNIT_CSV_NOTES_H

#include "csv/table.h"

#include <inttypes.h>
#include <stdlib.h>

struct csv_notes {
	struct buffer text;
	struct table table;
	struct table_plan plan;
	unsigned types;  /* chooses the types of the columns */
	uint64_t simple; /* rows that are plain */
};

/* What a plain row promises. */
static inline void
csv_check_plain(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		for (size_t j = 0; j < row->cells[i].length; j++) {
			char byte = row->cells[i].at[j];
			if (byte < ' ' || byte == '"' || byte == '\\')
				abort();
		}
	for (size_t i = 0, sum = 0; i < row->count; i++) {
		char spare[ROW_SPARE];
		memcpy(spare, row->cells[i].at + row->cells[i].length, ROW_SPARE);
		sum += spare[ROW_SPARE - 1] == '\0';
		if (sum > row->count)
			abort();
	}
}

static inline void
csv_note_record(struct csv_notes *notes, const struct csv_row *row)
{
	struct table_record record;
	struct refusal refusal;
	struct error error = { 0 };

	if (!notes->table.built) {
		if (row->count > ROW_CELLS || table_header(&notes->table, row, &error))
			return;
		for (size_t i = 0; i < notes->table.columns.count; i++)
			notes->table.columns.at[i].type = (notes->types + i) % CELL_TYPES;
	}
	if (table_record(&notes->table, row, &record, &refusal))
		buffer_printf(&notes->text, "%s: %s\n", refusal.field, refusal.reason);
	else
		buffer_slice(&notes->text, record.line);
}

static inline int
csv_note_row(void *context, const struct csv_row *row, struct error *error)
{
	struct csv_notes *notes = context;
	struct buffer *text = &notes->text;

	(void)error;
	buffer_printf(text, "%s%" PRIu64 "@%" PRIu64 " %zu", row->first ? "first " : "", row->line,
		row->offset, row->fault ? 0 : row->count);
	for (size_t i = 0; !row->fault && i < row->count && i < ROW_CELLS; i++) {
		if (!row->cells[i].at)
			abort(); /* no text is not an empty one */
		buffer_printf(text, "[%zu ", row->cells[i].length);
		buffer_slice(text, row->cells[i]);
		buffer_byte(text, ']');
	}
	buffer_printf(text, "%s {%zu ", row->fault ? row->fault : "", row->raw.length);
	buffer_slice(text, row->raw);
	buffer_text(text, "}\n");
	if (row->plain)
		csv_check_plain(row);
	notes->simple += row->plain;
	csv_note_record(notes, row);
	return 0;
}

struct csv_way {
	char delimiter, quote;
	bool careful;
	unsigned types;
	size_t step; /* the text comes in pieces of so many bytes, each in memory of its own */
};

static inline int
csv_feed_piece(struct rows *rows, struct slice piece, struct error *error)
{
	char *exact = malloc(piece.length);

	if (!exact)
		abort();
	memcpy(exact, piece.at, piece.length);
	int failed = rows_feed(rows, (struct slice){ exact, piece.length }, error);
	free(exact);
	return failed;
}

/* The notes are the caller's to free; *plain counts the rows that were. */
static inline struct buffer
csv_note(struct slice text, const struct csv_way *way, uint64_t *plain)
{
	struct csv_notes notes = { .types = way->types, .plan = { .headless = true } };
	struct rows rows;
	struct error error = { 0 };
	bool failed = rows_open(&rows, way->delimiter, way->quote, csv_note_row, &notes, &error);

	notes.table.plan = &notes.plan;
	rows.careful = way->careful;
	rows_begin(&rows, "input", 7);
	for (size_t at = 0; at < text.length && !failed; at += way->step) {
		size_t left = text.length - at;
		struct slice piece = { text.at + at, left < way->step ? left : way->step };
		failed = csv_feed_piece(&rows, piece, &error);
	}
	if (failed || rows_end(&rows, &error) || notes.text.failed)
		abort();
	buffer_printf(&notes.text, "%" PRIu64 " blank\n", rows.blank);
	rows_close(&rows);
	table_free(&notes.table);
	*plain = notes.simple;
	return notes.text;
}

#endif
