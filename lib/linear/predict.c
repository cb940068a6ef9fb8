/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/predict.h"

#include "linear/field_number.h"

#include <math.h>
#include <stdlib.h>

/* What map passes to fold for a record. */
struct pair {
	double actual, prediction;
};

/* The answers for one record; NaN where unknown. */
struct outcome {
	double actual;
	double value[ANSWERS]; /* ANSWER_WITHIN has none */
};

static int
add_answer(struct predictor *predictor, struct projection *projection, enum answer answer, const char *name,
	struct error *error)
{
	struct setting *setting = &predictor->settings[predictor->count];

	for (size_t i = 0; i < predictor->count; i++)
		if (slice_is(predictor->settings[i].name, name))
			return error_set(error, STATUS_USAGE,
				"two new fields would be named \"%s\"; choose another --as", name);
	setting->name = slice_of(name);
	setting->slot = projection_field(projection, setting->name);
	predictor->answers[predictor->count++] = answer;
	return setting->slot < 0 ? error_memory(error) : 0;
}

static int
add_answers(struct predictor *predictor, struct projection *projection, struct error *error)
{
	const struct {
		bool wanted;
		enum answer answer;
		const char *name;
	} table[] = {
		{ true, ANSWER_PREDICTION, predictor->name },
		{ predictor->residual, ANSWER_RESIDUAL, "residual" },
		{ !isnan(predictor->level), ANSWER_LOWER, "lower" },
		{ !isnan(predictor->level), ANSWER_UPPER, "upper" },
		{ !isnan(predictor->band), ANSWER_WITHIN, "within" },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].wanted &&
			add_answer(predictor, projection, table[i].answer, table[i].name, error))
			return -1;
	return 0;
}

static int
find_slots(struct predictor *predictor, struct projection *projection, struct error *error)
{
	const struct model *model = &predictor->model;

	predictor->slots = calloc(model->count + 1, sizeof *predictor->slots);
	if (!predictor->slots)
		return error_memory(error);
	for (size_t i = model->intercept ? 1 : 0; i <= model->count; i++) {
		struct slice path = i < model->count ? model->terms[i] : model->target;
		predictor->slots[i] = projection_path(projection, path);
		if (predictor->slots[i] < 0)
			return error_memory(error);
	}
	return 0;
}

static int
prepare_interval(struct predictor *predictor, struct error *error)
{
	const struct model *model = &predictor->model;

	if (isnan(predictor->level))
		return 0;
	if (solve(&predictor->solution, &model->triangle, model->intercept, error))
		return -1;
	if (predictor->solution.df > 0)
		predictor->quantile = student_quantile(predictor->level, predictor->solution.df);
	return 0;
}

int
predictor_open(
	struct predictor *predictor, struct projection *projection, const char *path, struct error *error)
{
	predictor->projection = projection;
	return model_read(&predictor->model, path, error) ||
			       model_check(&predictor->model, path, !isnan(predictor->level), error) ||
			       prepare_interval(predictor, error) ||
			       find_slots(predictor, projection, error) ||
			       add_answers(predictor, projection, error)
		       ? -1
		       : 0;
}

void
predictor_free(struct predictor *predictor)
{
	model_free(&predictor->model);
	solution_free(&predictor->solution);
	free(predictor->slots);
}

int
predictor_open_worker(void *context, void *state, struct error *error)
{
	struct predictor_worker *worker = context;
	const struct predictor *predictor = state;
	const size_t terms = predictor->model.count;

	worker->predictor = predictor;
	worker->row = calloc(terms, sizeof *worker->row);
	worker->work = calloc(terms, sizeof *worker->work);
	if (!worker->row || !worker->work || scanner_open(&worker->scanner, predictor->projection))
		return error_memory(error);
	memcpy(worker->settings, predictor->settings, sizeof worker->settings);
	return 0;
}

void
predictor_close_worker(void *context)
{
	struct predictor_worker *worker = context;

	scanner_close(&worker->scanner);
	free(worker->row);
	free(worker->work);
}

/* Reads the terms into the row. FIELD_NULL when one of them is null. */
static enum field_state
read_terms(struct predictor_worker *worker, struct refusal *refusal)
{
	const struct predictor *predictor = worker->predictor;
	const struct model *model = &predictor->model;
	enum field_state all = FIELD_NUMBER;
	struct number number;

	worker->row[0] = 1; /* the intercept, or overwritten */
	for (size_t i = model->intercept ? 1 : 0; i < model->count; i++) {
		const struct slot *slot = &worker->scanner.slots[predictor->slots[i]];
		enum field_state state = field_number_read(slot, model->terms[i], &number, refusal);
		if (state == FIELD_REFUSED)
			return FIELD_REFUSED;
		if (state == FIELD_NULL)
			all = FIELD_NULL;
		else
			worker->row[i] = field_number_value(number);
	}
	return all;
}

