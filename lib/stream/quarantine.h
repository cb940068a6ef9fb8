/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quarantine: where refused input goes, with its place and its reason, and how much of it is too much.
 * A line is {"source":..,"line":..,"offset":..,"field":..,"reason":..,"raw":..}; raw_base64 stands in place
 * of raw when the bytes are not UTF-8. */
#ifndef STREAM_QUARANTINE_H
#define STREAM_QUARANTINE_H

#include "base/error.h"
#include "base/slice.h"
#include "record/refusal.h"
#include "stream/counts.h"
#include "stream/input.h"
#include "stream/sink.h"

#include <stdint.h>

struct quarantine {
	struct sink sink; /* open when --bad was given */
	uint64_t most;    /* --max-bad as a count, UINT64_MAX without one */
	double share;     /* --max-bad as a percentage, or below 0 */
};

/* A place in an input. */
struct place {
	const char *source; /* the input's name */
	uint64_t line;      /* from 1; a CSV row's first line */
	uint64_t offset;    /* of its first byte, from 0 */
};

/* Reads --max-bad's N or N%. 0 or -1. */
int quarantine_read_limit(struct quarantine *quarantine, const char *text, struct error *error);

/* Deals with one refused record: counts it and, with --bad, keeps it; without, sets the error. Also -1 when
 * the limit is passed or the file cannot be written. */
int quarantine_take(struct quarantine *quarantine, const struct refusal *refusal, struct place place,
	struct slice raw, struct counts *counts, struct error *error);

/* Why a line beyond INPUT_LINE_LIMIT is refused. */
void quarantine_refuse_overlong(struct refusal *refusal);

/* quarantine_take for a block that is the beginning of an overlong line, which it counts as read. */
int quarantine_overlong(
	struct quarantine *quarantine, const struct block *block, struct counts *counts, struct error *error);

/* Deals with the error that came of one record: STATUS_REFUSED refuses that record alone, as quarantine_take
 * does with its text for the reason; any other kind is the run's error and nothing is counted. 0 when the run
 * goes on, or -1. */
int quarantine_take_error(struct quarantine *quarantine, const struct error *trouble, struct place place,
	struct slice raw, struct counts *counts, struct error *error);

/* At the end of input: is the share of refused records within --max-bad? 0 or -1. */
int quarantine_check(const struct quarantine *quarantine, const struct counts *counts, struct error *error);

#endif
