/* SPDX-License-Identifier: GPL-3.0-or-later */
/* streaming: linreg-fit while records flow: models that are fitted again every N records or DURATION, to all
 * records so far or to the last ones (a sliding window), and predictions by the model before each record. */
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

/* The rows of the last records: a ring. */
struct sliding_window {         /* all zero is none */
	size_t width;           /* numbers of a row, at least those that reducer_row reads */
	size_t capacity, count; /* records */
	size_t next;            /* place of the next record: the oldest's, once the window is full */
	bool *learned;          /* by record: false when it has no row */
	struct number *rows;
};

struct streaming { /* all zero, then these by the caller: */
	struct learner *learner;
	struct trigger *every; /* when to fit again; not set: at the end, or for each prediction */
	uint64_t last;         /* number of records that a model is fitted to; 0: all so far */
	bool progressive;      /* write each record with its prediction */
	const char *output;    /* file of the models; NULL: they are lines of the output */
	struct sink *final;    /* takes the last model, or NULL */

	/* and these are its own: */
	struct sliding_window window;
	struct reducer reducer; /* takes the rows of the window */
	struct setting prediction;
	bool stale; /* something was learned since the model was solved */
	struct run *run;
};

/* One thread's working memory. */
struct streaming_worker {
	struct learner_worker learner;
	const struct streaming *streaming;
};

/* Asks the projection for the field of the prediction; call it before learner_open. 0 or -1; streaming_free
 * either way. */
int streaming_open(
	struct streaming *streaming, struct projection *projection, struct run *run, struct error *error);
void streaming_free(struct streaming *streaming);

/* Allocates what depends on the model; call it after learner_open. 0 or -1. */
int streaming_begin(struct streaming *streaming, struct error *error);

/* The stage's functions; its workers are struct streaming_worker. */
int streaming_open_worker(void *worker, void *state, struct error *error);
void streaming_close_worker(void *worker);
enum verdict streaming_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);
int streaming_fold(void *state, struct batch *batch, struct error *error);
int streaming_finish(void *state, struct run *run, struct error *error);

#endif
