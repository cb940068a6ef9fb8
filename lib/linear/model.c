/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/model.h"

#include "linear/json_number.h"
#include "linear/penalty.h"
#include "record/text.h"
#include "record/utf8.h"
#include "state/json_read.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* 0, or -1 when a model cannot have a field of this name. */
static int
check_field(struct slice field, struct error *error)
{
	if (field.length == 0)
		return error_set(error, STATUS_USAGE, "the name of a term is empty");
	if (utf8_invalid(field))
		return error_set(error, STATUS_USAGE, "the name of a field is not UTF-8");
	if (slice_is(field, MODEL_INTERCEPT))
		return error_set(error, STATUS_USAGE,
			"\"" MODEL_INTERCEPT "\" is the constant term; no field can have this name");
	return 0;
}

/* Also compares it with the target and the terms before it. */
static int
check_term(const struct model *model, size_t term, struct error *error)
{
	struct slice name = model->terms[term];

	if (slice_equal(name, model->target))
		return error_set(error, STATUS_USAGE, "\"%.*s\" is both target and term", SLICE_PRINT(name));
	for (size_t i = 0; i < term; i++)
		if (slice_equal(name, model->terms[i]))
			return error_set(
				error, STATUS_USAGE, "the term \"%.*s\" is given twice", SLICE_PRINT(name));
	return check_field(name, error);
}

int
model_name(struct model *model, struct slice target, const struct slice *fields, size_t count, bool intercept,
	struct error *error)
{
	model->terms = arena_alloc(&model->arena, (count + 1) * sizeof *model->terms);
	if (!model->terms)
		return error_memory(error);
	model->target = target;
	model->intercept = intercept;
	if (intercept)
		model->terms[model->count++] = slice_of(MODEL_INTERCEPT);
	for (size_t i = 0; i < count; i++) {
		model->terms[model->count++] = fields[i];
		if (check_term(model, model->count - 1, error))
			return -1;
	}
	return check_field(target, error);
}

int
model_weigh(struct model *model, struct slice field, struct error *error)
{
	model->weight = field;
	return check_field(field, error);
}

int
model_solve(struct model *model, struct error *error)
{
	struct design design;

	if (penalty_none(&model->penalty))
		return solve(&model->solution, &model->triangle, model->intercept, error);
	int failed = design_open(&design, &model->triangle, model->intercept, error) ||
		     design_solve(&design, &model->penalty, &model->solution, error);
	design_free(&design);
	return failed ? -1 : 0;
}

static void
write_terms(struct buffer *to, const struct model *model)
{
	for (size_t i = 0; i < model->count; i++) {
		const struct estimate *e = &model->solution.estimate[i];
		const struct json_member members[] = {
			{ "coefficient", e->coefficient },
			{ "std_error", e->std_error },
			{ "t", e->t },
			{ "p", e->p },
		};
		buffer_text(to, i ? ",{\"name\":" : "{\"name\":");
		json_text_write(to, model->terms[i]);
		json_members_write(to, members, sizeof members / sizeof *members);
		buffer_text(to, e->aliased ? ",\"aliased\":true}" : "}");
	}
}

/* Writes each row from its diagonal on. `high` is the double nearest to each number and `low` the double
 * nearest to the remainder, so that no bit of a 64-bit long double is lost. */
static int
write_triangle(struct buffer *to, const struct triangle *triangle, bool low)
{
	size_t columns = triangle->columns;
	bool finite = true;

	for (size_t row = 0; row < columns; row++) {
		for (size_t column = row; column < columns; column++) {
			long double value = triangle->value[column * columns + row];
			double high = (double)value;
			finite = finite && isfinite(high);
			if (column)
				buffer_byte(to, ',');
			json_number_write(to, low ? (double)(value - high) : high);
		}
	}
	return finite ? 0 : -1;
}

