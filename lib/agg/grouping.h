/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grouping: kpi-agg's stage of the loop. Its map turns records into rows; its fold judges their lateness,
 * puts them into groups and closes the windows for which no source holds more; its finish closes the others.
 */
#ifndef AGG_GROUPING_H
#define AGG_GROUPING_H

#include "agg/emit.h"
#include "agg/groups.h"
#include "agg/late.h"
#include "agg/query.h"
#include "agg/sources.h"
#include "record/scan.h"
#include "stream/run.h"

#include <stdbool.h>
#include <stdint.h>

struct grouping_options {            /* durations in microseconds */
	uint64_t top;                /* lines of each result that are written, UINT64_MAX without --top */
	bool ties;                   /* and those that are equal to the last of them */
	int64_t lateness;            /* -1 without --lateness: nothing is late, windows close at the end */
	int64_t idle;                /* INT64_MAX without --idle */
	int64_t every;               /* 0 without --every */
	uint64_t sources;            /* 0 without --sources */
	const char *late;            /* NULL without --late */
	const struct asked *partial; /* the query, where the groups are written as a partial; or NULL */
};

/* One thread's working memory. */
struct grouping_worker {
	const struct query *query;
	bool timed, positioned; /* it judges lateness; it reads `_kafka` */
	struct scanner scanner;
	struct scratch scratch;
};

struct grouping {
	const struct query *query;
	struct grouping_options options;
	struct run *run;
	bool timed; /* it judges lateness */
	struct groups groups;
	struct emitter emitter;
	struct sources sources;
	struct late late;
	struct span span;    /* of the record before, where a record is in one window */
	int64_t closed;      /* the latest end of a window that was closed */
	uint64_t place;      /* of the record in the input, where nothing else tells its moment */
	int64_t early_at;    /* milliseconds of the clock: when early results are due */
	int64_t told_at;     /* ... when -v spoke last */
	uint64_t told_count; /* how much had been read then */
};

/* 0 or -1; grouping_close either way, which puts --late in its place and may fail too. The query, the run and
 * the operands must outlive the grouping. */
int grouping_open(struct grouping *grouping, const struct query *query,
	const struct grouping_options *options, struct run *run, char *const *operands, struct error *error);
int grouping_close(struct grouping *grouping, struct error *error);

/* The stage, for run_stage. */
struct stage grouping_stage(struct grouping *grouping);

/* The stage's map: turns a record into a row. Its worker is a grouping_worker. */
enum verdict grouping_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);

/* Writes the results of the windows that end at the watermark or before, and frees them. 0 or -1. */
int grouping_close_windows(struct grouping *grouping, int64_t watermark, struct error *error);

/* The same of all windows at the end. 0 or -1. */
int grouping_close_all(struct grouping *grouping, struct error *error);

/* Writes early results of the windows that changed since the last ones. 0 or -1. */
int grouping_write_early(struct grouping *grouping, struct error *error);

/* Says on standard error why there is no output yet, or at the end how far each source came (-v). */
void grouping_tell(struct grouping *grouping);

#endif
