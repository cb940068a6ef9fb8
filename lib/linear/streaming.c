/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/streaming.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
window_open(struct sliding_window *window, size_t width, size_t records, struct error *error)
{
	window->width = width;
	window->capacity = records;
	window->learned = calloc(records, sizeof *window->learned);
	window->rows = records <= SIZE_MAX / width / sizeof *window->rows
			       ? malloc(records * width * sizeof *window->rows)
			       : NULL;
	return window->learned && window->rows ? 0 : error_memory(error);
}

static void
window_free(struct sliding_window *window)
{
	free(window->learned);
	free(window->rows);
	*window = (struct sliding_window){ 0 };
}

/* Adds the next record. row: NULL when nothing is learned from it. */
static void
window_add(struct sliding_window *window, const struct number *row)
{
	size_t at = window->next;

	window->learned[at] = row != NULL;
	if (row)
		memcpy(&window->rows[at * window->width], row, window->width * sizeof *row);
	window->next = (at + 1) % window->capacity;
	window->count += window->count < window->capacity;
}

/* Adds the rows, oldest first, to an empty reducer. */
static void
window_reduce(const struct sliding_window *window, struct reducer *reducer)
{
	size_t oldest = window->count < window->capacity ? 0 : window->next;

	for (size_t i = 0; i < window->count; i++) {
		size_t at = (oldest + i) % window->capacity;
		if (window->learned[at])
			reducer_row(reducer, &window->rows[at * window->width]);
	}
	reducer_finish(reducer);
}

/* With --progressive, map passes the line of each record to fold with a NUL in place of the prediction: JSON
 * has no other NUL. */
static const struct slice gap = { "", 1 };

int
streaming_open(
	struct streaming *streaming, struct projection *projection, struct run *run, struct error *error)
{
	streaming->run = run;
	streaming->prediction = (struct setting){ .name = slice_of("prediction"), .value = gap };
	streaming->prediction.slot = projection_field(projection, streaming->prediction.name);
	return streaming->prediction.slot < 0 ? error_memory(error) : 0;
}

/* Fits the model to the rows so far. 0 or -1. */
static int
fit(struct streaming *streaming, struct error *error)
{
	struct model *model = &streaming->learner->model;
	struct reducer *reducer = streaming->last ? &streaming->reducer : &streaming->learner->reducer;

	if (streaming->last) {
		triangle_clear(&reducer->total);
		window_reduce(&streaming->window, reducer);
	} else {
		reducer_finish(reducer);
	}
	triangle_copy(&model->triangle, &reducer->total);
	solution_free(&model->solution);
	streaming->stale = false;
	return model_solve(model, error);
}

int
streaming_begin(struct streaming *streaming, struct error *error)
{
	struct model *model = &streaming->learner->model;
	size_t columns = model->count + 1, width = streaming->learner->width;

	if (streaming->last > SIZE_MAX / width / sizeof(struct number))
		return error_set(error, STATUS_USAGE, "--last: more records than memory can hold");
	if (streaming->last && (window_open(&streaming->window, width, streaming->last, error) ||
				       reducer_open(&streaming->reducer, columns, error)))
		return -1;
	if (triangle_open(&model->triangle, columns, error))
		return -1;
	return streaming->learner->reducer.total.rows ? fit(streaming, error) : 0; /* --update */
}

void
streaming_free(struct streaming *streaming)
{
	window_free(&streaming->window);
	reducer_free(&streaming->reducer);
}

int
streaming_open_worker(void *context, void *state, struct error *error)
{
	struct streaming_worker *worker = context;

	worker->streaming = state;
	return learner_open_worker(&worker->learner, worker->streaming->learner, error);
}

void
streaming_close_worker(void *context)
{
	struct streaming_worker *worker = context;

	learner_close_worker(&worker->learner);
}

/* Reads the record's row; sets whether it is learned (then VERDICT_USED) and whether it can be predicted. */
static enum verdict
read_row(struct learner_worker *worker, bool progressive, struct learner_record *record, enum verdict verdict,
	struct refusal *refusal)
{
	const struct learner *learner = worker->learner;
	size_t terms = learner->model.count - (learner->model.intercept ? 1 : 0);

	if (verdict == VERDICT_FILTERED && !progressive)
		return verdict;
	enum field_state state = learner_read(worker, 0, terms, refusal);
	record->complete = state == FIELD_NUMBER;
	if (verdict == VERDICT_FILTERED || state == FIELD_REFUSED)
		return state == FIELD_REFUSED ? VERDICT_REFUSED : verdict;
	state = learner_read(worker, terms, learner->fields, refusal);
	if (state == FIELD_REFUSED)
		return VERDICT_REFUSED;
	record->missing = !record->complete || state == FIELD_NULL;
	record->learned = !record->missing && learner_weighs(worker);
	return record->learned ? VERDICT_USED : VERDICT_FILTERED;
}

