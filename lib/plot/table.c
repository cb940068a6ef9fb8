/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/table.h"

#include "record/json_text.h"
#include "record/slot.h"

#include <stdio.h>
#include <string.h>

/* Names are looked for one by one: a line of a million of them must not take hours. */
enum { COLUMNS_MOST = 10000 };

static void
append_cell(const struct plot_table *table, struct buffer *to, enum cell_role role, struct slice text)
{
	const struct cell cell = { role, text, table->null_text, table->projection.slots == 1 };

	table->style->write(to, &cell);
}

/* 0, or -1 with the refusal. */
static int
append_slot(struct plot_table *table, int slot, struct buffer *to, struct refusal *refusal)
{
	const struct slot *value = &table->scanner.slots[slot];
	struct slice text;

	if (value->kind == KIND_MISSING || value->kind == KIND_NULL) {
		append_cell(table, to, CELL_NULL, table->null_text);
		return 0;
	}
	if (slot_text(value, table->projection.paths[slot], &table->text, &text, refusal))
		return -1;
	append_cell(table, to,
		value->kind == KIND_TEXT     ? CELL_TEXT
		: value->kind == KIND_NUMBER ? CELL_NUMBER
					     : CELL_OTHER,
		text);
	return 0;
}

static void
make_header(struct plot_table *table)
{
	struct buffer *header = &table->header;

	if (!table->spec->no_header) {
		buffer_text(header, table->style->before);
		for (size_t i = 0; i < table->projection.slots; i++) {
			buffer_text(header, i ? table->style->between : "");
			append_cell(table, header, CELL_NAME, table->projection.paths[i]);
		}
		buffer_text(header, table->style->after);
	}
	table->ready = true;
	table->pending = true;
}

int
plot_table_open(struct plot_table *table, const struct plot_spec *spec, const struct cell_style *style,
	struct error *error)
{
	*table = (struct plot_table){ .spec = spec, .style = style };
	table->null_text = slice_of(spec->null_text ? spec->null_text : style->null_text);
	for (size_t i = 0; i < spec->columns.count; i++) {
		if (projection_path(&table->projection, spec->columns.at[i]) < 0)
			return error_memory(error);
		if (table->projection.slots == i)
			return error_set(error, STATUS_USAGE, "--columns: \"%.*s\" comes twice",
				SLICE_PRINT(spec->columns.at[i]));
	}
	if (scanner_open(&table->scanner, &table->projection))
		return error_memory(error);
	table->scanner.wants_members = spec->columns.count == 0;
	if (spec->columns.count)
		make_header(table);
	return table->header.failed ? error_memory(error) : 0;
}

void
plot_table_close(struct plot_table *table)
{
	scanner_close(&table->scanner);
	projection_free(&table->projection);
	buffer_free(&table->text);
	buffer_free(&table->header);
}

struct slice
plot_table_header(struct plot_table *table)
{
	if (!table->ready)
		return (struct slice){ "", 0 };
	table->pending = false;
	return buffer_view(&table->header);
}

static int
take_columns(struct plot_table *table, struct projection projection)
{
	scanner_close(&table->scanner);
	projection_free(&table->projection);
	table->projection = projection;
	table->scanner = (struct scanner){ 0 };
	if (scanner_open(&table->scanner, &table->projection))
		return -1;
	table->scanner.wants_members = true;
	make_header(table);
	return 0;
}

/* Makes the fields of the record that was just scanned the columns, and scans it again for them.
 * VERDICT_WRITTEN is good. */
static enum verdict
learn_columns(struct plot_table *table, struct slice line, struct refusal *refusal)
{
	struct projection projection = { 0 };
	struct scanner *scanner = &table->scanner;
	enum verdict verdict = VERDICT_WRITTEN;

	if (scanner->member_count == 0) {
		refuse(refusal, slice_of(""),
			"the first record has no fields to make columns of; use --columns");
		return VERDICT_REFUSED;
	}
	if (scanner->member_count > COLUMNS_MOST) {
		refuse(refusal, slice_of(""),
			"the first record has %zu fields, too many to make columns of; use --columns",
			scanner->member_count);
		return VERDICT_REFUSED;
	}
	for (size_t i = 0; i < scanner->member_count && verdict == VERDICT_WRITTEN; i++) {
		struct slice key = scanner->members[i].key;
		table->text.length = 0;
		if (json_text_read(&table->text, key)) {
			refuse(refusal, key, "a field's name has half a surrogate pair in it");
			verdict = VERDICT_REFUSED;
		} else if (table->text.failed ||
			   projection_field(&projection, buffer_view(&table->text)) < 0) {
			verdict = VERDICT_FAILED;
		}
	}
	if (verdict != VERDICT_WRITTEN) {
		projection_free(&projection);
		return verdict;
	}
	if (take_columns(table, projection))
		return VERDICT_FAILED;
	if (scan(scanner, line, refusal))
		return scanner->failed ? VERDICT_FAILED : VERDICT_REFUSED;
	return VERDICT_WRITTEN;
}

/* Without --columns a later record may have fields that no column shows: counted, for a warning. */
static void
note_strays(struct plot_table *table)
{
	for (size_t i = 0; i < table->scanner.member_count; i++) {
		struct slice key = table->scanner.members[i].key;
		if (table->scanner.members[i].slot >= 0)
			continue;
		if (table->strays++ == 0)
			snprintf(table->stray, sizeof table->stray, "%.*s", SLICE_PRINT(key));
		return;
	}
}

/* The header where it is due, and the record. 0, or -1 with the refusal. */
static int
append_row(struct plot_table *table, struct buffer *to, struct refusal *refusal)
{
	if (table->pending)
		buffer_slice(to, buffer_view(&table->header));
	buffer_text(to, table->style->before);
	for (size_t i = 0; i < table->projection.slots; i++) {
		buffer_text(to, i ? table->style->between : "");
		if (append_slot(table, (int)i, to, refusal))
			return -1;
	}
	buffer_text(to, table->style->after);
	return 0;
}

enum verdict
plot_table_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct plot_table *table = worker;
	enum verdict verdict;

	if (scan(&table->scanner, line, refusal))
		return table->scanner.failed ? VERDICT_FAILED : VERDICT_REFUSED;
	if (table->passed == table->spec->limit) {
		table->cut = true;
		return VERDICT_FILTERED;
	}
	if (!table->ready && (verdict = learn_columns(table, line, refusal)) != VERDICT_WRITTEN)
		return verdict;
	if (append_row(table, table->style->held ? &batch->rows : &batch->out, refusal))
		return VERDICT_REFUSED;
	if (table->text.failed || table->header.failed)
		return VERDICT_FAILED;
	if (table->spec->columns.count == 0)
		note_strays(table);
	table->pending = false;
	table->passed++;
	return VERDICT_WRITTEN;
}
