/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model: a fitted linear model, and its file: one line of JSON that includes the triangle, so that records
 * can be added to a model later, and models of parts combined. */
#ifndef LINEAR_MODEL_H
#define LINEAR_MODEL_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"
#include "linear/penalty.h"
#include "linear/solve.h"
#include "linear/triangle.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The name of the intercept among the terms; it is the first when there is one. */
#define MODEL_INTERCEPT "(Intercept)"

/* The result of cross-validation (folds_choose). */
struct score {
	size_t folds; /* 0: not cross-validated */
	double mse, r2;
};

struct model {               /* all zero is an empty one */
	struct slice target; /* a field's path */
	struct slice *terms; /* the intercept's name or a field's path, `count` of them */
	size_t count;
	bool intercept;
	struct slice weight;    /* path of the field that holds the weights, or empty */
	struct penalty penalty; /* none, or the one that it is solved with */
	struct score score;
	uint64_t missing;         /* records not used because a field was null */
	struct triangle triangle; /* terms and target; columns is 0 when the file has none */
	struct solution solution;
	struct arena arena; /* owns the texts and terms */
};

/* Sets the model's target and terms: the intercept if wanted, then `fields`. Texts are not copied. 0; or -1
 * with STATUS_USAGE when a name is given twice, empty or not UTF-8, or the target is among the terms. */
int model_name(struct model *model, struct slice target, const struct slice *fields, size_t count,
	bool intercept, struct error *error);

/* Sets the field of the weights, which may also be a term or the target. 0; or -1 with STATUS_USAGE. */
int model_weigh(struct model *model, struct slice field, struct error *error);

/* Solves the triangle, with the penalty if there is one. 0 or -1. */
int model_solve(struct model *model, struct error *error);

/* Appends the model's line. 0, or -1 when a number of the triangle is too large for a double. */
int model_write(struct buffer *to, const struct model *model, struct error *error);

/* Reads a model file; a triangle may be missing, as in a model written by hand. Of the solution it sets only
 * the coefficients and the rank, which is 0 for a model of no rows.
 * 0, or -1: STATUS_SYSTEM when it cannot be read, STATUS_REFUSED when it is not a model. */
int model_read(struct model *model, const char *path, struct error *error);

/* The same for a model that is to be continued: it must have a triangle. 0 or -1. */
int model_read_whole(struct model *model, const char *path, struct error *error);

/* Combines models (paths, NULL-terminated, at least one) that were fitted to parts of the records: merges
 * their triangles, in an order that does not depend on that of the paths. Target, terms, weight and penalty
 * must agree; `penalty`, unless NULL, replaces theirs. The model is not solved. 0 or -1; model_free either
 * way. */
int model_merge(struct model *model, char *const *paths, const struct penalty *penalty, struct error *error);

/* Checks that a model that was read can predict and, if `interval`, give prediction intervals. 0, or -1 with
 * STATUS_REFUSED. */
int model_check(const struct model *model, const char *path, bool interval, struct error *error);

void model_free(struct model *model);

#endif
