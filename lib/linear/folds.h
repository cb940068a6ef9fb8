/* SPDX-License-Identifier: GPL-3.0-or-later */
/* folds: cross-validation in one pass. Each fold of the records has its own triangle. A model is fitted to
 * the merged triangles of all other folds; the fold's own gives the error of that model on its records. */
#ifndef LINEAR_FOLDS_H
#define LINEAR_FOLDS_H

#include "base/error.h"
#include "linear/model.h"
#include "linear/penalty.h"
#include "linear/reducer.h"

#include <stdbool.h>
#include <stddef.h>

enum { FOLDS_LEAST = 2, FOLDS_MOST = 100 };

struct fold {
	struct reducer reducer; /* takes its records */
	struct triangle train;  /* all other records */
	struct design design;   /* made from train */
};

struct folds { /* all zero is none */
	size_t count;
	bool intercept;
	struct fold *fold;
	struct triangle total;
	struct design design; /* made from total */
};

/* columns: as for reducer_open. 0 or -1; folds_free either way. */
int folds_open(struct folds *folds, size_t count, size_t columns, bool intercept, struct error *error);
void folds_free(struct folds *folds);

/* After the last row of all reducers: fills the triangles. 0 or -1. */
int folds_finish(struct folds *folds, struct error *error);

/* Predicts each record with the model of the other folds: mse is the weighted mean of the squared errors, r2
 * is 1 - mse / variance of the target. Both are NaN when one fold holds all records, or there are none.
 *
 * A lambda of NaN becomes the one with the lowest mse of 61, ten per decade downwards from the lowest that
 * leaves no term (ridge: from 100); of equals, the highest. 0 or -1. */
int folds_choose(
	const struct folds *folds, struct penalty *penalty, struct score *score, struct error *error);

#endif
