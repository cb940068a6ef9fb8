/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/convert.h"

#include "record/json_text.h"
#include "record/utf8.h"

enum { EXCERPT = 40 }; /* characters of a cell in a message */

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

/* What stands for a cell without quotes round it; ROW_SPARE bytes behind a word may be read. */
static inline struct slice
bare_value(struct slice cell, enum cell_type type, bool null)
{
	static const char words[][2 * ROW_SPARE] = { "null", "true", "false" };

	if (null)
		return (struct slice){ words[0], 4 };
	if (type == CELL_BOOL)
		return (struct slice){ words[cell.length == 4 ? 1 : 2], cell.length };
	return cell;
}

static inline char *
copy_quoted(char *to, struct slice text)
{
	*to = '"';
	to = copy(to + 1, text);
	*to = '"';
	return to + 1;
}

/* Writes a value of a row that is not plain. */
static void
write_odd(struct buffer *to, struct slice value, bool quoted)
{
	if (quoted)
		json_text_write(to, value);
	else
		buffer_slice(to, value);
}

int
row_convert(const struct columns *columns, const struct nothing *nothing, const struct csv_row *row,
	struct buffer *to, struct refusal *refusal)
{
	const size_t start = to->length;
	char *at = buffer_reserve(to, columns->room + (row->plain ? row->raw.length : 0));

	for (size_t i = 0; at && i < columns->count; i++) {
		const struct column *column = &columns->at[i];
		struct slice cell = row->cells[i];
		bool null = cell_is_null(nothing, cell, column->type);
		if (column->dropped || (null && nothing->empty == EMPTY_OMIT))
			continue;
		if (!null && column->type != CELL_TEXT && !cell_fits(cell, column->type))
			return refuse_type(column, cell, refusal);
		at = copy(at, column->key);
		bool quoted = !null && column->type >= CELL_TIME;
		struct slice value = quoted ? cell : bare_value(cell, column->type, null);
		if (row->plain) {
			at = quoted ? copy_quoted(at, value) : copy(at, value);
			continue;
		}
		to->length = (size_t)(at - to->at);
		write_odd(to, value, quoted);
		at = buffer_reserve(to, columns->room);
	}
	if (!at)
		return 0;
	to->length = (size_t)(at - to->at);
	if (to->length > start)
		to->at[start] = '{';
	buffer_text(to, to->length > start ? "}\n" : "{}\n");
	return 0;
}
