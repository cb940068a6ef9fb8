/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/convert.h"

#include "record/json_text.h"
#include "record/utf8.h"

enum {
	EXCERPT = 40,          /* characters of a cell in a message */
	SPARE = 2 * ROW_SPARE, /* for quotes round a cell, and what copying writes too much */
};

bool
cell_is_null(const struct nothing *nothing, struct slice cell, enum cell_type type)
{
	if (nothing->null.at && slice_equal(cell, nothing->null))
		return true;
	return cell.length == 0 && !(nothing->empty == EMPTY_TEXT && type == CELL_TEXT);
}

/* The delimiters and quotes between the cells are ASCII, so that one look at all of the row does. */
static int
check_text(const struct columns *columns, const struct csv_row *row, struct refusal *refusal)
{
	if (!memchr(row->raw.at, '\0', row->raw.length) && !utf8_invalid(row->raw))
		return 0;
	for (size_t i = 0; i < row->count; i++) {
		struct slice cell = row->cells[i];
		if (cell.length && memchr(cell.at, '\0', cell.length))
			return refuse(refusal, columns->at[i].name, "a NUL byte");
		if (utf8_invalid(cell))
			return refuse(refusal, columns->at[i].name,
				"not UTF-8; --encoding NAME says how the file is written");
	}
	return 0;
}

int
row_check(const struct columns *columns, const struct csv_row *row, struct refusal *refusal)
{
	struct slice none = { 0 };

	if (row->fault)
		return refuse(refusal, none, "%s", row->fault);
	if (row->count != columns->count)
		return refuse(refusal, none, "%zu field%s, but there are %zu columns", row->count,
			row->count == 1 ? "" : "s", columns->count);
	return row->plain ? 0 : check_text(columns, row, refusal);
}

static int
refuse_type(const struct column *column, struct slice cell, struct refusal *refusal)
{
	size_t length = utf8_prefix(cell, EXCERPT);

	return refuse(refusal, column->name, "\"%.*s%s\" %s", (int)length, cell.at,
		length < cell.length ? "..." : "", cell_misfit(cell, column->type));
}

/* Copies ROW_SPARE bytes at a time, the last ones too many; returns the end of those that count. */
static inline char *
copy(char *to, struct slice from)
{
	for (size_t i = 0; i < from.length; i += ROW_SPARE)
		memcpy(to + i, from.at + i, ROW_SPARE);
	return to + from.length;
}

/* Writes a plain cell that is no bool, for which there is room. */
static inline char *
copy_plain(char *to, struct slice cell, enum cell_type type)
{
	if (type == CELL_NUMBER)
		return copy(to, cell);
	*to = '"';
	to = copy(to + 1, cell);
	*to = '"';
	return to + 1;
}

static void
write_value(struct buffer *to, struct slice cell, enum cell_type type, bool plain)
{
	if (type == CELL_BOOL)
		buffer_text(to, cell.at[0] == 't' || cell.at[0] == 'T' ? "true" : "false");
	else if (plain)
		to->length = (size_t)(copy_plain(to->at + to->length, cell, type) - to->at);
	else if (type == CELL_NUMBER)
		buffer_slice(to, cell);
	else
		json_text_write(to, cell);
}

int
row_convert(const struct columns *columns, const struct nothing *nothing, const struct csv_row *row,
	struct buffer *to, struct refusal *refusal)
{
	size_t start = to->length;

	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->at[i];
		struct slice cell = row->cells[i];
		bool null = cell_is_null(nothing, cell, column->type);
		if (column->dropped || (null && nothing->empty == EMPTY_OMIT))
			continue;
		if (!null && column->type != CELL_TEXT && !cell_fits(cell, column->type))
			return refuse_type(column, cell, refusal);
		char *at = buffer_reserve(to, column->key.length + (row->plain ? cell.length : 0) + SPARE);
		if (!at)
			return 0;
		to->length = (size_t)(copy(at, column->key) - to->at);
		if (null)
			buffer_text(to, "null");
		else
			write_value(to, cell, column->type, row->plain);
	}
	if (to->length > start)
		to->at[start] = '{';
	buffer_text(to, to->length > start ? "}\n" : "{}\n");
	return 0;
}
