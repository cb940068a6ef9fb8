/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/row.h"

void
row_write(struct buffer *rows, const struct row *row)
{
	buffer_append(rows, (const char *)row, sizeof *row);
	buffer_slice(rows, row->key);
	buffer_slice(rows, row->source);
}

const char *
row_read(const char *at, struct row *row)
{
	memcpy(row, at, sizeof *row);
	row->key.at = at + sizeof *row;
	row->source.at = row->key.at + row->key.length;
	return row->source.at + row->source.length;
}

void
row_write_value(struct buffer *rows, const struct value *value)
{
	buffer_append(rows, (const char *)value, sizeof *value);
	if (value->kind == VALUE_TEXT)
		buffer_slice(rows, value->text);
}

const char *
row_read_value(const char *at, struct value *value)
{
	memcpy(value, at, sizeof *value);
	at += sizeof *value;
	if (value->kind != VALUE_TEXT)
		return at;
	value->text.at = at;
	return at + value->text.length;
}
