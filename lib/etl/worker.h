/* SPDX-License-Identifier: GPL-3.0-or-later */
/* worker: featurizes one record after the other. */
#ifndef ETL_WORKER_H
#define ETL_WORKER_H

#include "etl/explode.h"
#include "etl/flatten.h"
#include "etl/plan.h"
#include "record/scan.h"
#include "stream/run.h"

struct worker {
	const struct plan *plan;
	struct explosion explosion;
	struct flattening flattening;
	struct scanner scanner;
	struct scratch scratch;
	struct value *values;     /* of what -s sets, and of what is scaled and encoded */
	struct setting *fills;    /* those that this record needs */
	struct setting *settings; /* plan->settings with this record's values */
	struct buffer filled;     /* the record with its gaps filled */
	struct buffer key;        /* of --dedup, then the source */
	struct buffer split_key;  /* what the split goes by */
	struct buffer text;       /* the bytes of the settings' values */
	struct buffer learned;    /* what --fit learns from this record */
};

/* The stage's open and close; its state is a struct folding, whose plan they work by. */
int worker_open(void *worker, void *folding, struct error *error);
void worker_close(void *worker);

/* The stage's map. What it tells the fold is in row.h. */
enum verdict worker_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);

/* Appends the record's line with all its settings. 0 or -1. */
int worker_write(struct worker *worker, struct buffer *out, struct refusal *refusal);

#endif
