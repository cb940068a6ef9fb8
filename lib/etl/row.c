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
