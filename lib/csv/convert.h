/* SPDX-License-Identifier: GPL-3.0-or-later */
/* convert: a row of cells to a record. */
#ifndef CSV_CONVERT_H
#define CSV_CONVERT_H

#include "base/buffer.h"
#include "csv/columns.h"
#include "record/refusal.h"

enum empty { EMPTY_NULL, EMPTY_OMIT, EMPTY_TEXT };

/* What a cell without a value becomes. */
struct nothing {
	enum empty empty;  /* EMPTY_TEXT concerns text columns; elsewhere it is null too */
	struct slice null; /* the text that is null as well; at is NULL when there is none */
};

/* True when the cell becomes null or is left out. */
static inline bool
cell_is_null(const struct nothing *nothing, struct slice cell, enum cell_type type)
{
	if (nothing->null.at && slice_equal(cell, nothing->null))
		return true;
	return cell.length == 0 && !(nothing->empty == EMPTY_TEXT && type == CELL_TEXT);
}

/* Has the row a cell for each column, all of them UTF-8 without NUL? 0, or -1 with the refusal. */
int row_check(const struct columns *columns, const struct csv_row *row, struct refusal *refusal);

/* Appends the record of a row that passed row_check, and a newline: `{...}\n`. Numbers are copied as they
 * stand. -1 with the refusal when a cell is not of its column's type. */
int row_convert(const struct columns *columns, const struct nothing *nothing, const struct csv_row *row,
	struct buffer *to, struct refusal *refusal);

#endif
