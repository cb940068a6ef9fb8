/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet: the inputs, which share one header, become records. */
#ifndef CSV_SHEET_H
#define CSV_SHEET_H

#include "csv/reader.h"
#include "csv/table.h"
#include "stream/pace.h"
#include "stream/run.h"

#include <stdint.h>

struct sheet_plan {
	struct dialect dialect;
	struct table_plan table;
	uint64_t skip, limit; /* rows; limit is UINT64_MAX for all */
	struct rate_limit pace;
};

/* Where the records go. */
struct receiver {
	/* 0; or -1 with the error, which refuses this record alone when it is STATUS_REFUSED. */
	int (*take)(void *context, const struct table_record *record, struct error *error);
	/* Called before a read that would wait. 0 or -1. */
	int (*wait)(void *context, struct error *error);
	void *context;
};

/* Reads the inputs, finds the types of their columns, and hands every row to the receiver. Regular files are
 * read twice for that; what comes down a pipe is kept until its first block (256 KiB, or less when no more
 * comes for a while) has a row. 0 or -1; rows before a refused one were handed over. */
int sheet_read(struct run *run, char *const *operands, const struct sheet_plan *plan,
	const struct receiver *receiver, struct error *error);

/* Reads the inputs to their end and writes the types of their columns to run->out. 0 or -1. */
int sheet_infer(struct run *run, char *const *operands, const struct sheet_plan *plan, struct error *error);

#endif
