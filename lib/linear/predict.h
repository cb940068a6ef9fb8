/* SPDX-License-Identifier: GPL-3.0-or-later */
/* predict: the work of linreg-predict, as map and fold of a stage. */
#ifndef LINEAR_PREDICT_H
#define LINEAR_PREDICT_H

#include "base/error.h"
#include "linear/metrics.h"
#include "linear/model.h"
#include "number/number.h"
#include "record/line.h"
#include "record/projection.h"
#include "record/scan.h"
#include "stream/run.h"

#include <stdbool.h>

/* What can be appended to a record. */
enum answer { ANSWER_PREDICTION, ANSWER_RESIDUAL, ANSWER_LOWER, ANSWER_UPPER, ANSWER_WITHIN, ANSWERS };

struct predictor {        /* all zero, then these by the caller: */
	const char *name; /* of the prediction */
	bool residual;
	double level; /* of the prediction interval, or NaN */
	double band;  /* or NaN */
	bool measure; /* fold adds up the metrics */

	/* and these are filled by predictor_open: */
	struct model model;
	struct solution solution; /* of the model's triangle, for the interval */
	double quantile;
	int *slots;                       /* by term, the intercept's unused; and last of the target */
	struct setting settings[ANSWERS]; /* without values */
	enum answer answers[ANSWERS];     /* which answer a setting gives */
	size_t count;                     /* of settings */
	const struct projection *projection;
	struct metrics metrics;
};

/* One thread's working memory. */
struct predictor_worker {
	const struct predictor *predictor;
	struct scanner scanner;
	long double *row, *work;
	struct setting settings[ANSWERS];
	char text[ANSWERS][NUMBER_TEXT_SIZE];
};

/* Reads the model and asks the projection for its fields. 0 or -1. */
int predictor_open(
	struct predictor *predictor, struct projection *projection, const char *path, struct error *error);
void predictor_free(struct predictor *predictor);

/* The stage's functions; its workers are struct predictor_worker. Appends the answers to a record. A null
 * among the terms makes them null; the target is only read when an answer or the metrics need it. */
int predictor_open_worker(void *worker, void *predictor, struct error *error);
void predictor_close_worker(void *worker);
enum verdict predictor_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);
int predictor_fold(void *state, struct batch *batch, struct error *error);

#endif
