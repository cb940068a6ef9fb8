/* SPDX-License-Identifier: GPL-3.0-or-later */
/* counts: what became of every record. read + exploded = written or used + filtered + late + refused. */
#ifndef STREAM_COUNTS_H
#define STREAM_COUNTS_H

#include "base/buffer.h"

#include <stdint.h>

/* What became of one record. */
enum verdict {
	VERDICT_WRITTEN,  /* map appended a line to batch->out */
	VERDICT_USED,     /* map appended to batch->rows, or needed nothing of it */
	VERDICT_FILTERED, /* it was not asked for */
	VERDICT_LATE,     /* its window was closed; only a fold knows */
	VERDICT_DEFERRED, /* not one for the whole record: map counts its parts, or the fold counts its rows
			   */
	VERDICT_REFUSED,  /* with the refusal filled in; what map appended for it is dropped */
	VERDICT_FAILED,   /* memory ran out: the run ends */
};

struct counts {
	uint64_t read;
	uint64_t used;    /* folded into a result, by tools that write results instead of records */
	uint64_t written; /* lines written to the output */
	uint64_t filtered;
	uint64_t late;
	uint64_t refused;
	uint64_t blank;     /* blank lines, not records */
	uint64_t undefined; /* divisions by zero and functions outside their domain: null */
	uint64_t exploded;  /* records that others became, beyond one for each; no part of the report */
};

/* Counts a record, or a part of one. */
static inline void
counts_verdict(struct counts *counts, enum verdict verdict)
{
	if (verdict == VERDICT_WRITTEN)
		counts->written++;
	else if (verdict == VERDICT_USED)
		counts->used++;
	else if (verdict == VERDICT_FILTERED)
		counts->filtered++;
	else if (verdict == VERDICT_LATE)
		counts->late++;
}

void counts_add(struct counts *counts, const struct counts *more);

/* What a tool adds to the report beyond these, e.g. "acknowledged". */
struct extra_count {
	const char *name;
	uint64_t value;
};
enum { EXTRA_COUNTS = 8 };

/* Appends the report: one line of JSON. extra ends with a NULL name. */
void counts_report(
	struct buffer *to, const char *tool, const struct counts *counts, const struct extra_count *extra);

#endif
