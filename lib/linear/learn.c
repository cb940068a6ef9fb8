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
learner_open_worker(void *context, void *state, struct error *error)
{
	struct learner_worker *worker = context;
	const struct learner *learner = state;

	worker->learner = learner;
	worker->row = calloc(learner->width, sizeof *worker->row);
	worker->nulls = calloc(learner->fields, sizeof *worker->nulls);
	if (!worker->row || !worker->nulls || scanner_open(&worker->scanner, learner->projection))
		return error_memory(error);
	worker->scanner.wants_members = learner->fold_count && !learner->fold_by; /* the fold goes by them */
	worker->row[learner->model.count + 1] = number_of_int(1);
	worker->scratch.slots = worker->scanner.slots;
	worker->scratch.gathered = worker->scanner.gathered;
	return 0;
}

int
learner_open(struct learner *learner, struct projection *projection, struct error *error)
{
	size_t columns = learner->model.count + 1;

	learner->projection = projection;
	if (find_slots(learner, projection, error) || open_reducers(learner, columns, error))
		return -1;
	learner->width = columns + 2;
	learner->row = calloc(learner->width, sizeof *learner->row);
	if (!learner->row || scanner_open(&learner->scanner, projection))
		return error_memory(error);
	learner->scanner.wants_members = true;
	return 0;
}

void
learner_close_worker(void *context)
{
	struct learner_worker *worker = context;

	scanner_close(&worker->scanner);
	scratch_free(&worker->scratch);
	free(worker->row);
	free(worker->nulls);
	buffer_free(&worker->key);
}

void
learner_free(struct learner *learner)
{
	scanner_close(&learner->scanner);
	reducer_free(&learner->reducer);
	model_free(&learner->model);
	free(learner->slots);
	free(learner->paths);
	free(learner->nulls);
	names_free(&learner->members);
	free(learner->row);
	folds_free(&learner->folds);
}

/* VERDICT_USED when every -w holds. */
static enum verdict
judge(struct learner_worker *worker, struct batch *batch, struct refusal *refusal)
{
	struct scratch *scratch = &worker->scratch;
	bool hold;

	scratch_begin(scratch);
	int failed = conditions_hold(&worker->learner->wheres, scratch, &hold, refusal);
	batch->counts.undefined += scratch->undefined;
	if (failed)
		return scratch->failed ? VERDICT_FAILED : VERDICT_REFUSED;
	return hold ? VERDICT_USED : VERDICT_FILTERED;
}

enum verdict
learner_scan(struct learner_worker *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	if (scan(&worker->scanner, line, refusal))
		return worker->scanner.failed ? VERDICT_FAILED : VERDICT_REFUSED;
	return judge(worker, batch, refusal);
}

enum datum
learner_read(struct learner_worker *worker, size_t from, size_t to, struct refusal *refusal)
{
	const struct learner *learner = worker->learner;
	size_t first = learner->model.intercept ? 1 : 0, columns = learner->model.count + 1;
	enum datum all = DATUM_NUMBER;

	worker->row[0] = from == 0 ? number_of_int(1) : worker->row[0]; /* the intercept, or overwritten */
	for (size_t i = from; i < to; i++) {
		const struct slot *slot = &worker->scanner.slots[learner->slots[i]];
		enum datum datum = datum_read(slot, learner->paths[i], &worker->row[i + first], refusal);
		if (datum == DATUM_REFUSED)
			return DATUM_REFUSED;
		worker->nulls[i] = datum == DATUM_NULL;
		if (datum == DATUM_NULL)
			all = DATUM_NULL;
	}
	if (all == DATUM_NUMBER && learner->model.weight.length && datum_value(worker->row[columns]) < 0) {
		refuse(refusal, learner->model.weight, "a weight must not be below 0");
		return DATUM_REFUSED;
	}
	return all;
}

bool
learner_weighs(const struct learner_worker *worker)
{
	const struct learner *learner = worker->learner;

	return learner->model.weight.length == 0 || datum_value(worker->row[learner->model.count + 1]) > 0;
}

