/* SPDX-License-Identifier: GPL-3.0-or-later */
/* worker: featurizes one record after the other. */
#ifndef ETL_WORKER_H
#define ETL_WORKER_H

#include "etl/plan.h"
#include "record/scan.h"
#include "stream/run.h"

struct worker {
	const struct plan *plan;
	struct scanner scanner;
	struct scratch scratch;
	struct value *values;     /* of what -s sets */
	struct setting *settings; /* plan->settings with this record's values */
	struct buffer text;       /* the bytes of those values */
	struct buffer key;        /* what the split goes by */
};

/* 0 or -1; worker_close either way. The plan must outlive the worker. */
int worker_open(struct worker *worker, const struct plan *plan, struct error *error);
void worker_close(struct worker *worker);

/* A stage's map, with the worker as its context. */
enum verdict worker_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);

#endif
