/* SPDX-License-Identifier: GPL-3.0-or-later */
/* job: converts the inputs, which share one schema, into records; or infers and writes their types. */
#ifndef CSV_JOB_H
#define CSV_JOB_H

#include "csv/convert.h"
#include "stream/pace.h"

struct csv_plan {
	struct dialect dialect;
	struct schema_options schema;
	struct null_policy nulls;
	uint64_t skip, limit; /* data rows; limit is UINT64_MAX for all */
	struct rate_limit rate;
};

/* Where the records go. */
struct csv_output {
	/* 0; or -1 with the error, which rejects only this record when it is STATUS_REFUSED. */
	int (*write)(void *context, const struct csv_record *record, struct error *error);
	/* Called before a wait, for input or to keep the rate. 0 or -1. */
	int (*before_wait)(void *context, struct error *error);
	void *context;
};

/* Converts every row into a record. Types that are not declared are inferred first. Regular files are read
 * twice for that. Of a pipe, only the first block is read (256 KiB, or less when no more comes for a while;
 * more when it has no good row), kept, and replayed. 0 or -1; the rows before a refused one are written. */
int csv_convert(struct run *run, char *const *operands, const struct csv_plan *plan,
	const struct csv_output *output, struct error *error);

/* Reads the inputs to their end and writes the types of their columns to run->out. 0 or -1. */
int csv_infer(struct run *run, char *const *operands, const struct csv_plan *plan, struct error *error);

#endif
