/* SPDX-License-Identifier: GPL-3.0-or-later */
/* learn: the work of linreg-fit, as map, fold and finish of a stage. */
#ifndef LINEAR_LEARN_H
#define LINEAR_LEARN_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/names.h"
#include "expr/conditions.h"
#include "linear/datum.h"
#include "linear/folds.h"
#include "linear/model.h"
#include "linear/reducer.h"
#include "record/projection.h"
#include "record/scan.h"
#include "stream/run.h"

#include <stdint.h>

/* Both worker and state of the stage: with several workers, each will have its own scanner and scratch. */
struct learner {                       /* all zero, then these by the caller: */
	struct model model;            /* named, or read: then its triangle is gone on from */
	struct conditions wheres;      /* records are learned where they hold */
	size_t fold_count;             /* of cross-validation; 0 without */
	const struct program *fold_by; /* records with one value of it share a fold; NULL: equal records do */
	struct sink *best;             /* for learner_compare; or NULL */

	/* and these by learner_open: */
	struct scanner scanner;
	struct scratch scratch;
	int *slots;          /* of the terms but the intercept, of the target, and of the weight if any */
	struct slice *paths; /* the same, for messages */
	size_t fields;
	uint64_t *nulls;        /* by field: the records in which it was null */
	struct names members;   /* of the first record if not used, for a message; in model.arena */
	struct number *row;     /* of one record: terms, target, weight (1 without), number of the fold */
	size_t width;           /* numbers in it */
	struct buffer key;      /* what a record's fold is chosen by */
	struct reducer reducer; /* or, with cross-validation: */
	struct folds folds;
};

/* Asks the projection for the fields of the model, which then must not gain slots. 0 or -1. */
int learner_open(struct learner *learner, struct projection *projection, struct error *error);
void learner_free(struct learner *learner);

/* The stage's functions; the learner is worker and state. A record with a null among its fields is not used
 * (R's na.omit): it counts as filtered and as missing. */
enum verdict learner_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);
int learner_fold(void *state, struct batch *batch, struct error *error);

/* Solves, choosing lambda if need be, warns of aliased terms and of no rows, and writes the model to
 * run->out. */
int learner_finish(void *state, struct run *run, struct error *error);

/* Instead of it: tries all kinds of models by cross-validation, a line for each to run->out, and writes the
 * best one to learner->best. */
int learner_compare(void *state, struct run *run, struct error *error);

/* The parts of these that live.h shares. */

/* Scans the line and asks for -w: VERDICT_USED when it is to be learned from. */
enum verdict learner_scan(
	struct learner *learner, struct slice line, struct batch *batch, struct refusal *refusal);

/* Reads the fields from `from` to before `to` into the row. DATUM_NULL when one of them is null. */
enum datum learner_read(struct learner *learner, size_t from, size_t to, struct refusal *refusal);

/* After that: a record that weighs nothing is not learned. */
bool learner_weighs(const struct learner *learner);

/* Notes a record that a null keeps from being learned. If it is the first, the names of its fields are kept:
 * one of them may be what was meant. 0, or -1 when memory ran out. */
int learner_pass_over(struct learner *learner);

/* The warnings of a model, solved last, and its line into the sink. 0 or -1. */
int learner_write(
	const struct learner *learner, const struct run *run, struct sink *sink, struct error *error);

#endif
