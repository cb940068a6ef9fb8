/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record_reader: reads the records of a stage's map: scans a line, evaluates the conditions of -w, and is
 * then ready to evaluate other programs on the record. Inline, since each call here costs 1 % of a short
 * run's instructions. */
#ifndef EXPR_RECORD_READER_H
#define EXPR_RECORD_READER_H

#include "expr/program.h"
#include "record/scan.h"
#include "stream/run.h"

/* Each thread has its own. */
struct record_reader {
	struct scanner scanner;
	struct scratch scratch; /* for programs; it reads the slots of the scanner */
	const struct conditions *conditions;
};

/* The projection must gain no slots afterwards; it and the conditions must outlive the reader. 0, or -1 when
 * memory ran out; record_reader_close either way. */
static inline int
record_reader_open(struct record_reader *reader, const struct projection *projection,
	const struct conditions *conditions)
{
	*reader = (struct record_reader){ .conditions = conditions };
	if (scanner_open(&reader->scanner, projection))
		return -1;
	reader->scratch.slots = reader->scanner.slots;
	reader->scratch.gathered = reader->scanner.gathered;
	return 0;
}

static inline void
record_reader_close(struct record_reader *reader)
{
	scanner_close(&reader->scanner);
	scratch_free(&reader->scratch);
}

/* Forgets the record before. */
static inline void
record_reader_begin(struct record_reader *reader)
{
	scratch_begin(&reader->scratch);
}

/* Evaluates the conditions on the scanned record: VERDICT_USED when they hold, else VERDICT_FILTERED; or
 * VERDICT_REFUSED, or VERDICT_FAILED. */
static inline enum verdict
record_reader_filter(struct record_reader *reader, struct refusal *refusal)
{
	bool hold;

	if (conditions_hold(reader->conditions, &reader->scratch, &hold, refusal))
		return reader->scratch.failed ? VERDICT_FAILED : VERDICT_REFUSED;
	return hold ? VERDICT_USED : VERDICT_FILTERED;
}

/* All of it for a record that is taken as it comes: begins, scans, and filters. */
static inline enum verdict
record_reader_read(struct record_reader *reader, struct slice line, struct refusal *refusal)
{
	record_reader_begin(reader);
	if (scan(&reader->scanner, line, refusal))
		return reader->scanner.failed ? VERDICT_FAILED : VERDICT_REFUSED;
	return record_reader_filter(reader, refusal);
}

/* When the last program was evaluated: adds to counts->undefined. The verdict, or VERDICT_FAILED where memory
 * ran out. */
static inline enum verdict
record_reader_end(const struct record_reader *reader, enum verdict verdict, struct counts *counts)
{
	counts->undefined += reader->scratch.undefined;
	return reader->scanner.failed || reader->scratch.failed ? VERDICT_FAILED : verdict;
}

#endif
