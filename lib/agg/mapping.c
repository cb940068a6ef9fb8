/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What grouping makes of one record: a row. */
#include "agg/grouping.h"
#include "agg/rows.h"
#include "expr/event_time.h"

/* Reads the time and the position of the record whose slots the worker holds. */
static int
read_moment(struct grouping_worker *worker, struct row *row, struct refusal *refusal)
{
	const struct query *query = worker->query;
	struct position position;
	struct value value;

	if (worker->positioned) {
		if (position_read(&query->position, worker->scanner.slots, &position, refusal))
			return -1;
		row->kafka = position.known;
		row->topic = position.topic;
		row->of = position.of;
		row->moment = (struct moment){
			.offset = position.offset,
			.partition = position.partition,
			.part = position.part,
		};
	}
	if (!query->time)
		return 0;
	if (program_run(query->time, &worker->scratch, &value, refusal) ||
		event_time(&value, query->time_name, &row->moment.time, refusal))
		return -1;
	if (query->window.shape != WINDOW_NONE && !window_possible(&query->window, row->moment.time))
		return refuse(refusal, query->time_name,
			"the window of this time would reach beyond the years 1 to 9999");
	return 0;
}

static enum verdict
map_record(struct grouping_worker *worker, struct slice line, struct buffer *rows, struct refusal *refusal)
{
	const struct query *query = worker->query;
	struct row row = { 0 };
	bool hold;

	if (scan(&worker->scanner, line, refusal))
		return VERDICT_REFUSED;
	if (conditions_hold(&query->wheres, &worker->scratch, &hold, refusal))
		return VERDICT_REFUSED;
	if (!hold && !worker->timed)
		return VERDICT_FILTERED;
	int failed = read_moment(worker, &row, refusal);
	if (!hold) {
		if (!failed) /* what has a time tells how far its source has come */
			rows_write_filtered(rows, &row);
		return VERDICT_FILTERED;
	}
	row.record = worker->scanner.text;
	return failed || rows_write(rows, query, &row, &worker->scratch, refusal) ? VERDICT_REFUSED
										  : VERDICT_USED;
}

enum verdict
grouping_map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct grouping_worker *worker = context;

	scratch_begin(&worker->scratch);
	enum verdict verdict = map_record(worker, line, &batch->rows, refusal);
	batch->undefined += worker->scratch.undefined;
	return worker->scanner.failed || worker->scratch.failed ? VERDICT_FAILED : verdict;
}
