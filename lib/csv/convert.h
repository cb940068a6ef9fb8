/* SPDX-License-Identifier: GPL-3.0-or-later */
/* convert: checks a row against the schema and makes a record of typed fields of it. */
#ifndef CSV_CONVERT_H
#define CSV_CONVERT_H

#include "csv/schema.h"

/* Checks that the row has a cell for each column, in UTF-8 without NUL. 0, or -1 with the refusal. */
int row_check(const struct schema *schema, const struct csv_row *row, struct refusal *refusal);

struct csv_record {
	struct slice line; /* the JSON object and a newline */
	struct slice key;  /* at is NULL for none */
	int64_t time_ms;   /* since 1970, or -1 for none */
	uint64_t row_line; /* line of the row in its input */
};

struct converter {
	const struct schema *schema;
	const struct null_policy *nulls;
	struct buffer line; /* of the record; the owner of the converter frees it */
};

/* Makes the record of a row, which lives until the next call; numbers keep their digits. 0, or -1 with the
 * refusal of a row that does not fit the schema. converter->line.failed says that memory ran out. */
int convert_row(struct converter *converter, const struct csv_row *row, struct csv_record *record,
	struct refusal *refusal);

#endif
