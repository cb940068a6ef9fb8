/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan: the options of featurize, compiled. Read-only while records flow, but for what --fit learns. */
#ifndef ETL_PLAN_H
#define ETL_PLAN_H

#include "base/error.h"
#include "base/names.h"
#include "etl/explode.h"
#include "etl/transforms.h"
#include "expr/program.h"
#include "record/line.h"
#include "record/projection.h"
#include "record/split.h"

#include <stdbool.h>
#include <stddef.h>

/* The options as they were given; the texts must outlive the plan. */
struct plan_text {
	const char *explode;
	struct names drop_nulls;
	struct names sets; /* "NAME = EXPR" */
	struct names wheres;
	struct names dedup;
	const char *time;
	struct names transforms[TRANSFORM_TYPES]; /* "FIELD=VALUE" for --fill */
	const char *fit, *apply;                  /* STATS */
	struct names features;
	struct names shares; /* "NAME=SHARE" */
	const char *split_by, *seed;
};

/* One -s: a program, and the index of the setting that it gives its value. */
struct assignment {
	const struct program *program;
	size_t index;
};

/* The key of --dedup, and the time of --within. */
struct dedup_key {
	const struct program **programs;
	size_t count;               /* 0 without --dedup */
	const struct program *time; /* or NULL */
	struct slice time_name;
	int topic, partition; /* slots in `_kafka`: they are the source */
};

/* In the order of the work. Before plan_compile all is zero but for flatten, the lists of reshape,
 * transforms.memory and the scope, which is open on the projection. */
struct plan {
	struct projection projection;
	struct scope scope;
	struct projection whole;                  /* the record that --explode takes apart */
	struct setting explode[EXPLODE_SETTINGS]; /* the first has no name without --explode */
	bool flatten;
	int *drop_nulls; /* slots */
	size_t drop_null_count;
	struct setting *fills; /* for null; a mean is not among them while --fit learns it */
	size_t fill_count;
	struct assignment *sets;
	size_t set_count;
	struct conditions wheres;
	struct dedup_key dedup_key;
	bool fits; /* --fit learns here, and what follows is not done */
	struct transforms transforms;
	const struct program **features;
	const struct names *feature_names;
	struct split split;
	const struct program *split_by; /* NULL: the whole record decides */
	struct reshape reshape;
	struct setting *settings; /* of -s and the transforms by index, then `features`, then `split` */
	size_t values, count;     /* how many of the first, and of all */
};

/* 0, or -1 with STATUS_USAGE or the status of reading STATS. plan_free either way. */
int plan_compile(struct plan *plan, const struct plan_text *text, struct error *error);

void plan_free(struct plan *plan);

#endif
