/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/model.h"

#include "linear/design.h"
#include "linear/json_number.h"
#include "record/text.h"
#include "record/utf8.h"

#include <math.h>

/* Is the field a name that the model can keep? */
static int
check_field(struct slice field, struct error *error)
{
	if (field.length == 0)
		return error_set(error, STATUS_USAGE, "the name of a term is empty");
	if (utf8_invalid(field))
		return error_set(error, STATUS_USAGE, "the name of a field is not UTF-8");
	if (slice_is(field, MODEL_INTERCEPT))
		return error_set(error, STATUS_USAGE,
			"\"" MODEL_INTERCEPT "\" is the constant term and there already; no field "
			"can have this name");
	return 0;
}

/* Also against the names before it. */
static int
check_term(const struct model *model, size_t term, struct error *error)
{
	struct slice name = model->terms[term];

	if (slice_equal(name, model->target))
		return error_set(error, STATUS_USAGE, "\"%.*s\" is both target and term", SLICE_PRINT(name));
	for (size_t i = 0; i < term; i++)
		if (slice_equal(name, model->terms[i]))
			return error_set(
				error, STATUS_USAGE, "the term \"%.*s\" comes twice", SLICE_PRINT(name));
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
		const struct json_number members[] = {
			{ "coefficient", e->coefficient },
			{ "std_error", e->std_error },
			{ "t", e->t },
			{ "p", e->p },
		};
		buffer_text(to, i ? ",{\"name\":" : "{\"name\":");
		json_text_write(to, model->terms[i]);
		json_numbers_write(to, members, sizeof members / sizeof *members);
		buffer_text(to, e->aliased ? ",\"aliased\":true}" : "}");
	}
}

/* Row by row, from the diagonal on. `high` is the nearest double to each number and `low` the nearest to what
 * that leaves, so that no bit of a long double of 64 bits is lost. */
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

/* Where there is a penalty, n less the terms counts nothing. */
static void
write_quality(struct buffer *to, const struct model *model)
{
	const struct solution *s = &model->solution;
	bool plain = penalty_none(&model->penalty);
	/* The counts are below 2^53: whole numbers as doubles too. */
	const struct json_number members[] = {
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

	json_numbers_write(to, members, sizeof members / sizeof *members);
}

/* What only some models have. */
static void
write_choices(struct buffer *to, const struct model *model)
{
	const struct json_number penalty[] = {
		{ "lambda", model->penalty.lambda },
		{ "alpha", model->penalty.alpha },
	};
	const struct json_number score[] = { { "mse", model->score.mse }, { "r2", model->score.r2 } };

	if (model->weight.length) {
		buffer_text(to, ",\"weight\":");
		json_text_write(to, model->weight);
		buffer_text(to, ",\"weights\":");
		json_number_write(to, (double)model->triangle.weight);
	}
	if (!penalty_none(&model->penalty))
		json_numbers_write(to, penalty, 2);
	if (model->score.folds == 0)
		return;
	buffer_text(to, ",\"cv\":{\"folds\":");
	buffer_unsigned(to, model->score.folds);
	json_numbers_write(to, score, 2);
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

void
model_free(struct model *model)
{
	triangle_free(&model->triangle);
	solution_free(&model->solution);
	arena_free(&model->arena);
	*model = (struct model){ 0 };
}