enum verdict
streaming_map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct streaming_worker *worker = context;
	struct learner_worker *learner = &worker->learner;
	const struct streaming *streaming = worker->streaming;
	struct buffer *rows = &batch->rows;
	struct learner_record record = { .from = line };

	enum verdict verdict = learner_scan(learner, line, batch, refusal);
	if (verdict == VERDICT_USED || verdict == VERDICT_FILTERED)
		verdict = read_row(learner, streaming->progressive, &record, verdict, refusal);
	if (verdict != VERDICT_USED && verdict != VERDICT_FILTERED)
		return verdict;
	size_t start = rows->length;
	learner_record_write(rows, learner, &record);
	if (!streaming->progressive || rows->failed)
		return verdict;
	size_t from = rows->length;
	if (line_write(rows, &learner->reader.scanner, &streaming->prediction, 1, &reshape_none, refusal))
		return VERDICT_REFUSED;
	record.line = rows->length - from;
	if (!rows->failed)
		memcpy(rows->at + start, &record, sizeof record);
	return VERDICT_WRITTEN;
}

/* Fits the model again, and writes it to its file or as a line of the output. */
static int
refit(struct streaming *streaming, struct batch *batch, struct error *error)
{
	struct sink file;

	if (fit(streaming, error))
		return -1;
	if (!streaming->output)
		return streaming->progressive ? 0
					      : model_write(&batch->out, &streaming->learner->model, error);
	if (sink_open(&file, streaming->output, error))
		return -1;
	if (learner_write(streaming->learner, streaming->run, &file, error) == 0)
		return sink_close(&file, error);
	sink_abandon(&file, error);
	return -1;
}

/* The prediction for the row; NaN before there is a model. */
static double
predict(const struct model *model, const struct number *row)
{
	long double sum = 0;

	if (model->solution.rank == 0)
		return NAN;
	for (size_t i = 0; i < model->count; i++)
		sum += model->solution.estimate[i].coefficient * field_number_value(row[i]);
	return (double)sum;
}

/* Appends the line with the prediction in its gap: null when it is not finite. */
static void
write_record(struct slice line, double prediction, struct buffer *to)
{
	char digits[NUMBER_TEXT_SIZE];
	const char *at = memchr(line.at, '\0', line.length), *end = line.at + line.length;
	struct slice value = slice_of("null");

	if (isfinite(prediction))
		value = (struct slice){ digits, number_write(number_of_double(prediction), digits) };
	buffer_slice(to, slice_between(line.at, at));
	buffer_slice(to, value);
	buffer_slice(to, slice_between(at + 1, end));
}

static void
learn(struct streaming *streaming, const struct learner_record *record, const struct number *row)
{
	if (streaming->last)
		window_add(&streaming->window, record->learned ? row : NULL);
	else if (record->learned)
		reducer_row(&streaming->learner->reducer, row);
	streaming->stale = streaming->stale || record->learned;
}

static int
take_record(struct streaming *streaming, const struct learner_record *record, const struct number *row,
	struct slice line, struct batch *batch, struct error *error)
{
	const struct model *model = &streaming->learner->model;

	if (streaming->progressive) {
		if (streaming->stale && !trigger_is_set(streaming->every) && fit(streaming, error))
			return -1;
		write_record(line, record->complete ? predict(model, row) : NAN, &batch->out);
	}
	learn(streaming, record, row);
	return trigger_record(streaming->every) ? refit(streaming, batch, error) : 0;
}

int
streaming_fold(void *state, struct batch *batch, struct error *error)
{
	struct streaming *streaming = state;
	struct learner *learner = streaming->learner;
	const char *at = batch->rows.at, *end = at + batch->rows.length;

	while (at < end) {
		struct learner_record record;
		if (!(at = learner_record_read(at, learner, &record)))
			return error_memory(error);
		if (take_record(streaming, &record, learner->row, (struct slice){ at, record.line }, batch,
			    error))
			return -1;
		at += record.line;
	}
	return batch->out.failed ? error_memory(error) : 0;
}

int
streaming_finish(void *state, struct run *run, struct error *error)
{
	struct streaming *streaming = state;

	run_extra(run, "missing", streaming->learner->model.missing);
	if (!streaming->final || (!streaming->output && !streaming->stale && streaming->every->seen))
		return 0;
	return fit(streaming, error) || learner_write(streaming->learner, run, streaming->final, error) ? -1
													: 0;
}
