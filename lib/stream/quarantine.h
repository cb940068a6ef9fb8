/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quarantine: counts refused input, writes it to the file of --bad with its place and the reason, and ends
 * the run where it is too much. A line of the file is
 * {"source":..,"line":..,"offset":..,"field":..,"reason":..,"raw":..}, with raw_base64 in place of raw where
 * the bytes are not UTF-8. */
#ifndef STREAM_QUARANTINE_H
#define STREAM_QUARANTINE_H

#include "base/error.h"
#include "base/slice.h"
#include "record/refusal.h"
#include "stream/sink.h"

#include <stdint.h>

struct quarantine {
	struct sink sink;     /* open when --bad was given */
	uint64_t refused;     /* records so far */
	uint64_t limit;       /* --max-bad as a count, UINT64_MAX without one */
	double limit_percent; /* --max-bad as a percentage, below 0 without one */
};

/* A place in an input. */
struct place {
	const char *source; /* the file's name */
	uint64_t line;      /* from 1; a CSV row's first line */
	uint64_t offset;    /* offset of its first byte, from 0 */
};

/* Reads --max-bad: N or N%, NULL for no limit. 0 or -1. */
int quarantine_read_limit(struct quarantine *quarantine, const char *text, struct error *error);

/* Takes a refused record. 0 when the run continues; -1 without --bad, when the limit is exceeded, or when the
 * file cannot be written. */
int quarantine_take(struct quarantine *quarantine, const struct refusal *refusal, struct place place,
	struct slice raw, struct error *error);

/* Why a line beyond INPUT_LINE_LIMIT is refused. */
void quarantine_refuse_overlong(struct refusal *refusal);

/* Takes the error that a record caused: with STATUS_REFUSED the record is refused for it, any other error
 * ends the run. 0 when the run continues, or -1. */
int quarantine_take_error(struct quarantine *quarantine, const struct error *cause, struct place place,
	struct slice raw, struct error *error);

/* Checks --max-bad N% at the end of the input, when `read` records were read. 0 or -1. */
int quarantine_check(const struct quarantine *quarantine, uint64_t read, struct error *error);

#endif
