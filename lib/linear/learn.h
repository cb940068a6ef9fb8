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
	struct model model;            /* has names only; or was read, and its triangle is continued */
	struct conditions wheres;      /* only records that meet them are learned */
	size_t fold_count;             /* folds of cross-validation; 0 without it */
	const struct program *fold_by; /* records of equal value are in one fold; NULL: equal records are */
	struct sink *best;             /* for learner_compare; or NULL */

	/* and these by learner_open: */
	const struct projection *projection;
	size_t fields;        /* terms without the intercept, target, weight if any */
	int *slots;           /* by field */
	struct slice *paths;  /* by field, for messages */
	uint64_t *nulls;      /* by field: the records in which it was null */
	struct names members; /* field names of the first record with a null, for a message; in model.arena */
	struct scanner scanner; /* finds `members` */
	size_t width;           /* numbers of a row: terms, target, weight (1 without), number of the fold */
	struct number *row;     /* the one that fold reads */
	struct reducer reducer; /* takes all rows, without cross-validation */
	struct folds folds;     /* take them with cross-validation */
};

/* One thread's working memory. */
struct learner_worker {
	const struct learner *learner;
	struct record_reader reader;
	struct number *row;
	bool *nulls;       /* by field */
	struct buffer key; /* decides the record's fold */
};

/* Asks the projection for the fields of the model; it must outlive the learner and gain no further slots. 0
 * or -1. */
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

/* The finish of --compare: cross-validates each kind of model, writes a line for each to run->out and the
 * best model to learner->best. */
int learner_compare(void *state, struct run *run, struct error *error);

/* The parts that streaming.c uses too. */

/* Scans the line and evaluates -w: VERDICT_USED when the record is to be learned. */
enum verdict learner_scan(
	struct learner_worker *worker, struct slice line, struct batch *batch, struct refusal *refusal);

/* Reads the fields from `from` to before `to` into the row. FIELD_NULL when one of them is null. */
enum field_state learner_read(struct learner_worker *worker, size_t from, size_t to, struct refusal *refusal);

/* After learner_read: false for a record of weight 0, which is not learned. */
bool learner_weighs(const struct learner_worker *worker);

/* What map passes to fold for each record, followed by its row. */
struct learner_record {
	bool learned;
	bool complete;     /* no term is null: it can be predicted */
	bool missing;      /* not learned because of a null; its nulls follow the row */
	struct slice from; /* the record in the input, when `missing` */
	size_t line;       /* bytes of the line that comes next (streaming.c) */
};

/* Map: appends the record, with the worker's row and nulls. */
void learner_record_write(
	struct buffer *rows, const struct learner_worker *worker, const struct learner_record *record);

/* Fold: reads a record, and its row into learner->row; counts what it is missing. Returns the place after it,
 * or NULL when memory ran out. */
const char *learner_record_read(const char *at, struct learner *learner, struct learner_record *record);

/* Warns about the model that was solved last, and writes its line to the sink. 0 or -1. */
int learner_write(
	const struct learner *learner, const struct run *run, struct sink *sink, struct error *error);

#endif