/* With a penalty there are no degrees of freedom: n - rank means nothing. */
static void
write_quality(struct buffer *to, const struct model *model)
{
	const struct solution *s = &model->solution;
	bool plain = penalty_none(&model->penalty);
	/* The counts are below 2^53, so that doubles hold them exactly. */
	const struct json_member members[] = {
		{ "n", (double)s->n },
		{ "missing", (double)model->missing },
		{ "rank", (double)s->rank },
		{ "r2", s->r2 },
		{ "adj_r2", s->adj_r2 },
		{ "sigma", s->sigma },
		{ "rss", s->rss },
		{ "df", plain ? (double)s->df : NAN },
		{ "f", s->f },
		{ "f_df", plain ? (double)s->f_df : NAN },
		{ "f_p", s->f_p },
	};

	json_members_write(to, members, sizeof members / sizeof *members);
}

/* The members that only some models have. */
static void
write_choices(struct buffer *to, const struct model *model)
{
	const struct json_member penalty[] = {
		{ "lambda", model->penalty.lambda },
		{ "alpha", model->penalty.alpha },
	};
	const struct json_member score[] = { { "mse", model->score.mse }, { "r2", model->score.r2 } };

	if (model->weight.length) {
		buffer_text(to, ",\"weight\":");
		json_text_write(to, model->weight);
		buffer_text(to, ",\"weights\":");
		json_number_write(to, (double)model->triangle.weight);
	}
	if (!penalty_none(&model->penalty))
		json_members_write(to, penalty, 2);
	if (model->score.folds == 0)
		return;
	buffer_text(to, ",\"cv\":{\"folds\":");
	buffer_unsigned(to, model->score.folds);
	json_members_write(to, score, 2);
	buffer_byte(to, '}');
}

int
model_write(struct buffer *to, const struct model *model, struct error *error)
{
	buffer_text(to, "{\"tillpipe\":\"linear-model\",\"version\":1,\"target\":");
	json_text_write(to, model->target);
	buffer_text(to, ",\"terms\":[");
	write_terms(to, model);
	buffer_byte(to, ']');
	write_quality(to, model);
	write_choices(to, model);
	buffer_text(to, ",\"triangle\":{\"high\":[");
	int failed = write_triangle(to, &model->triangle, false);
	buffer_text(to, "],\"low\":[");
	failed |= write_triangle(to, &model->triangle, true);
	buffer_text(to, "]}}\n");
	if (failed)
		return error_set(error, STATUS_REFUSED, "the values are too large for a model");
	return 0;
}

/* A model that is being read; the path is for messages. */
struct model_reader {
	struct model *model;
	const char *path;
	struct error *error;
};

static int
wrong(const struct model_reader *reader, const char *what)
{
	return error_set(reader->error, STATUS_REFUSED, "%s: %s; a model is what linreg-fit -o writes",
		reader->path, what);
}

static int
read_name(const struct model_reader *reader, const json_t *text, struct slice *name)
{
	const struct slice found = { json_string_value(text), json_string_length(text) };

	if (!found.at || found.length == 0)
		return -1;
	*name = arena_copy(&reader->model->arena, found);
	return name->at ? 0 : error_memory(reader->error);
}

static int
read_terms(const struct model_reader *reader, const json_t *terms)
{
	struct model *model = reader->model;
	size_t count = json_array_size(terms);

	if (count == 0)
		return wrong(reader, "it has no terms");
	model->terms = arena_alloc(&model->arena, count * sizeof *model->terms);
	model->solution.terms = count;
	model->solution.estimate = calloc(count, sizeof *model->solution.estimate);
	if (!model->terms || !model->solution.estimate)
		return error_memory(reader->error);
	for (size_t i = 0; i < count; i++) {
		const json_t *term = json_array_get(terms, i);
		const json_t *coefficient = json_object_get(term, "coefficient");
		if (read_name(reader, json_object_get(term, "name"), &model->terms[i]))
			return wrong(reader, "a term has no name");
		if (!json_is_real(coefficient))
			return wrong(reader, "a term has no coefficient");
		model->solution.estimate[i].coefficient = json_real_value(coefficient);
		model->solution.estimate[i].aliased = json_is_true(json_object_get(term, "aliased"));
		model->count++;
	}
	model->intercept = slice_is(model->terms[0], MODEL_INTERCEPT);
	return 0;
}

