/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/model.h"

#include "state/json_read.h"

#include <float.h>
#include <stdlib.h>

/* What is being read, for the messages. */
struct reading {
	struct model *model;
	const char *path;
	struct error *error;
};

static int
wrong(const struct reading *reading, const char *what)
{
	return error_set(reading->error, STATUS_REFUSED, "%s: %s; a model is what linreg-fit -o writes",
		reading->path, what);
}

static int
read_name(const struct reading *reading, const json_t *text, struct slice *name)
{
	const struct slice found = { json_string_value(text), json_string_length(text) };

	if (!found.at || found.length == 0)
		return -1;
	*name = arena_copy(&reading->model->arena, found);
	return name->at ? 0 : error_memory(reading->error);
}

static int
read_terms(const struct reading *reading, const json_t *terms)
{
	struct model *model = reading->model;
	size_t count = json_array_size(terms);

	if (count == 0)
		return wrong(reading, "it has no terms");
	model->terms = arena_alloc(&model->arena, count * sizeof *model->terms);
	model->solution.terms = count;
	model->solution.estimate = calloc(count, sizeof *model->solution.estimate);
	if (!model->terms || !model->solution.estimate)
		return error_memory(reading->error);
	for (size_t i = 0; i < count; i++) {
		const json_t *term = json_array_get(terms, i);
		const json_t *coefficient = json_object_get(term, "coefficient");
		if (read_name(reading, json_object_get(term, "name"), &model->terms[i]))
			return wrong(reading, "a term has no name");
		if (!json_is_real(coefficient))
			return wrong(reading, "a term has no coefficient");
		model->solution.estimate[i].coefficient = json_real_value(coefficient);
		model->solution.estimate[i].aliased = json_is_true(json_object_get(term, "aliased"));
		model->count++;
	}
	model->intercept = slice_is(model->terms[0], MODEL_INTERCEPT);
	return 0;
}

/* A count, or 0 where there is none. */
static uint64_t
read_count(const json_t *root, const char *name)
{
	double value = json_real_value(json_object_get(root, name));

	return value >= 0 && value <= 9007199254740992.0 ? (uint64_t)value : 0;
}

static int
read_triangle(const struct reading *reading, const json_t *high, const json_t *low)
{
	struct triangle *triangle = &reading->model->triangle;
	size_t columns = reading->model->count + 1, at = 0;
	size_t size = columns * (columns + 1) / 2;

	if (json_array_size(high) != size || json_array_size(low) != size)
		return wrong(reading, "its triangle does not fit its terms");
	if (triangle_open(triangle, columns, reading->error))
		return -1;
	for (size_t row = 0; row < columns; row++) {
		for (size_t column = row; column < columns; column++, at++) {
			const json_t *h = json_array_get(high, at), *l = json_array_get(low, at);
			if (!json_is_real(h) || !json_is_real(l))
				return wrong(reading, "its triangle holds something else than numbers");
			triangle->value[column * columns + row] =
				(long double)json_real_value(h) + (long double)json_real_value(l);
		}
	}
	return 0;
}

/* A member that must be a number between two others if it is there; else it is 0. */
static int
read_number(const struct reading *reading, const json_t *root, const char *name, double most, double *value)
{
	const json_t *member = json_object_get(root, name);

	*value = json_real_value(member);
	if (!member || (json_is_real(member) && *value >= 0 && *value <= most))
		return 0;
	return wrong(reading, "its penalty or its weights are no such numbers");
}

static int
read_penalty(const struct reading *reading, const json_t *root)
{
	struct penalty *penalty = &reading->model->penalty;

	return read_number(reading, root, "lambda", DBL_MAX, &penalty->lambda) ||
			       read_number(reading, root, "alpha", 1, &penalty->alpha)
		       ? -1
		       : 0;
}

static int
read_weight(const struct reading *reading, const json_t *root)
{
	struct model *model = reading->model;
	const json_t *field = json_object_get(root, "weight");
	double weights;

	model->triangle.weight = (long double)model->triangle.rows;
	if (!field)
		return 0;
	if (read_name(reading, field, &model->weight))
		return wrong(reading, "its weight has no name");
	if (read_number(reading, root, "weights", DBL_MAX, &weights))
		return -1;
	model->triangle.weight = weights;
	return 0;
}

static int
read_root(const struct reading *reading, const json_t *root)
{
	struct model *model = reading->model;
	const json_t *kind = json_object_get(root, "tillpipe"), *rank = json_object_get(root, "rank");
	const json_t *triangle = json_object_get(root, "triangle");
	const char *name = json_string_value(kind);

	if (!name || !slice_is(slice_of(name), "linear-model"))
		return wrong(reading, "it is no linear model");
	if (json_real_value(json_object_get(root, "version")) != 1)
		return wrong(reading, "it is of another version than 1");
	if (read_name(reading, json_object_get(root, "target"), &model->target))
		return wrong(reading, "it has no target");
	if (read_terms(reading, json_object_get(root, "terms")))
		return -1;
	model->solution.rank = json_is_real(rank) ? read_count(root, "rank") : model->count;
	model->missing = read_count(root, "missing");
	if (read_penalty(reading, root))
		return -1;
	if (!triangle)
		return 0;
	if (read_triangle(reading, json_object_get(triangle, "high"), json_object_get(triangle, "low")))
		return -1;
	model->triangle.rows = read_count(root, "n");
	return read_weight(reading, root);
}

int
model_read(struct model *model, const char *path, struct error *error)
{
	const struct reading reading = { model, path, error };
	/* Whole numbers as reals too: one kind to look for, and none is too long. */
	size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL;
	json_t *root = json_read(path, flags, "a model is what linreg-fit -o writes", error);
	int failed = root ? read_root(&reading, root) : -1;

	json_decref(root);
	return failed;
}

int
model_check(const struct model *model, const char *path, bool interval, struct error *error)
{
	if (model->solution.rank == 0)
		return error_set(error, STATUS_REFUSED,
			"%s: the model was fitted on no rows and predicts nothing; fit it on some", path);
	if (interval && model->triangle.columns == 0)
		return error_set(error, STATUS_REFUSED,
			"%s: the model has no triangle, which --interval needs; fit it with linreg-fit",
			path);
	if (interval && !penalty_none(&model->penalty))
		return error_set(error, STATUS_REFUSED,
			"%s: a %s model has no errors, which --interval needs; fit it without the penalty",
			path, penalty_name(&model->penalty));
	return 0;
}
