/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/learn.h"

#include "record/split.h"

#include <stdlib.h>

/* The path of field i: the terms but the intercept, the target, the weight. */
static struct slice
path_of(const struct model *model, size_t i)
{
	size_t term = model->intercept ? i + 1 : i;

	if (term < model->count)
		return model->terms[term];
	return term == model->count ? model->target : model->weight;
}

static int
find_slots(struct learner *learner, struct projection *projection, struct error *error)
{
	const struct model *model = &learner->model;

	learner->fields = model->count - (model->intercept ? 1 : 0) + (model->weight.length ? 2 : 1);
	learner->slots = calloc(learner->fields, sizeof *learner->slots);
	learner->paths = calloc(learner->fields, sizeof *learner->paths);
	learner->nulls = calloc(learner->fields, sizeof *learner->nulls);
	if (!learner->slots || !learner->paths || !learner->nulls)
		return error_memory(error);
	for (size_t i = 0; i < learner->fields; i++) {
		learner->paths[i] = path_of(model, i);
		learner->slots[i] = projection_path(projection, learner->paths[i]);
		if (learner->slots[i] < 0)
			return error_memory(error);
	}
	return 0;
}

/* Room for the rows; a model that was read is where they begin. */
static int
open_reducers(struct learner *learner, size_t columns, struct error *error)
{
	struct model *model = &learner->model;

	if (learner->fold_count &&
		folds_open(&learner->folds, learner->fold_count, columns, model->intercept, error))
		return -1;
	if (reducer_open(&learner->reducer, columns, error))
		return -1;
	if (model->triangle.columns) {
		triangle_copy(&learner->reducer.total, &model->triangle);
		triangle_free(&model->triangle);
		solution_free(&model->solution);
	}
	return 0;
}

int
learner_open(struct learner *learner, struct projection *projection, struct error *error)
{
	size_t columns = learner->model.count + 1;

	if (find_slots(learner, projection, error) || open_reducers(learner, columns, error))
		return -1;
	learner->width = columns + 2;
	learner->row = calloc(learner->width, sizeof *learner->row);
	if (!learner->row || scanner_open(&learner->scanner, projection))
		return error_memory(error);
	learner->row[columns] = number_of_int(1);
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
	buffer_free(&learner->key);
	folds_free(&learner->folds);
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
	size_t first = learner->model.intercept ? 1 : 0, columns = learner->model.count + 1;
	enum datum all = DATUM_NUMBER;

	learner->row[0] = from == 0 ? number_of_int(1) : learner->row[0]; /* the intercept, or overwritten */
	for (size_t i = from; i < to; i++) {
		const struct slot *slot = &learner->scanner.slots[learner->slots[i]];
		enum datum datum = datum_read(slot, learner->paths[i], &learner->row[i + first], refusal);
		if (datum == DATUM_REFUSED)
			return DATUM_REFUSED;
		if (datum == DATUM_NULL)
			all = DATUM_NULL;
	}
	if (all == DATUM_NUMBER && learner->model.weight.length && datum_value(learner->row[columns]) < 0) {
		refuse(refusal, learner->model.weight, "a weight must not be below 0");
		return DATUM_REFUSED;
	}
	return all;
}

bool
learner_weighs(const struct learner *learner)
{
	return learner->model.weight.length == 0 || datum_value(learner->row[learner->model.count + 1]) > 0;
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

/* Which fold the record is in, as the last number of the row. VERDICT_USED when all went well. */
static enum verdict
choose_fold(struct learner *learner, struct refusal *refusal)
{
	struct value value;

	learner->key.length = 0;
	if (!learner->fold_by) {
		split_whole_record(&learner->key, &learner->scanner);
	} else {
		if (program_run(learner->fold_by, &learner->scratch, &value, refusal))
			return learner->scratch.failed ? VERDICT_FAILED : VERDICT_REFUSED;
		value_write(&learner->key, &value);
	}
	learner->row[learner->width - 1] =
		number_of_int((int64_t)split_fold(buffer_view(&learner->key), learner->fold_count));
	return learner->key.failed ? VERDICT_FAILED : VERDICT_USED;
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
	if (!learner_weighs(learner))
		return VERDICT_FILTERED;
	if (learner->fold_count)
		verdict = choose_fold(learner, refusal);
	else
		learner->scanner.wants_members =
			false; /* a first record that is passed over shows its names */
	if (verdict == VERDICT_USED)
		buffer_append(
			&batch->rows, (const char *)learner->row, learner->width * sizeof *learner->row);
	return verdict;
}

int
learner_fold(void *state, struct batch *batch, struct error *error)
{
	struct learner *learner = state;
	size_t width = learner->width;
	/* Memory from realloc, cut in whole rows: aligned. */
	const struct number *rows = (const void *)batch->rows.at;
	size_t count = batch->rows.length / (width * sizeof *rows);

	(void)error;
	for (size_t i = 0; i < count; i++) {
		const struct number *row = &rows[i * width];
		reducer_row(learner->fold_count ? &learner->folds.fold[(size_t)row[width - 1].units].reducer
						: &learner->reducer,
			row);
	}
	return 0;
}