/* A count, or 0 where it is missing or not one. */
static uint64_t
read_count(const json_t *root, const char *name)
{
	double value = json_real_value(json_object_get(root, name));

	return value >= 0 && value <= 9007199254740992.0 ? (uint64_t)value : 0;
}

static int
read_triangle(const struct model_reader *reader, const json_t *high, const json_t *low)
{
	struct triangle *triangle = &reader->model->triangle;
	size_t columns = reader->model->count + 1, at = 0;
	size_t size = columns * (columns + 1) / 2;

	if (json_array_size(high) != size || json_array_size(low) != size)
		return wrong(reader, "its triangle does not fit its terms");
	if (triangle_open(triangle, columns, reader->error))
		return -1;
	for (size_t row = 0; row < columns; row++) {
		for (size_t column = row; column < columns; column++, at++) {
			const json_t *h = json_array_get(high, at), *l = json_array_get(low, at);
			if (!json_is_real(h) || !json_is_real(l))
				return wrong(reader, "its triangle holds something other than numbers");
			triangle->value[column * columns + row] =
				(long double)json_real_value(h) + (long double)json_real_value(l);
		}
	}
	return 0;
}

/* Reads a member that must be a number from 0 to `most`, or missing, which is 0. */
static int
read_number(
	const struct model_reader *reader, const json_t *root, const char *name, double most, double *value)
{
	const json_t *member = json_object_get(root, name);

	*value = json_real_value(member);
	if (!member || (json_is_real(member) && *value >= 0 && *value <= most))
		return 0;
	return wrong(reader, "its penalty or its weights are out of range");
}

static int
read_penalty(const struct model_reader *reader, const json_t *root)
{
	struct penalty *penalty = &reader->model->penalty;

	return read_number(reader, root, "lambda", DBL_MAX, &penalty->lambda) ||
			       read_number(reader, root, "alpha", 1, &penalty->alpha)
		       ? -1
		       : 0;
}

static int
read_weight(const struct model_reader *reader, const json_t *root)
{
	struct model *model = reader->model;
	const json_t *field = json_object_get(root, "weight");
	double weights;

	model->triangle.weight = (long double)model->triangle.rows;
	if (!field)
		return 0;
	if (read_name(reader, field, &model->weight))
		return wrong(reader, "its weight has no name");
	if (read_number(reader, root, "weights", DBL_MAX, &weights))
		return -1;
	model->triangle.weight = weights;
	return 0;
}

static int
read_root(const struct model_reader *reader, const json_t *root)
{
	struct model *model = reader->model;
	const json_t *kind = json_object_get(root, "tillpipe"), *rank = json_object_get(root, "rank");
	const json_t *triangle = json_object_get(root, "triangle");
	const char *name = json_string_value(kind);

	if (!name || !slice_is(slice_of(name), "linear-model"))
		return wrong(reader, "it is not a linear model");
	if (json_real_value(json_object_get(root, "version")) != 1)
		return wrong(reader, "its version is not 1");
	if (read_name(reader, json_object_get(root, "target"), &model->target))
		return wrong(reader, "it has no target");
	if (read_terms(reader, json_object_get(root, "terms")))
		return -1;
	model->solution.rank = json_is_real(rank) ? read_count(root, "rank") : model->count;
	model->missing = read_count(root, "missing");
	if (read_penalty(reader, root))
		return -1;
	if (!triangle)
		return 0;
	if (read_triangle(reader, json_object_get(triangle, "high"), json_object_get(triangle, "low")))
		return -1;
	model->triangle.rows = read_count(root, "n");
	return read_weight(reader, root);
}

