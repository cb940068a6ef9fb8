/* SPDX-License-Identifier: GPL-3.0-or-later */
/* folds: cross-validation in one pass. Each fold of the records has a triangle of its own; the others added
 * up are what its model learns from, and its own tells how well that model does on it. */
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
	struct reducer reducer; /* of its records */
	struct triangle train;  /* of all others */
	struct design design;   /* of train */
};

struct folds { /* all zero is none */
	size_t count;
	bool intercept;
	struct fold *fold;
	struct triangle total;
	struct design design; /* of total */
};

/* columns as of a reducer. 0 or -1; folds_free either way. */
int folds_open(struct folds *folds, size_t count, size_t columns, bool intercept, struct error *error);
void folds_free(struct folds *folds);

/* After the last row of all reducers: fills the triangles. 0 or -1. */
int folds_finish(struct folds *folds, struct error *error);

/* The errors of the records, each by the model of the other folds: mse is their weighted mean square, r2 what
 * that is below the total's variance. NaN when a fold with records has no others to learn from.
 *
 * A lambda that is NaN becomes the one of the least mse among 61, ten a decade from the top down: the least
 * that leaves no term, or 100 for ridge. Of equals the larger. 0 or -1. */
int folds_choose(
	const struct folds *folds, struct penalty *penalty, struct score *score, struct error *error);

#endif
