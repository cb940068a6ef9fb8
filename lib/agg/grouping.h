/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grouping: kpi-agg as a stage of run_stage. Its map turns records into contributions; its fold checks
 * whether they are late, adds them to groups, and writes the windows for which no source can deliver more;
 * its finish writes all others. */
#ifndef AGG_GROUPING_H
#define AGG_GROUPING_H

#include "agg/groups.h"
#include "agg/late.h"
#include "agg/query.h"
#include "agg/results.h"
#include "agg/sources.h"
#include "stream/run.h"

#include <stdbool.h>
#include <stdint.h>

struct grouping_options {              /* durations in microseconds */
	uint64_t top;                  /* results that are written, UINT64_MAX without --top */
	bool ties;                     /* results that are equal to the last of these are written too */
	int64_t lateness;              /* -1 without --lateness: nothing is late, windows close at the end */
	int64_t idle;                  /* INT64_MAX without --idle */
	int64_t every;                 /* 0 without --every */
	uint64_t sources;              /* 0 without --sources */
	const char *late;              /* NULL without --late */
	const struct request *partial; /* the query, if the groups are written as a partial; or NULL */
};

struct grouping {
	const struct query *query;
	struct grouping_options options;
	struct run *run;
	bool timed; /* records can be late */
	struct groups groups;
	struct results results;
	struct sources sources;
	struct late late;
	struct span span;       /* window of the record before, where each record is in one window */
	int64_t closed;         /* the latest end of a window that was closed */
	uint64_t number;        /* number of records so far, the position of records that have no other */
	int64_t early_at;       /* when early results are due, in milliseconds of the clock */
	int64_t reported_at;    /* when progress was reported last */
	uint64_t reported_read; /* how many records had been read then */
};

/* 0 or -1; grouping_close either way, which puts the file of --late in its place and may fail too. The query,
 * the run and the operands must outlive the grouping. */
int grouping_open(struct grouping *grouping, const struct query *query,
	const struct grouping_options *options, struct run *run, char *const *operands, struct error *error);
int grouping_close(struct grouping *grouping, struct error *error);

/* The stage that works on it. */
struct stage grouping_stage(struct grouping *grouping);

#endif