void
learner_record_write(
	struct buffer *rows, const struct learner_worker *worker, const struct learner_record *record)
{
	const struct learner *learner = worker->learner;

	buffer_append(rows, (const char *)record, sizeof *record);
	buffer_append(rows, (const char *)worker->row, learner->width * sizeof *worker->row);
	if (record->missing)
		buffer_append(rows, (const char *)worker->nulls, learner->fields * sizeof *worker->nulls);
}

/* Of the first record with a null the names of the fields are kept: one of them may be what was meant. 0, or
 * -1 when memory ran out. */
static int
keep_members(struct learner *learner, struct slice record)
{
	struct scanner *scanner = &learner->scanner;
	struct refusal refusal;

	if (scan(scanner, record, &refusal))
		return -1;
	for (size_t i = 0; i < scanner->member_count; i++) {
		struct slice key = arena_copy(&learner->model.arena, scanner->members[i].key);
		if (!key.at || names_add(&learner->members, key))
			return -1;
	}
	return 0;
}

const char *
learner_record_read(const char *at, struct learner *learner, struct learner_record *record)
{
	memcpy(record, at, sizeof *record);
	at += sizeof *record;
	memcpy(learner->row, at, learner->width * sizeof *learner->row);
	at += learner->width * sizeof *learner->row;
	if (!record->missing)
		return at;
	for (size_t i = 0; i < learner->fields; i++) {
		bool null;
		memcpy(&null, at, sizeof null);
		at += sizeof null;
		learner->nulls[i] += null;
	}
	return learner->model.missing++ == 0 && keep_members(learner, record->from) ? NULL : at;
}

/* Which fold the record is in, as the last number of the row. VERDICT_USED when all went well. */
static enum verdict
choose_fold(struct learner_worker *worker, struct refusal *refusal)
{
	const struct learner *learner = worker->learner;
	struct value value;

	worker->key.length = 0;
	if (!learner->fold_by) {
		split_record_key(&worker->key, &worker->scanner);
	} else {
		if (program_run(learner->fold_by, &worker->scratch, &value, refusal))
			return worker->scratch.failed ? VERDICT_FAILED : VERDICT_REFUSED;
		value_write(&worker->key, &value);
	}
	worker->row[learner->width - 1] =
		number_of_int((int64_t)split_fold(buffer_view(&worker->key), learner->fold_count));
	return worker->key.failed ? VERDICT_FAILED : VERDICT_USED;
}

enum verdict
learner_map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct learner_worker *worker = context;
	const struct learner *learner = worker->learner;
	struct learner_record record = { 0 };
	enum verdict verdict = learner_scan(worker, line, batch, refusal);

	if (verdict != VERDICT_USED)
		return verdict;
	enum datum datum = learner_read(worker, 0, learner->fields, refusal);
	if (datum == DATUM_REFUSED)
		return VERDICT_REFUSED;
	if (datum == DATUM_NULL) {
		record.missing = true;
		record.from = line;
		verdict = VERDICT_FILTERED;
	} else if (!learner_weighs(worker)) {
		return VERDICT_FILTERED;
	} else if (learner->fold_count) {
		verdict = choose_fold(worker, refusal);
	}
	if (verdict == VERDICT_USED || record.missing)
		learner_record_write(&batch->rows, worker, &record);
	return verdict;
}

int
learner_fold(void *state, struct batch *batch, struct error *error)
{
	struct learner *learner = state;
	const char *at = batch->rows.at, *end = at + batch->rows.length;

	while (at < end) {
		struct learner_record record;
		if (!(at = learner_record_read(at, learner, &record)))
			return error_memory(error);
		if (record.missing)
			continue;
		size_t fold = (size_t)learner->row[learner->width - 1].units;
		reducer_row(learner->fold_count ? &learner->folds.fold[fold].reducer : &learner->reducer,
			learner->row);
	}
	return 0;
}