static int
read_actual(struct predictor_worker *worker, struct outcome *outcome, struct refusal *refusal)
{
	const struct predictor *predictor = worker->predictor;
	const struct model *model = &predictor->model;
	struct number actual;

	if (!predictor->residual && isnan(predictor->band) && !predictor->measure)
		return 0;
	const struct slot *slot = &worker->scanner.slots[predictor->slots[model->count]];
	enum field_state state = field_number_read(slot, model->target, &actual, refusal);
	if (state == FIELD_NUMBER)
		outcome->actual = (double)field_number_value(actual);
	return state == FIELD_REFUSED ? -1 : 0;
}

/* The interval for one new record: prediction +- quantile sigma sqrt(1 + leverage). */
static void
find_interval(struct predictor_worker *worker, struct outcome *outcome)
{
	const struct predictor *predictor = worker->predictor;
	const struct solution *solution = &predictor->solution;

	if (isnan(predictor->level) || solution->df == 0)
		return;
	double leverage = solution_leverage(solution, worker->row, worker->work);
	double width = predictor->quantile * solution->sigma * sqrt(1 + leverage);
	outcome->value[ANSWER_LOWER] = outcome->value[ANSWER_PREDICTION] - width;
	outcome->value[ANSWER_UPPER] = outcome->value[ANSWER_PREDICTION] + width;
}

static int
find_outcome(struct predictor_worker *worker, struct outcome *outcome, struct refusal *refusal)
{
	const struct predictor *predictor = worker->predictor;
	const struct model *model = &predictor->model;
	long double sum = 0;

	*outcome = (struct outcome){ NAN, { NAN, NAN, NAN, NAN, NAN } };
	enum field_state terms = read_terms(worker, refusal);
	if (terms == FIELD_REFUSED || read_actual(worker, outcome, refusal))
		return -1;
	if (terms == FIELD_NULL)
		return 0;
	for (size_t i = 0; i < model->count; i++)
		sum += model->solution.estimate[i].coefficient * worker->row[i];
	double prediction = (double)sum;
	if (!isfinite(prediction))
		return refuse(refusal, slice_of(predictor->name), "the prediction is too large for a number");
	outcome->value[ANSWER_PREDICTION] = prediction;
	outcome->value[ANSWER_RESIDUAL] = outcome->actual - prediction;
	find_interval(worker, outcome);
	return 0;
}

static bool
outcome_complete(const struct outcome *outcome)
{
	return !isnan(outcome->actual) && !isnan(outcome->value[ANSWER_PREDICTION]);
}

/* The answer as JSON: a number, true or false; null where unknown. */
static struct slice
answer_text(const struct predictor *predictor, const struct outcome *outcome, enum answer answer, char *text)
{
	double value = outcome->value[answer];

	if (answer == ANSWER_WITHIN && outcome_complete(outcome)) {
		double prediction = outcome->value[ANSWER_PREDICTION];
		return slice_of(
			metrics_within(outcome->actual, prediction, predictor->band) ? "true" : "false");
	}
	if (!isfinite(value))
		return slice_of("null");
	return (struct slice){ text, number_write(number_of_double(value), text) };
}

enum verdict
predictor_map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct predictor_worker *worker = context;
	const struct predictor *predictor = worker->predictor;
	struct outcome outcome;

	if (scan(&worker->scanner, line, refusal))
		return worker->scanner.failed ? VERDICT_FAILED : VERDICT_REFUSED;
	if (find_outcome(worker, &outcome, refusal))
		return VERDICT_REFUSED;
	for (size_t i = 0; i < predictor->count; i++)
		worker->settings[i].value =
			answer_text(predictor, &outcome, predictor->answers[i], worker->text[i]);
	if (line_write(&batch->out, &worker->scanner, worker->settings, predictor->count, &reshape_none,
		    refusal))
		return VERDICT_REFUSED;
	if (predictor->measure && outcome_complete(&outcome)) {
		const struct pair pair = { outcome.actual, outcome.value[ANSWER_PREDICTION] };
		buffer_append(&batch->rows, (const char *)&pair, sizeof pair);
	}
	return VERDICT_WRITTEN;
}

int
predictor_fold(void *state, struct batch *batch, struct error *error)
{
	struct predictor *predictor = state;
	const struct pair *pairs = (const void *)batch->rows.at;
	size_t count = batch->rows.length / sizeof *pairs;

	(void)error;
	for (size_t i = 0; i < count; i++)
		metrics_add(&predictor->metrics, pairs[i].actual, pairs[i].prediction, predictor->band);
	return 0;
}
