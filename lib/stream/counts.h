/* SPDX-License-Identifier: GPL-3.0-or-later */
/* counts: what became of every record. read + exploded = written or used + filtered + late + refused. */
#ifndef STREAM_COUNTS_H
#define STREAM_COUNTS_H

#include "base/buffer.h"

#include <stdint.h>

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
