/* SPDX-License-Identifier: GPL-3.0-or-later */
/* learn: the work of linreg-fit, as map, fold and finish of a stage. */
#ifndef LINEAR_LEARN_H
#define LINEAR_LEARN_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/names.h"
#include "expr/conditions.h"
#include "linear/model.h"
#include "linear/triangle.h"
#include "record/projection.h"
#include "record/scan.h"
#include "stream/run.h"

#include <stdint.h>

/* Both worker and state of the stage: with several workers, each will have its own scanner and scratch. */
struct learner {                  /* all zero before learner_open */
	struct model model;       /* named by the caller; solved by learner_finish */
	struct conditions wheres; /* records are learned where they hold */
	struct scanner scanner;
	struct scratch scratch;
	int *slots;          /* of the terms but the intercept, and last of the target */
	struct slice *paths; /* the same, for messages */
	size_t fields;
	uint64_t *nulls;      /* by field: the records in which it was null */
	struct names members; /* of the first record if not used, for a message; in model.arena */
	long double *row;     /* the terms and the target of one record */
	struct reducer reducer;
};

/* Asks the projection for the fields of the model, which then must not gain slots. 0 or -1. */
int learner_open(struct learner *learner, struct projection *projection, struct error *error);
void learner_free(struct learner *learner);

/* The stage's functions; the learner is worker and state. A record with a null among its fields is not used
 * (R's na.omit): it counts as filtered and as missing. */
enum verdict learner_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);
int learner_fold(void *state, struct batch *batch, struct error *error);

/* Solves, warns of aliased terms and of no rows, and writes the model to run->out. */
int learner_finish(void *state, struct run *run, struct error *error);

#endif
