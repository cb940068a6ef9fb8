/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/learn.h"

#include "linear/json_number.h"

#include <math.h>
#include <time.h>

/* Names the field that no record had, if there is one: it may be misspelt. */
static void
warn_no_rows(const struct learner *learner, const struct run *run)
{
	size_t i = 0;

	while (i < learner->fields && learner->nulls[i] < learner->model.missing)
		i++;
	if (learner->model.missing == 0 || i == learner->fields) {
		run->warn(run, "no rows to learn from; the model predicts nothing");
		return;
	}
	const struct slice *near = names_nearest(&learner->members, learner->paths[i]);
	bool other = near && !slice_equal(*near, learner->paths[i]);
	run->warn(run, "no rows to learn from: all lack \"%.*s\"%s%.*s%s; the model predicts nothing",
		SLICE_PRINT(learner->paths[i]), other ? " (nearest is \"" : "", other ? (int)near->length : 0,
		other ? near->at : "", other ? "\")" : "");
}

static void
warn_aliased(const struct model *model, const struct run *run)
{
	const struct solution *solution = &model->solution;

	for (size_t i = 0; i < model->count; i++)
		if (solution->estimate[i].aliased)
			run->warn(run, "\"%.*s\" follows from the terms before it; its coefficient is 0",
				SLICE_PRINT(model->terms[i]));
}

/* What there is to say of the model that was solved last. */
static void
warn_of_model(const struct learner *learner, const struct run *run)
{
	const struct model *model = &learner->model;

	if (model->solution.n == 0)
		warn_no_rows(learner, run);
	else if (model->score.folds && isnan(model->score.mse))
		run->warn(run, "no cross-validation: one fold holds all records; see --cv-by");
	if (model->solution.n)
		warn_aliased(model, run);
}

int
learner_write(const struct learner *learner, const struct run *run, struct sink *sink, struct error *error)
{
	struct buffer line = { 0 };

	warn_of_model(learner, run);
	int failed = model_write(&line, &learner->model, error) || sink_buffer(sink, &line, error);
	buffer_free(&line);
	return failed ? -1 : 0;
}

/* Makes the triangle of all rows the model's. */
static int
take_triangle(struct learner *learner, struct error *error)
{
	struct triangle *total = learner->fold_count ? &learner->folds.total : &learner->reducer.total;

	if (!learner->fold_count)
		reducer_finish(&learner->reducer);
	else if (folds_finish(&learner->folds, error))
		return -1;
	if (triangle_open(&learner->model.triangle, total->columns, error))
		return -1;
	triangle_copy(&learner->model.triangle, total);
	return 0;
}

int
learner_finish(void *state, struct run *run, struct error *error)
{
	struct learner *learner = state;
	struct model *model = &learner->model;

	if (take_triangle(learner, error))
		return -1;
	if (learner->fold_count && folds_choose(&learner->folds, &model->penalty, &model->score, error))
		return -1;
	if (model_solve(model, error))
		return -1;
	run_extra(run, "missing", model->missing);
	return learner_write(learner, run, &run->out, error);
}

static int
write_score(struct sink *sink, const struct penalty *penalty, const struct score *score, double seconds,
	struct error *error)
{
	const struct json_number members[] = {
		{ "lambda", penalty->lambda },
		{ "alpha", penalty_none(penalty) ? NAN : penalty->alpha },
		{ "mse", score->mse },
		{ "r2", score->r2 },
		{ "seconds", seconds },
	};
	struct buffer line = { 0 };

	buffer_printf(&line, "{\"model\":\"%s\"", penalty_name(penalty));
	json_numbers_write(&line, members, sizeof members / sizeof *members);
	buffer_text(&line, "}\n");
	int failed = sink_buffer(sink, &line, error);
	buffer_free(&line);
	return failed;
}

/* Tries each kind; the model gets the best one's penalty and score, of equals the first. */
static int
compare(struct learner *learner, struct sink *sink, struct error *error)
{
	struct penalty kinds[] = { { 0, 0 }, { NAN, 0 }, { NAN, 1 }, { NAN, PENALTY_HALF } };
	struct model *model = &learner->model;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct score score;
		clock_t began = clock();
		if (folds_choose(&learner->folds, &kinds[i], &score, error))
			return -1;
		double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
		if (write_score(sink, &kinds[i], &score, seconds, error))
			return -1;
		if (i == 0 || score.mse < model->score.mse) {
			model->penalty = kinds[i];
			model->score = score;
		}
	}
	return 0;
}

int
learner_compare(void *state, struct run *run, struct error *error)
{
	struct learner *learner = state;

	if (take_triangle(learner, error) || compare(learner, &run->out, error) ||
		model_solve(&learner->model, error))
		return -1;
	run_extra(run, "missing", learner->model.missing);
	if (learner->best)
		return learner_write(learner, run, learner->best, error);
	warn_of_model(learner, run);
	return 0;
}
