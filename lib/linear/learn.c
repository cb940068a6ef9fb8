/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/learn.h"

#include <stdlib.h>

/* Slots for the fields behind the intercept, and for the target. */
static int
find_slots(struct learner *learner, struct projection *projection, struct error *error)
{
	const struct model *model = &learner->model;
	size_t first = model->intercept ? 1 : 0;

	learner->fields = model->count - first + 1;
	learner->slots = calloc(learner->fields, sizeof *learner->slots);
	learner->paths = calloc(learner->fields, sizeof *learner->paths);
	learner->nulls = calloc(learner->fields, sizeof *learner->nulls);
	if (!learner->slots || !learner->paths || !learner->nulls)
		return error_memory(error);
	for (size_t i = 0; i < learner->fields; i++) {
		learner->paths[i] = i + first < model->count ? model->terms[i + first] : model->target;
		learner->slots[i] = projection_path(projection, learner->paths[i]);
		if (learner->slots[i] < 0)
			return error_memory(error);
	}
	return 0;
}

int
learner_open(struct learner *learner, struct projection *projection, struct error *error)
{
	size_t columns = learner->model.count + 1;

	if (find_slots(learner, projection, error) || reducer_open(&learner->reducer, columns, error))
		return -1;
	learner->row = calloc(columns, sizeof *learner->row);
	if (!learner->row || scanner_open(&learner->scanner, projection))
		return error_memory(error);
	learner->scanner.wants_members = true; /* of the first record */
	learner->scratch.slots = learner->scanner.slots;
	return 0;
}

void
learner_free(struct learner *learner)
{
	scanner_close(&learner->scanner);
	scratch_free(&learner->scratch);
	reducer_free(&learner->reducer);
	model_free(&learner->model);
	free(learner->slots);
	free(learner->paths);
	free(learner->nulls);
	names_free(&learner->members);
	free(learner->row);
}

/* VERDICT_USED when every -w holds. */
static enum verdict
judge(struct learner *learner, struct batch *batch, struct refusal *refusal)
{
	struct scratch *scratch = &learner->scratch;
	bool hold;

	scratch_begin(scratch);
	int failed = conditions_hold(&learner->wheres, scratch, &hold, refusal);
	batch->undefined += scratch->undefined;
	if (failed)
		return scratch->failed ? VERDICT_FAILED : VERDICT_REFUSED;
	return hold ? VERDICT_USED : VERDICT_FILTERED;
}

enum verdict
learner_scan(struct learner *learner, struct slice line, struct batch *batch, struct refusal *refusal)
{
	if (scan(&learner->scanner, line, refusal))
		return learner->scanner.failed ? VERDICT_FAILED : VERDICT_REFUSED;
	return judge(learner, batch, refusal);
}

enum datum
learner_read(struct learner *learner, size_t from, size_t to, struct refusal *refusal)
{
	size_t first = learner->model.intercept ? 1 : 0;
	enum datum all = DATUM_NUMBER;

	learner->row[0] = from == 0 ? 1 : learner->row[0]; /* the intercept, or overwritten */
	for (size_t i = from; i < to; i++) {
		const struct slot *slot = &learner->scanner.slots[learner->slots[i]];
		enum datum datum = datum_read(slot, learner->paths[i], &learner->row[i + first], refusal);
		if (datum == DATUM_REFUSED)
			return DATUM_REFUSED;
		if (datum == DATUM_NULL)
			all = DATUM_NULL;
	}
	return all;
}

int
learner_pass_over(struct learner *learner)
{
	const struct scanner *scanner = &learner->scanner;

	for (size_t i = 0; i < learner->fields; i++) {
		enum kind kind = scanner->slots[learner->slots[i]].kind;
		learner->nulls[i] += kind == KIND_MISSING || kind == KIND_NULL;
	}
	for (size_t i = 0; i < scanner->member_count && learner->model.missing == 0; i++) {
		struct slice key = arena_copy(&learner->model.arena, scanner->members[i].key);
		if (!key.at || names_add(&learner->members, key))
			return -1;
	}
	learner->model.missing++;
	return 0;
}

enum verdict
learner_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct learner *learner = worker;
	enum verdict verdict = learner_scan(learner, line, batch, refusal);

	if (verdict != VERDICT_USED)
		return verdict;
	switch (learner_read(learner, 0, learner->fields, refusal)) {
	case DATUM_REFUSED:
		return VERDICT_REFUSED;
	case DATUM_NULL:
		return learner_pass_over(learner) ? VERDICT_FAILED : VERDICT_FILTERED;
	case DATUM_NUMBER:
		break;
	}
	learner->scanner.wants_members = false; /* only a first record that is passed over shows its names */
	buffer_append(&batch->rows, (const char *)learner->row,
		learner->reducer.total.columns * sizeof *learner->row);
	return VERDICT_USED;
}

int
learner_fold(void *state, struct batch *batch, struct error *error)
{
	struct learner *learner = state;
	size_t columns = learner->reducer.total.columns;
	/* Memory from realloc, cut in whole rows: aligned. */
	const long double *rows = (const void *)batch->rows.at;
	size_t count = batch->rows.length / (columns * sizeof *rows);

	(void)error;
	for (size_t i = 0; i < count; i++)
		reducer_row(&learner->reducer, &rows[i * columns]);
	return 0;
}

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
	const struct slice *near = names_near(&learner->members, learner->paths[i]);
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

int
learner_write(const struct learner *learner, const struct run *run, struct sink *sink, struct error *error)
{
	const struct model *model = &learner->model;
	struct buffer line = { 0 };

	if (model->solution.n == 0)
		warn_no_rows(learner, run);
	else
		warn_aliased(model, run);
	int failed = model_write(&line, model, error) || sink_buffer(sink, &line, error);
	buffer_free(&line);
	return failed ? -1 : 0;
}

int
learner_finish(void *state, struct run *run, struct error *error)
{
	struct learner *learner = state;
	struct model *model = &learner->model;

	reducer_finish(&learner->reducer);
	model->triangle = learner->reducer.total;
	learner->reducer.total = (struct triangle){ 0 }; /* the model's now */
	if (model_solve(model, error))
		return -1;
	run_extra(run, "missing", model->missing);
	return learner_write(learner, run, &run->out, error);
}
