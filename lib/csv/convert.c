/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/convert.h"

#include "record/text.h"
#include "record/utf8.h"
#include "time/time_format.h"

enum { EXCERPT = 40 }; /* characters of a cell in a message */

/* Delimiters and quotes are ASCII, so that one check of the whole row does for its cells. */
static int
check_text(const struct schema *schema, const struct csv_row *row, struct refusal *refusal)
{
	if (!memchr(row->raw.at, '\0', row->raw.length) && !utf8_invalid(row->raw))
		return 0;
	for (size_t i = 0; i < row->count; i++) {
		struct slice cell = row->cells[i];
		if (cell.length && memchr(cell.at, '\0', cell.length))
			return refuse(refusal, schema->columns[i].name, "a NUL byte");
		if (utf8_invalid(cell))
			return refuse(refusal, schema->columns[i].name,
				"not UTF-8; --encoding NAME says how the file is written");
	}
	return 0;
}

int
row_check(const struct schema *schema, const struct csv_row *row, struct refusal *refusal)
{
	const struct slice no_field = { 0 };

	if (row->fault)
		return refuse(refusal, no_field, "%s", row->fault);
	if (row->count != schema->count)
		return refuse(refusal, no_field, "%zu field%s, but there are %zu columns", row->count,
			row->count == 1 ? "" : "s", schema->count);
	return row->plain ? 0 : check_text(schema, row, refusal);
}

static int
refuse_type(const struct column *column, struct slice cell, struct refusal *refusal)
{
	size_t length = utf8_prefix(cell, EXCERPT);

	return refuse(refusal, column->name, "\"%.*s%s\" %s", (int)length, cell.at,
		length < cell.length ? "..." : "", cell_misfit(cell, column->type));
}

/* Copies CELL_PADDING bytes at a time, the last time too many; returns the end of those that count. */
static inline char *
copy(char *to, struct slice from)
{
	for (size_t i = 0; i < from.length; i += CELL_PADDING)
		memcpy(to + i, from.at + i, CELL_PADDING);
	return to + from.length;
}

/* The JSON of a cell that has no quotes there. CELL_PADDING bytes after a word may be read. */
static inline struct slice
bare_value(struct slice cell, enum column_type type, bool null)
{
	static const char words[][2 * CELL_PADDING] = { "null", "true", "false" };

	if (null)
		return (struct slice){ words[0], 4 };
	if (type == COLUMN_BOOL)
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

/* Appends a value of a row that is not plain. */
static void
write_escaped(struct buffer *to, struct slice value, bool quoted)
{
	if (quoted)
		json_text_write(to, value);
	else
		buffer_slice(to, value);
}

/* Appends the line of a row that passed row_check. */
static int
write_line(const struct converter *converter, const struct csv_row *row, struct buffer *to,
	struct refusal *refusal)
{
	const struct schema *schema = converter->schema;
	const struct null_policy *nulls = converter->nulls;
	const size_t start = to->length;
	char *at = buffer_reserve(to, schema->keys_size + (row->plain ? row->raw.length : 0));

	for (size_t i = 0; at && i < schema->count; i++) {
		const struct column *column = &schema->columns[i];
		struct slice cell = row->cells[i];
		bool null = cell_is_null(nulls, cell, column->type);
		if (column->dropped || (null && nulls->empty == EMPTY_OMIT))
			continue;
		if (!null && column->type != COLUMN_TEXT && !cell_fits(cell, column->type))
			return refuse_type(column, cell, refusal);
		at = copy(at, column->key);
		bool quoted = !null && column->type >= COLUMN_TIME;
		struct slice value = quoted ? cell : bare_value(cell, column->type, null);
		if (row->plain) {
			at = quoted ? copy_quoted(at, value) : copy(at, value);
			continue;
		}
		to->length = (size_t)(at - to->at);
		write_escaped(to, value, quoted);
		at = buffer_reserve(to, schema->keys_size);
	}
	if (!at)
		return 0;
	to->length = (size_t)(at - to->at);
	if (to->length > start)
		to->at[start] = '{';
	buffer_text(to, to->length > start ? "}\n" : "{}\n");
	return 0;
}

static struct slice
cell_of(const struct schema *schema, const struct csv_row *row, const struct column *column)
{
	return row->cells[column - schema->columns];
}

static int
read_record_time(const struct schema *schema, const struct csv_row *row, int64_t *ms, struct refusal *refusal)
{
	struct slice cell = cell_of(schema, row, schema->time);
	int64_t microseconds;

	if (!time_read(cell, &microseconds))
		return refuse(refusal, schema->time->name, "\"%.*s\" %s", SLICE_PRINT(cell),
			cell_misfit(cell, COLUMN_TIME));
	if (microseconds < 0)
		return refuse(refusal, schema->time->name,
			"\"%.*s\" is before 1970, too early for the time of a Kafka record",
			SLICE_PRINT(cell));
	*ms = microseconds / 1000;
	return 0;
}

int
convert_row(struct converter *converter, const struct csv_row *row, struct csv_record *record,
	struct refusal *refusal)
{
	const struct schema *schema = converter->schema;

	*record = (struct csv_record){ .time_ms = -1, .row_line = row->line };
	converter->line.length = 0;
	if (row_check(schema, row, refusal) || write_line(converter, row, &converter->line, refusal))
		return -1;
	record->line = buffer_view(&converter->line);
	if (schema->key &&
		!cell_is_null(converter->nulls, cell_of(schema, row, schema->key), schema->key->type))
		record->key = cell_of(schema, row, schema->key);
	return schema->time ? read_record_time(schema, row, &record->time_ms, refusal) : 0;
}
