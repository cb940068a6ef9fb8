/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run: the one loop of the record filters.
 *
 *     read a block -> cut it at newlines -> map(each record) -> fold(batch), in input order -> sink
 *
 * Threads read and map blocks at the same time, each with a worker of its own, and fold and write them in the
 * order of the input: the output is the same for any number of threads. Quarantine, counts, flushing before a
 * read that would wait, signals and progress are handled here, once for all tools. */
#ifndef STREAM_RUN_H
#define STREAM_RUN_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"
#include "record/refusal.h"
#include "stream/input.h"
#include "stream/quarantine.h"
#include "stream/sink.h"

#include <stdbool.h>

/* What became of one record. */
enum verdict {
	VERDICT_WRITTEN,  /* map appended a line to batch->out */
	VERDICT_USED,     /* map appended to batch->rows, or needed nothing of it */
	VERDICT_FILTERED, /* it was not asked for */
	VERDICT_LATE,     /* its window was closed; only a fold knows */
	VERDICT_DEFERRED, /* not one for the whole record: map counts its parts, or fold counts its rows */
	VERDICT_REFUSED,  /* with the refusal filled in; what map appended for it is dropped */
	VERDICT_FAILED,   /* memory ran out: the run ends */
};

/* What became of all records: read + exploded = written or used + filtered + late + refused, where the
 * quarantine counts the refused ones. */
struct counts {
	uint64_t read;
	uint64_t used;    /* folded into a result, by tools that write results instead of records */
	uint64_t written; /* lines written to the output */
	uint64_t filtered;
	uint64_t late;
	uint64_t blank;     /* blank lines, which are not records */
	uint64_t undefined; /* divisions by zero and functions outside their domain: null */
	uint64_t exploded;  /* records that others became, beyond one for each; not in the report */
};

/* Counts a record, or a part of one. */
void counts_verdict(struct counts *counts, enum verdict verdict);

/* A count that a tool adds to the report beyond these, e.g. "acknowledged". */
struct extra_count {
	const char *name;
	uint64_t value;
};
enum { EXTRA_COUNTS = 8 };

/* What main hands to a tool. */
struct run {
	const char *tool;
	struct input input;
	struct sink out;
	struct quarantine quarantine;
	struct counts counts;
	struct extra_count extra[EXTRA_COUNTS + 1]; /* ends with a NULL name */
	size_t threads;                             /* -j */
	bool quiet, verbose;
	const char *output;                /* -o FILE, or NULL; `out` is open on it already */
	const char *report;                /* --report FILE, or NULL; written at the end */
	void (*progress)(struct run *run); /* called now and then, may be NULL */
	void (*warn)(const struct run *run, const char *format, ...); /* one line on standard error */
};

/* What map made of a block of input, or of a part of one. */
struct batch {
	struct buffer out;    /* lines of output */
	struct buffer rows;   /* whatever a stage passes from map to fold */
	struct counts counts; /* map adds to `undefined`; map and fold, what has VERDICT_DEFERRED */
	size_t input;         /* number of the operand that the block is from, from 0 */
};

/* What a tool does with records, for run_stage. */
struct stage {
	void *state; /* for open, fold, wait and finish */

	/* Reads one line (without its newline). It may use only the worker's memory, since other threads map
	 * at the same time and fold runs too; its result must not depend on the lines before. */
	enum verdict (*map)(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);

	/* The working memory of map, one for each thread: run_stage allocates worker_size bytes, all zero,
	 * opens them before the first line and closes them after the last. open: 0 or -1; close is called
	 * either way, even for memory that is still zero. */
	size_t worker_size;
	int (*open)(void *worker, void *state, struct error *error);
	void (*close)(void *worker);
	/* Instead of these, a worker that the caller opens and closes. Then one thread maps all lines, in
	 * input order, so that a result may depend on the lines before. */
	void *only_worker;

	/* Takes the rows of a batch, in input order; what it leaves in batch->out is written. NULL when
	 * batch->out is all there is. The lines that map read are still in memory. 0 or -1. */
	int (*fold)(void *state, struct batch *batch, struct error *error);
	/* Before the reader waits, and again each time that run->input.max_wait_ms, which it may set, have
	 * passed. May be NULL. 0 or -1. */
	int (*wait)(void *state, struct run *run, struct error *error);
	/* At the end of the input, when all went well: writes the results. May be NULL. 0 or -1. */
	int (*finish)(void *state, struct run *run, struct error *error);
};

/* Runs the stage over the operands (NULL-terminated; none is standard input). 0 or -1. The records before a
 * refused one are written even when the run then fails. */
int run_stage(struct run *run, char *const *operands, const struct stage *stage, struct error *error);

/* Writes what is pending for the output and the quarantine: before a read that would wait. 0 or -1. */
int run_flush(struct run *run, struct error *error);

/* Sets an extra count; the name must outlive the run. */
void run_extra(struct run *run, const char *name, uint64_t value);

/* Appends all counts as one line of JSON. */
void run_report(struct buffer *to, const struct run *run);

#endif
