/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/convert.h"

#include "record/json_text.h"
#include "record/utf8.h"

enum { EXCERPT = 40 }; /* characters of a cell in a message */

bool
cell_is_null(const struct nothing *nothing, struct slice cell, enum cell_type type)
{
	if (nothing->null.at && slice_equal(cell, nothing->null))
		return true;
	return cell.length == 0 && !(nothing->empty == EMPTY_TEXT && type == CELL_TEXT);
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

static int
refuse_type(const struct column *column, struct slice cell, struct refusal *refusal)
{
	size_t length = utf8_prefix(cell, EXCERPT);

	return refuse(refusal, column->name, "\"%.*s%s\" %s", (int)length, cell.at,
		length < cell.length ? "..." : "", cell_misfit(cell, column->type));
}

static void
write_value(struct buffer *to, struct slice cell, enum cell_type type)
{
	if (type == CELL_NUMBER)
		buffer_slice(to, cell);
	else if (type == CELL_BOOL)
		buffer_text(to, cell.at[0] == 't' || cell.at[0] == 'T' ? "true" : "false");
	else
		json_text_write(to, cell);
}

int
row_convert(const struct columns *columns, const struct nothing *nothing, const struct csv_row *row,
	struct buffer *to, struct refusal *refusal)
{
	char before = '{';

	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->at[i];
		struct slice cell = row->cells[i];
		bool null = cell_is_null(nothing, cell, column->type);
		if (column->dropped || (null && nothing->empty == EMPTY_OMIT))
			continue;
		if (!null && !cell_fits(cell, column->type))
			return refuse_type(column, cell, refusal);
		buffer_byte(to, before);
		buffer_slice(to, column->key);
		if (null)
			buffer_text(to, "null");
		else
			write_value(to, cell, column->type);
		before = ',';
	}
	buffer_text(to, before == '{' ? "{}\n" : "}\n");
	return 0;
}
