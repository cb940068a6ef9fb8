/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model: a fitted linear model, and the file that keeps it: one line of JSON that holds the triangle too, so
 * that a model can be gone on from. */
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

/* How well models of other records did on records that they had not seen. */
struct score {
	size_t folds; /* 0 when nobody asked */
	double mse, r2;
};

struct model {               /* all zero is an empty one */
	struct slice target; /* a field's path */
	struct slice *terms; /* the intercept's name or a field's path, `count` of them */
	size_t count;
	bool intercept;
	struct slice weight;      /* the field that weighs the records, or empty */
	struct penalty penalty;   /* that it is solved with */
	struct score score;       /* by cross-validation, if there was one */
	uint64_t missing;         /* records not used because a field was null */
	struct triangle triangle; /* of the terms and the target; columns is 0 when the file held none */
	struct solution solution;
	struct arena arena; /* owns the texts and terms */
};

/* Names the model's target and terms: `fields` and, first, the intercept if wanted. Texts are not copied.
 * 0; or -1 with STATUS_USAGE: a name twice, empty or not UTF-8, the target among the terms. */
int model_name(struct model *model, struct slice target, const struct slice *fields, size_t count,
	bool intercept, struct error *error);

/* Weighs the records by a field, which may be one of the others too. 0; or -1 with STATUS_USAGE. */
int model_weigh(struct model *model, struct slice field, struct error *error);

/* Solves the triangle, with the penalty if there is one. 0 or -1. */
int model_solve(struct model *model, struct error *error);

/* Appends the model's line. 0, or -1 when a number of the triangle is too large for a double. */
int model_write(struct buffer *to, const struct model *model, struct error *error);

/* Reads a model file. Without a triangle (one written by hand) only names and coefficients are there.
 * Of the solution there are the coefficients and the rank, which is 0 for a model of no rows.
 * 0, or -1: STATUS_SYSTEM when it cannot be read, STATUS_REFUSED when it is no model. */
int model_read(struct model *model, const char *path, struct error *error);

/* 0, or -1 with STATUS_REFUSED when nothing can be predicted by a model that was read, or when --interval
 * asks for errors and it has none. */
int model_check(const struct model *model, const char *path, bool interval, struct error *error);

void model_free(struct model *model);

#endif
