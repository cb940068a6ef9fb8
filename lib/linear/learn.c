/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/learn.h"

#include "linear/json_number.h"
#include "record/split.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

/* The path of field i: the terms without the intercept, then the target, then the weight. */
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

/* Opens what takes the rows; the triangle of a model that was read moves there. */
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

int
learner_open_worker(void *context, void *state, struct error *error)
{
	struct learner_worker *worker = context;
	const struct learner *learner = state;

	worker->learner = learner;
	worker->row = calloc(learner->width, sizeof *worker->row);
	worker->nulls = calloc(learner->fields, sizeof *worker->nulls);
	if (!worker->row || !worker->nulls ||
		record_reader_open(&worker->reader, learner->projection, &learner->wheres))
		return error_memory(error);
	worker->reader.scanner.wants_members =
		learner->fold_count && !learner->fold_by; /* split_record_key reads them */
	worker->row[learner->model.count + 1] = number_of_int(1);
	return 0;
}

void
learner_close_worker(void *context)
{
	struct learner_worker *worker = context;

	record_reader_close(&worker->reader);
	free(worker->row);
	free(worker->nulls);
	buffer_free(&worker->key);
}

enum verdict
learner_scan(struct learner_worker *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	enum verdict verdict = record_reader_read(&worker->reader, line, refusal);

	return record_reader_end(&worker->reader, verdict, &batch->counts);
}

enum field_state
learner_read(struct learner_worker *worker, size_t from, size_t to, struct refusal *refusal)
{
	const struct learner *learner = worker->learner;
	size_t first = learner->model.intercept ? 1 : 0, columns = learner->model.count + 1;
	enum field_state all = FIELD_NUMBER;

	worker->row[0] = from == 0 ? number_of_int(1) : worker->row[0]; /* the intercept, or overwritten */
	for (size_t i = from; i < to; i++) {
		const struct slot *slot = &worker->reader.scanner.slots[learner->slots[i]];
		enum field_state state =
			field_number_read(slot, learner->paths[i], &worker->row[i + first], refusal);
		if (state == FIELD_REFUSED)
			return FIELD_REFUSED;
		worker->nulls[i] = state == FIELD_NULL;
		if (state == FIELD_NULL)
			all = FIELD_NULL;
	}
	if (all == FIELD_NUMBER && learner->model.weight.length &&
		field_number_value(worker->row[columns]) < 0) {
		refuse(refusal, learner->model.weight, "a weight must not be below 0");
		return FIELD_REFUSED;
	}
	return all;
}

bool
learner_weighs(const struct learner_worker *worker)
{
	const struct learner *learner = worker->learner;

	return learner->model.weight.length == 0 ||
	       field_number_value(worker->row[learner->model.count + 1]) > 0;
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

/* Copies the field names of the first record with a null: one of them may be meant by a misspelt term. 0, or
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

/* Writes the number of the record's fold at the end of its row. VERDICT_USED, VERDICT_REFUSED or
 * VERDICT_FAILED. */
static enum verdict
choose_fold(struct learner_worker *worker, struct refusal *refusal)
{
	const struct learner *learner = worker->learner;
	struct value value;

	worker->key.length = 0;
	if (!learner->fold_by) {
		split_record_key(&worker->key, &worker->reader.scanner);
	} else {
		if (program_run(learner->fold_by, &worker->reader.scratch, &value, refusal))
			return worker->reader.scratch.failed ? VERDICT_FAILED : VERDICT_REFUSED;
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
	enum field_state state = learner_read(worker, 0, learner->fields, refusal);
	if (state == FIELD_REFUSED)
		return VERDICT_REFUSED;
	if (state == FIELD_NULL) {
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

/* If no record had one of the fields, names it and the nearest that a record had: it may be misspelt. */
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

/* Copies the triangle of all rows to the model. */
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
	const struct json_member members[] = {
		{ "lambda", penalty->lambda },
		{ "alpha", penalty_none(penalty) ? NAN : penalty->alpha },
		{ "mse", score->mse },
		{ "r2", score->r2 },
		{ "seconds", seconds },
	};
	struct buffer line = { 0 };

	buffer_printf(&line, "{\"model\":\"%s\"", penalty_name(penalty));
	json_members_write(&line, members, sizeof members / sizeof *members);
	buffer_text(&line, "}\n");
	int failed = sink_buffer(sink, &line, error);
	buffer_free(&line);
	return failed;
}

/* Tries each kind of penalty; the model gets the one with the lowest error, of equals the first, and its
 * score. */
static int
compare(struct learner *learner, struct sink *sink, struct error *error)
{
	struct penalty kinds[] = { { 0, 0 }, { NAN, 0 }, { NAN, 1 }, { NAN, 0.5 } };
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
