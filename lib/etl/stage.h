/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage: featurize as a stage of run_stage. Threads map records by the plan; the fold drops duplicates and
 * learns, in input order. */
#ifndef ETL_STAGE_H
#define ETL_STAGE_H

#include "etl/dedup.h"
#include "etl/plan.h"
#include "stream/run.h"

struct featurizer {
	struct plan *plan;  /* which must outlive it */
	struct dedup dedup; /* with its bounds; to be freed */
	const char *fit;    /* the file that --fit writes, or NULL */
};

/* The stage that works on it, once the plan is compiled. */
struct stage featurizer_stage(struct featurizer *featurizer);

#endif
