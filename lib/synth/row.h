/* SPDX-License-Identifier: GPL-3.0-or-later */
/* row: writes the rows of a scenario as CSV or as NDJSON. */
#ifndef SYNTH_ROW_H
#define SYNTH_ROW_H

#include "base/buffer.h"
#include "synth/scenario.h"

/* The line of column names. */
void row_csv_header(struct buffer *to, const struct column *columns);

/* One row, ended by LF; a cell is quoted only where RFC 4180 asks for it. */
void row_csv(struct buffer *to, const struct column *columns, const void *row);

/* One object under the column names as they are after csv2kafka's --normalize-names; empty cells are null. */
void row_ndjson(struct buffer *to, const struct column *columns, const void *row);

#endif
