/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan: what featurize is asked for, compiled. Read-only while records flow. */
#ifndef ETL_PLAN_H
#define ETL_PLAN_H

#include "base/error.h"
#include "base/names.h"
#include "expr/conditions.h"
#include "expr/program.h"
#include "record/line.h"
#include "record/projection.h"
#include "record/split.h"

#include <stddef.h>

/* The options as they were given; the texts must outlive the plan. */
struct plan_text {
	struct names sets; /* "NAME = EXPR" */
	struct names wheres;
	struct names features;
	struct names shares; /* "NAME=SHARE" */
	const char *split_by;
};

/* A program and the setting it gives its value to. */
struct step {
	const struct program *program;
	size_t index;
};

/* To be zeroed, with split.seed and the lists of reshape filled in, and its scope open on its projection. */
struct plan {
	struct projection projection;
	struct scope scope;
	struct step *sets;
	size_t set_count;
	struct conditions wheres;
	const struct program **features;
	const struct names *feature_names;
	struct split split;
	const struct program *split_by; /* NULL: by the whole record */
	struct reshape reshape;
	struct setting *settings; /* by index the names that -s sets, then `features`, then `split` */
	size_t values, count;     /* of the first kind, of all */
};

/* 0, or -1 with STATUS_USAGE; plan_free either way. */
int plan_compile(struct plan *plan, const struct plan_text *text, struct error *error);
void plan_free(struct plan *plan);

#endif
