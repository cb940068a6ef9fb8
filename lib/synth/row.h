/* SPDX-License-Identifier: GPL-3.0-or-later */
/* row: writes the rows of a scenario as CSV or as NDJSON. */
#ifndef SYNTH_ROW_H
#define SYNTH_ROW_H

#include "base/buffer.h"
#include "synth/scenario.h"

/* The line of field names. */
void row_csv_header(struct buffer *to, const struct field *fields);

/* One row, ended by LF; a field is quoted only where RFC 4180 asks for it. The fields have no list. */
void row_csv(struct buffer *to, const struct field *fields, const void *row);

/* One object; field names are as csv2kafka's --normalize-names makes them, and empty fields are null. */
void row_ndjson(struct buffer *to, const struct field *fields, const void *row);

#endif
