/* SPDX-License-Identifier: GPL-3.0-or-later */
/* learn: the work of linreg-fit, as map, fold and finish of a stage. */
#ifndef LINEAR_LEARN_H
#define LINEAR_LEARN_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/names.h"
#include "expr/record_reader.h"
#include "linear/field_number.h"
#include "linear/folds.h"
#include "linear/model.h"
#include "linear/reducer.h"
#include "record/projection.h"
#include "record/scan.h"
#include "stream/run.h"

#include <stdint.h>

struct learner {                       /* the stage's state; all zero, then these by the caller: */
	struct model model;            /* named, or read: then its triangle is continued */
	struct conditions wheres;      /* records are learned where they hold */
	size_t fold_count;             /* of cross-validation; 0 without */
	const struct program *fold_by; /* records with one value of it share a fold; NULL: equal records do */
	struct sink *best;             /* for learner_compare; or NULL */

	/* and these by learner_open: */
	const struct projection *projection;
	int *slots;          /* terms without the intercept, target, weight if any */
	struct slice *paths; /* the same, for messages */
	size_t fields;
	uint64_t *nulls;      /* by field: the records in which it was null */
	struct names members; /* field names of the first record with a null, for a message; in model.arena */
	struct scanner scanner; /* for these */
	size_t width;           /* numbers of a row: terms, target, weight (1 without), number of the fold */
	struct number *row;     /* the one that fold reads */
	struct reducer reducer; /* without cross-validation */
	struct folds folds;     /* with it */
};

struct streaming;

/* One thread's working memory. */
struct learner_worker {
	const struct learner *learner;
	const struct streaming *streaming; /* or NULL */
	struct record_reader reader;
	struct number *row;
	bool *nulls;       /* by field */
	struct buffer key; /* what a record's fold is chosen by */
};

/* Asks the projection for the fields of the model; it then must not gain slots, and outlive the learner. 0 or
 * -1. */
int learner_open(struct learner *learner, struct projection *projection, struct error *error);
void learner_free(struct learner *learner);

/* The stage's functions; its workers are struct learner_worker. A record with a null among its fields is not
 * used (R's na.omit): it counts as filtered and as missing. */
int learner_open_worker(void *worker, void *learner, struct error *error);
void learner_close_worker(void *worker);
enum verdict learner_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);
int learner_fold(void *state, struct batch *batch, struct error *error);

/* Solves (choosing lambda where it is `best`), warns about aliased terms or no rows, and writes the model to
 * run->out. */
int learner_finish(void *state, struct run *run, struct error *error);

/* In its place with --compare: tries each kind of model by cross-validation, writes a line for each to
 * run->out and the best model to learner->best. */
int learner_compare(void *state, struct run *run, struct error *error);

/* What streaming.c shares of these. */

/* Scans the line and evaluates -w: VERDICT_USED when the record is to be learned. */
enum verdict learner_scan(
	struct learner_worker *worker, struct slice line, struct batch *batch, struct refusal *refusal);

/* Reads the fields from `from` to before `to` into the row. FIELD_NULL when one of them is null. */
enum field_state learner_read(struct learner_worker *worker, size_t from, size_t to, struct refusal *refusal);

/* After learner_read: false for a record of weight 0, which is not learned. */
bool learner_weighs(const struct learner_worker *worker);

/* What map leaves of a record for fold, with its row. */
struct learner_record {
	bool learned;
	bool complete;     /* no term is null: it can be predicted */
	bool missing;      /* a null keeps it from being learned */
	struct slice from; /* the record in the input, where it is missing */
	size_t line;       /* bytes of the line that follows it */
};

/* Map: appends it, with the row and the nulls of the record at hand. */
void learner_record_write(
	struct buffer *rows, const struct learner_worker *worker, const struct learner_record *record);

/* Fold: reads it, and the row into learner->row; notes one that is missing. Returns the place after it, or
 * NULL when memory ran out. */
const char *learner_record_read(const char *at, struct learner *learner, struct learner_record *record);

/* The warnings of a model, solved last, and its line into the sink. 0 or -1. */
int learner_write(
	const struct learner *learner, const struct run *run, struct sink *sink, struct error *error);

#endif
