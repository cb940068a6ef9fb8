/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live: models while the records flow: every so many records or so often, of all records so far or of the
 * last ones alone, and predictions by the model as it stood before each record. */
#ifndef LINEAR_LIVE_H
#define LINEAR_LIVE_H

#include "base/error.h"
#include "linear/learn.h"
#include "linear/recent.h"
#include "record/line.h"
#include "record/projection.h"
#include "stream/pace.h"
#include "stream/run.h"
#include "stream/sink.h"

#include <stdbool.h>
#include <stdint.h>

struct live { /* all zero, then these by the caller: */
	struct learner *learner;
	struct trigger *every; /* when to make one; never, or for predictions after each record */
	uint64_t last;         /* records a model is of; 0: all */
	bool progressive;      /* records go on to standard output with their prediction */
	const char *output;    /* the models' file, or NULL: they are lines of the output */
	struct sink *final;    /* where the last one goes, or NULL */

	/* and these are its own: */
	struct recent recent;
	struct setting prediction;
	bool stale;             /* something was learned since the model was solved */
	struct reducer reducer; /* of the recent rows */
	struct run *run;
};

/* Asks the projection for its field: call it before learner_open. 0 or -1; live_free either way. */
int live_open(struct live *live, struct projection *projection, struct run *run, struct error *error);
void live_free(struct live *live);

/* Behind learner_open. 0 or -1. */
int live_begin(struct live *live, struct error *error);

/* The stage's functions; the live is the state, and learner_close_worker closes its workers. */
int live_open_worker(void *worker, void *live, struct error *error);
enum verdict live_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);
int live_fold(void *state, struct batch *batch, struct error *error);
int live_finish(void *state, struct run *run, struct error *error);

#endif
