/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan: what featurize is asked for, compiled. Read-only while records flow. */
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
	struct names transforms[TRANSFORM_TYPES]; /* "FIELD=VALUE" of --fill */
	const char *fit, *apply;                  /* STATS */
	struct names features;
	struct names shares; /* "NAME=SHARE" */
	const char *split_by, *seed;
};

/* A program and the setting it gives its value to. */
struct step {
	const struct program *program;
	size_t index;
};

/* The key of --dedup, and the time of --within. */
struct keying {
	const struct program **programs;
	size_t count;               /* 0 without --dedup */
	const struct program *time; /* or NULL */
	struct slice time_name;
	int topic, partition; /* slots of what tells the source */
};

/* In the order of the work. To be zeroed, with flatten and the lists of reshape filled in, and
 * its scope open on its projection. */
struct plan {
	struct projection projection;
	struct scope scope;
	struct projection whole;                  /* of the record that --explode takes apart */
	struct setting explode[EXPLODE_SETTINGS]; /* the first without a name: no --explode */
	bool flatten;
	int *drop_nulls; /* slots */
	size_t drop_null_count;
	struct setting *fills; /* those whose values are known */
	size_t fill_count;
	struct step *sets;
	size_t set_count;
	struct conditions wheres;
	struct keying keying;
	bool fits; /* what follows is left undone: --fit learns from the records here */
	struct transforms transforms;
	const struct program **features;
	const struct names *feature_names;
	struct split split;
	const struct program *split_by; /* NULL: by the whole record */
	struct reshape reshape;
	struct setting *settings; /* by index the names with values, then `features`, then `split` */
	size_t values, count;     /* of the first kind, of all */
};

/* 0, or -1: STATUS_USAGE, or what reading STATS gives. plan_free either way. */
int plan_compile(struct plan *plan, const struct plan_text *text, struct error *error);

void plan_free(struct plan *plan);

#endif
