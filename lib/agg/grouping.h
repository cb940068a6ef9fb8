/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grouping: kpi-agg's stage of the loop. Its map turns records into rows, its fold puts the rows into groups,
 * its finish writes the result. */
#ifndef AGG_GROUPING_H
#define AGG_GROUPING_H

#include "agg/groups.h"
#include "agg/query.h"
#include "record/scan.h"
#include "stream/run.h"

#include <stdint.h>

struct grouping {
	const struct query *query;
	uint64_t top;            /* lines of the result that are written */
	struct grouping_worker { /* one thread's working memory */
		const struct query *query;
		struct scanner scanner;
		struct scratch scratch;
	} worker;
	struct groups groups;
};

/* 0 or -1; grouping_close either way. The query must outlive the grouping. */
int grouping_open(struct grouping *grouping, const struct query *query, uint64_t top, struct error *error);
void grouping_close(struct grouping *grouping);

/* The stage, for run_stage. */
struct stage grouping_stage(struct grouping *grouping);

#endif