int
model_read(struct model *model, const char *path, struct error *error)
{
	const struct model_reader reader = { model, path, error };
	/* Whole numbers become reals: one type to test for, and no number is too long. */
	size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL;
	json_t *root = json_read(path, flags, "a model is what linreg-fit -o writes", error);
	int failed = root ? read_root(&reader, root) : -1;

	json_decref(root);
	return failed;
}

int
model_read_whole(struct model *model, const char *path, struct error *error)
{
	if (model_read(model, path, error))
		return -1;
	if (model->triangle.columns)
		return 0;
	return error_set(error, STATUS_REFUSED,
		"%s: the model has no triangle to continue from; fit it with linreg-fit", path);
}

/* Why two models cannot be combined, or NULL. */
static const char *
difference(const struct model *a, const struct model *b, bool penalties)
{
	if (!slice_equal(a->target, b->target))
		return "another target";
	if (a->count != b->count)
		return "other terms";
	for (size_t i = 0; i < a->count; i++)
		if (!slice_equal(a->terms[i], b->terms[i]))
			return "other terms, or another order of terms,";
	if (!slice_equal(a->weight, b->weight))
		return "another weight";
	if (penalties && (a->penalty.lambda != b->penalty.lambda || a->penalty.alpha != b->penalty.alpha))
		return "another penalty";
	return NULL;
}

/* An order that depends only on the triangles. */
static int
order(const void *left, const void *right)
{
	const struct triangle *a = &((const struct model *)left)->triangle;
	const struct triangle *b = &((const struct model *)right)->triangle;

	if (a->rows != b->rows)
		return a->rows < b->rows ? -1 : 1;
	for (size_t i = 0; i < a->columns * a->columns; i++)
		if (a->value[i] != b->value[i])
			return a->value[i] < b->value[i] ? -1 : 1;
	return 0;
}

static int
read_all(struct model *models, char *const *paths, size_t count, bool penalties, struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		if (model_read_whole(&models[i], paths[i], error))
			return -1;
		const char *what = difference(&models[0], &models[i], penalties);
		if (what)
			return error_set(error, STATUS_REFUSED,
				"%s: the model has %s than %s; models can be combined when target, terms, "
				"weight and penalty agree",
				paths[i], what, paths[0]);
	}
	return 0;
}

int
model_merge(struct model *model, char *const *paths, const struct penalty *penalty, struct error *error)
{
	size_t count = 0;

	while (paths[count])
		count++;
	struct model *models = calloc(count, sizeof *models);
	if (!models)
		return error_memory(error);
	int failed = read_all(models, paths, count, !penalty, error);
	if (!failed) {
		qsort(models, count, sizeof *models, order);
		*model = models[0];
		models[0] = (struct model){ 0 };
		solution_free(&model->solution);
	}
	for (size_t i = 1; i < count && !failed; i++) {
		triangle_merge(&model->triangle, &models[i].triangle);
		model->missing += models[i].missing;
	}
	if (!failed && penalty)
		model->penalty = *penalty;
	for (size_t i = 0; i < count; i++)
		model_free(&models[i]);
	free(models);
	return failed;
}

int
model_check(const struct model *model, const char *path, bool interval, struct error *error)
{
	if (model->solution.rank == 0)
		return error_set(error, STATUS_REFUSED,
			"%s: the model was fitted on no rows and cannot predict; fit it on some", path);
	if (interval && model->triangle.columns == 0)
		return error_set(error, STATUS_REFUSED,
			"%s: the model has no triangle, which --interval needs; fit it with linreg-fit",
			path);
	if (interval && !penalty_none(&model->penalty))
		return error_set(error, STATUS_REFUSED,
			"%s: a %s model has no standard errors, which --interval needs; fit it without the "
			"penalty",
			path, penalty_name(&model->penalty));
	return 0;
}

void
model_free(struct model *model)
{
	triangle_free(&model->triangle);
	solution_free(&model->solution);
	arena_free(&model->arena);
	*model = (struct model){ 0 };
}
