/* SPDX-License-Identifier: GPL-3.0-or-later */
/* streaming: models while records flow: fitted again every N records or DURATION, to all records so far or to
 * the last ones (a sliding window), and predictions by the model as it was before each record. */
#ifndef LINEAR_STREAMING_H
#define LINEAR_STREAMING_H

#include "base/error.h"
#include "linear/learn.h"
#include "linear/reducer.h"
#include "record/line.h"
#include "record/projection.h"
#include "stream/pace.h"
#include "stream/run.h"
#include "stream/sink.h"

#include <stdbool.h>
#include <stdint.h>

/* The rows of the last records. */
struct sliding_window {         /* all zero is none */
	size_t width;           /* numbers in a row, as the reducer takes it or longer */
	size_t capacity, count; /* records */
	size_t next;            /* where the next one goes: over the oldest, once the window is full */
	bool *learned;          /* whether the record has a row */
	struct number *rows;
};

struct streaming { /* all zero, then these by the caller: */
	struct learner *learner;
	struct trigger *every; /* when to fit again; not set: at the end, or for each prediction */
	uint64_t last;         /* the records that a model is fitted to; 0: all so far */
	bool progressive;      /* write each record with its prediction */
	const char *output;    /* file of the models, or NULL: they are lines of the output */
	struct sink *final;    /* takes the last model, or NULL */

	/* and these are its own: */
	struct sliding_window window;
	struct setting prediction;
	bool stale;             /* something was learned since the model was solved */
	struct reducer reducer; /* of the window */
	struct run *run;
};

/* Asks the projection for the field of the prediction; call it before learner_open. 0 or -1; streaming_free
 * either way. */
int streaming_open(
	struct streaming *streaming, struct projection *projection, struct run *run, struct error *error);
void streaming_free(struct streaming *streaming);

/* Call it after learner_open. 0 or -1. */
int streaming_begin(struct streaming *streaming, struct error *error);

/* The stage's functions; its workers are struct learner_worker, closed by learner_close_worker. */
int streaming_open_worker(void *worker, void *state, struct error *error);
enum verdict streaming_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);
int streaming_fold(void *state, struct batch *batch, struct error *error);
int streaming_finish(void *state, struct run *run, struct error *error);

#endif
