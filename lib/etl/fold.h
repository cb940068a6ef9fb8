/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fold: featurize's part of the loop that sees the records in order: drops duplicates, learns. */
#ifndef ETL_FOLD_H
#define ETL_FOLD_H

#include "etl/dedup.h"
#include "etl/plan.h"
#include "stream/run.h"

struct folding { /* to be zeroed, with the plan and dedup's bounds filled in */
	struct plan *plan;
	struct dedup dedup;
	const char *fit; /* the file to write, or NULL */
};

void fold_close(struct folding *folding);

/* A stage's fold and finish, with the folding as their state. The fold is needed where the plan has keys or
 * fits, the finish where it fits. */
int fold_batch(void *folding, struct batch *batch, struct error *error);
int fold_finish(void *folding, struct run *run, struct error *error);

#endif
