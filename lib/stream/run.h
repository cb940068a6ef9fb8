/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run: the one loop of the record filters.
 *
 *     read block -> cut at newlines -> map(each record) -> fold(batch), in input order -> sink
 *
 * Quarantine, counts, flushing before a read that would wait, signals and progress live here, once. */
#ifndef STREAM_RUN_H
#define STREAM_RUN_H

#include "base/buffer.h"
#include "base/error.h"
#include "record/refusal.h"
#include "stream/counts.h"
#include "stream/quarantine.h"
#include "stream/sink.h"
#include "stream/source.h"

#include <stdbool.h>

/* What main hands to a tool. */
struct run {
	const char *tool;
	struct source source;
	struct sink out;
	struct quarantine quarantine;
	struct counts counts;
	struct extra_count extra[EXTRA_COUNTS + 1]; /* for the report; ends with a NULL name */
	bool quiet, verbose;
	const char *output;                /* -o FILE, or NULL; `out` is open on it already */
	const char *report;                /* --report FILE, or NULL; written at the end */
	void (*progress)(struct run *run); /* called now and then, may be NULL */
	void (*warn)(const struct run *run, const char *format, ...); /* one line on standard error */
};

/* What became of one record. */
enum verdict {
	VERDICT_WRITTEN, /* map appended a line to batch->out */
	VERDICT_USED,    /* map appended to batch->rows, or needed nothing of it */
	VERDICT_FILTERED,
	VERDICT_REFUSED, /* with the refusal filled in; what map appended for it is dropped */
	VERDICT_FAILED,  /* memory ran out: the run ends */
};

/* What one block of input became: output lines, typed rows for fold, or both. */
struct batch {
	struct buffer out;
	struct buffer rows;
	uint64_t undefined; /* map adds its divisions by zero here */
	/* Where a record becomes several: how many more than one (map), and what became of them beyond what
	 * the verdict books (map, and fold, which may still take a written one back). */
	uint64_t exploded;
	int64_t used, written, filtered;
	size_t input; /* number of the operand that it was read from, from 0 */
};

struct stage {
	/* Reads one line (without its newline). Works on the worker's scratch alone, so that several workers
	 * can run at a time. */
	enum verdict (*map)(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);
	void *worker;
	/* Takes the rows of a batch, in input order; what it leaves in batch->out is written. NULL when
	 * batch->out is all there is. 0 or -1. */
	int (*fold)(void *state, struct batch *batch, struct error *error);
	/* Before the reader waits, and again when run->source.patience, which it may set, has passed. May be
	 * NULL. 0 or -1. */
	int (*wait)(void *state, struct run *run, struct error *error);
	/* At the end of the input, when all went well: writes the results. May be NULL. 0 or -1. */
	int (*finish)(void *state, struct run *run, struct error *error);
	void *state;
};

/* Writes out what is held for the output and the quarantine: before a read that would wait. 0 or -1. */
int run_flush(struct run *run, struct error *error);

/* Runs the stage over the operands (NULL-terminated; none is standard input). 0 or -1. Records before a
 * refused one are written even when the run then fails. */
int run_stage(struct run *run, char *const *operands, const struct stage *stage, struct error *error);

/* Adds one line of the report beyond the common counts; the name must outlive the run. */
void run_extra(struct run *run, const char *name, uint64_t value);

#endif
