/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes of all that the reader and the converter make of a text, for comparison: place, cells, bytes, fault
 * and record of each row. */
#ifndef UNIT_CSV_NOTES_H
#define UNIT_CSV_NOTES_H

#include "csv/convert.h"

#include <inttypes.h>
#include <stdlib.h>

struct csv_notes {
	struct buffer text;
	struct schema schema;
	struct null_policy nulls;
	struct converter converter;
	unsigned types; /* chooses the types of the columns */
	uint64_t plain; /* number of plain rows */
};

/* Whether a plain row is what csv_row promises of it. */
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
		char padding[CELL_PADDING];
		memcpy(padding, row->cells[i].at + row->cells[i].length, CELL_PADDING);
		sum += padding[CELL_PADDING - 1] == '\0';
		if (sum > row->count)
			abort();
	}
}

static inline void
csv_note_record(struct csv_notes *notes, const struct csv_row *row)
{
	static const struct schema_options options = { .headless = true };
	struct csv_record record;
	struct refusal refusal;
	struct error error = { 0 };

	if (!notes->schema.columns) {
		if (row->count > ROW_CELLS || schema_take_header(&notes->schema, &options, row, &error))
			return;
		for (size_t i = 0; i < notes->schema.count; i++)
			notes->schema.columns[i].type = (notes->types + i) % COLUMN_TYPES;
	}
	if (convert_row(&notes->converter, row, &record, &refusal))
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
			abort(); /* not even an empty cell has NULL */
		buffer_printf(text, "[%zu ", row->cells[i].length);
		buffer_slice(text, row->cells[i]);
		buffer_byte(text, ']');
	}
	buffer_printf(text, "%s {%zu ", row->fault ? row->fault : "", row->raw.length);
	buffer_slice(text, row->raw);
	buffer_text(text, "}\n");
	if (row->plain)
		csv_check_plain(row);
	notes->plain += row->plain;
	csv_note_record(notes, row);
	return 0;
}

struct csv_way {
	char delimiter, quote;
	bool libcsv_only;
	unsigned types;
	size_t step; /* the text comes in pieces of this size, each in memory of its own */
};

static inline int
csv_feed_piece(struct csv_reader *reader, struct slice piece, uint64_t offset, struct error *error)
{
	static const char name[] = "input";
	char *exact = malloc(piece.length);

	if (!exact)
		abort();
	memcpy(exact, piece.at, piece.length);
	struct block block = { .text = { exact, piece.length }, .name = name, .offset = offset };
	int failed = csv_reader_feed(reader, &block, error);
	free(exact);
	return failed;
}

/* The caller frees the notes; *plain is the number of plain rows. */
static inline struct buffer
csv_note(struct slice text, const struct csv_way *way, uint64_t *plain)
{
	struct csv_notes notes = { .types = way->types };
	struct csv_reader reader;
	struct error error = { 0 };
	const struct dialect dialect = { way->delimiter, way->quote, NULL };
	bool failed = csv_reader_open(&reader, &dialect, csv_note_row, &notes, &error);

	notes.converter = (struct converter){ .schema = &notes.schema, .nulls = &notes.nulls };
	reader.libcsv_only = way->libcsv_only;
	for (size_t at = 0; at < text.length && !failed; at += way->step) {
		size_t left = text.length - at;
		struct slice piece = { text.at + at, left < way->step ? left : way->step };
		failed = csv_feed_piece(&reader, piece, 7 + at, &error);
	}
	if (failed || csv_reader_end(&reader, &error) || notes.text.failed)
		abort();
	buffer_printf(&notes.text, "%" PRIu64 " blank\n", reader.blank);
	csv_reader_close(&reader);
	buffer_free(&notes.converter.line);
	schema_free(&notes.schema);
	*plain = notes.plain;
	return notes.text;
}

#endif
