/* SPDX-License-Identifier: GPL-3.0-or-later */
/* predict: linreg-predict as a stage (stream/run.h). */
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
	const char *name; /* field of the prediction */
	bool residual;
	double level; /* probability of the prediction interval, or NaN */
	double band;  /* as for metrics_within, or NaN */
	bool measure; /* fold updates the metrics */

	/* and these are filled by predictor_open: */
	struct model model;
	struct solution solution; /* solved again from the model's triangle, for the interval */
	double quantile;
	int *slots;                       /* by term (the intercept's is unused); last, the target */
	struct setting settings[ANSWERS]; /* without values */
	enum answer answers[ANSWERS];     /* by setting */
	size_t count;                     /* number of settings */
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

/* Reads the model from `path` and asks the projection for its fields. 0 or -1; predictor_free either way. */
int predictor_open(
	struct predictor *predictor, struct projection *projection, const char *path, struct error *error);
void predictor_free(struct predictor *predictor);

/* The stage's functions; its workers are struct predictor_worker. map appends the answers to a record. They
 * are null where a term is null; the target is only read when an answer or the metrics need it. */
int predictor_open_worker(void *worker, void *predictor, struct error *error);
void predictor_close_worker(void *worker);
enum verdict predictor_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal);
int predictor_fold(void *state, struct batch *batch, struct error *error);

#endif
