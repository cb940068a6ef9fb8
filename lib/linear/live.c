/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/live.h"

#include <math.h>
#include <stdlib.h>

/* Behind each record that map leaves for fold stands the line as it goes on, with a NUL where the prediction
 * will be: no other can stand in JSON. */
static const struct slice gap = { "", 1 };

int
live_open(struct live *live, struct projection *projection, struct run *run, struct error *error)
{
	live->run = run;
	live->prediction = (struct setting){ .name = slice_of("prediction"), .value = gap };
	live->prediction.slot = projection_field(projection, live->prediction.name);
	return live->prediction.slot < 0 ? error_memory(error) : 0;
}

/* Makes the model that of the rows so far. 0 or -1. */
static int
fit(struct live *live, struct error *error)
{
	struct model *model = &live->learner->model;
	struct reducer *reducer = live->last ? &live->reducer : &live->learner->reducer;

	if (live->last) {
		triangle_clear(&reducer->total);
		recent_reduce(&live->recent, reducer);
	} else {
		reducer_finish(reducer);
	}
	triangle_copy(&model->triangle, &reducer->total);
	solution_free(&model->solution);
	live->stale = false;
	return model_solve(model, error);
}

int
live_begin(struct live *live, struct error *error)
{
	struct model *model = &live->learner->model;
	size_t columns = model->count + 1, width = live->learner->width;

	if (live->last > SIZE_MAX / width / sizeof(struct number))
		return error_set(error, STATUS_USAGE, "--last: more records than memory can hold");
	if (live->last && (recent_open(&live->recent, width, live->last, error) ||
				  reducer_open(&live->reducer, columns, error)))
		return -1;
	if (triangle_open(&model->triangle, columns, error))
		return -1;
	return live->learner->reducer.total.rows ? fit(live, error) : 0; /* a model that is gone on from */
}

int
live_open_worker(void *context, void *state, struct error *error)
{
	struct learner_worker *worker = context;
	const struct live *live = state;

	worker->live = live;
	return learner_open_worker(worker, live->learner, error);
}

void
live_free(struct live *live)
{
	recent_free(&live->recent);
	reducer_free(&live->reducer);
}

/* Which of its rows a record has: VERDICT_USED when it is learned. */
static enum verdict
read_row(struct learner_worker *worker, struct learner_record *record, enum verdict verdict,
	struct refusal *refusal)
{
	const struct learner *learner = worker->learner;
	size_t terms = learner->model.count - (learner->model.intercept ? 1 : 0);

	if (verdict == VERDICT_FILTERED && !worker->live->progressive)
		return verdict;
	enum datum datum = learner_read(worker, 0, terms, refusal);
	record->complete = datum == DATUM_NUMBER;
	if (verdict == VERDICT_FILTERED || datum == DATUM_REFUSED)
		return datum == DATUM_REFUSED ? VERDICT_REFUSED : verdict;
	datum = learner_read(worker, terms, learner->fields, refusal);
	if (datum == DATUM_REFUSED)
		return VERDICT_REFUSED;
	record->missing = !record->complete || datum == DATUM_NULL;
	record->learned = !record->missing && learner_weighs(worker);
	return record->learned ? VERDICT_USED : VERDICT_FILTERED;
}

enum verdict
live_map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct learner_worker *worker = context;
	const struct live *live = worker->live;
	struct buffer *rows = &batch->rows;
	struct learner_record record = { .from = line };

	enum verdict verdict = learner_scan(worker, line, batch, refusal);
	if (verdict == VERDICT_USED || verdict == VERDICT_FILTERED)
		verdict = read_row(worker, &record, verdict, refusal);
	if (verdict != VERDICT_USED && verdict != VERDICT_FILTERED)
		return verdict;
	size_t start = rows->length;
	learner_record_write(rows, worker, &record);
	if (!live->progressive || rows->failed)
		return verdict;
	size_t from = rows->length;
	if (line_write(rows, &worker->scanner, &live->prediction, 1, &reshape_none, refusal))
		return VERDICT_REFUSED;
	record.line = rows->length - from;
	if (!rows->failed)
		memcpy(rows->at + start, &record, sizeof record);
	return VERDICT_WRITTEN;
}

/* Fits, and shows the model: in its file, or as a line of the output. */
static int
refit(struct live *live, struct batch *batch, struct error *error)
{
	struct sink file;

	if (fit(live, error))
		return -1;
	if (!live->output)
		return live->progressive ? 0 : model_write(&batch->out, &live->learner->model, error);
	if (sink_open(&file, live->output, error))
		return -1;
	if (learner_write(live->learner, live->run, &file, error) == 0)
		return sink_close(&file, error);
	sink_abandon(&file, error);
	return -1;
}

/* The model's value for the row; NaN without a model. */
static double
predict(const struct model *model, const struct number *row)
{
	long double sum = 0;

	if (model->solution.rank == 0)
		return NAN;
	for (size_t i = 0; i < model->count; i++)
		sum += model->solution.estimate[i].coefficient * datum_value(row[i]);
	return (double)sum;
}

/* Appends the line with the prediction in its gap. One too large for a number is null. */
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
learn(struct live *live, const struct learner_record *record, const struct number *row)
{
	if (live->last)
		recent_add(&live->recent, record->learned ? row : NULL);
	else if (record->learned)
		reducer_row(&live->learner->reducer, row);
	live->stale = live->stale || record->learned;
}

static int
take(struct live *live, const struct learner_record *record, const struct number *row, struct slice line,
	struct batch *batch, struct error *error)
{
	const struct model *model = &live->learner->model;

	if (live->progressive) {
		if (live->stale && !trigger_is_set(live->every) && fit(live, error))
			return -1;
		write_record(line, record->complete ? predict(model, row) : NAN, &batch->out);
	}
	learn(live, record, row);
	return trigger_record(live->every) ? refit(live, batch, error) : 0;
}

int
live_fold(void *state, struct batch *batch, struct error *error)
{
	struct live *live = state;
	struct learner *learner = live->learner;
	const char *at = batch->rows.at, *end = at + batch->rows.length;

	while (at < end) {
		struct learner_record record;
		if (!(at = learner_record_read(at, learner, &record)))
			return error_memory(error);
		if (take(live, &record, learner->row, (struct slice){ at, record.line }, batch, error))
			return -1;
		at += record.line;
	}
	return batch->out.failed ? error_memory(error) : 0;
}

int
live_finish(void *state, struct run *run, struct error *error)
{
	struct live *live = state;

	run_extra(run, "missing", live->learner->model.missing);
	if (!live->final || (!live->output && !live->stale && live->every->seen))
		return 0;
	return fit(live, error) || learner_write(live->learner, run, live->final, error) ? -1 : 0;
}
