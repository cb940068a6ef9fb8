/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What grouping makes of one record: a row. */
#include "agg/grouping.h"
#include "agg/rows.h"
#include "expr/event_time.h"

/* Reads whence the record is whose slots the worker holds. */
static int
read_origin(struct grouping_worker *worker, struct origin *origin, struct refusal *refusal)
{
	const struct query *query = worker->query;
	struct position position;
	struct value value;

	*origin = (struct origin){ .record = worker->scanner.text };
	if (worker->positioned) {
		if (position_read(&query->position, worker->scanner.slots, &position, refusal))
			return -1;
		origin->kafka = position.known;
		origin->topic = position.topic;
		origin->of = position.of;
		origin->moment = (struct moment){
			.offset = position.offset,
			.partition = position.partition,
			.part = position.part,
		};
	}
	if (!query->time)
		return 0;
	if (program_run(query->time, &worker->scratch, &value, refusal) ||
		event_time(&value, query->time_name, &origin->moment.time, refusal))
		return -1;
	if (query->window.shape != WINDOW_NONE && !window_possible(&query->window, origin->moment.time))
		return refuse(refusal, query->time_name,
			"the window of this time would reach beyond the years 1 to 9999");
	return 0;
}

static enum verdict
map_record(struct grouping_worker *worker, struct slice line, struct buffer *rows, struct refusal *refusal)
{
	const struct query *query = worker->query;
	bool asked = worker->positioned || query->time;
	struct origin origin;
	bool hold;

	if (scan(&worker->scanner, line, refusal))
		return VERDICT_REFUSED;
	if (conditions_hold(&query->wheres, &worker->scratch, &hold, refusal))
		return VERDICT_REFUSED;
	if (!hold && !worker->timed)
		return VERDICT_FILTERED;
	int failed = asked && read_origin(worker, &origin, refusal);
	if (!hold) {
		if (!failed) /* what has a time tells how far its source has come */
			rows_write_filtered(rows, &origin);
		return VERDICT_FILTERED;
	}
	if (failed || rows_write(rows, query, asked ? &origin : NULL, &worker->scratch, refusal))
		return VERDICT_REFUSED;
	return worker->timed ? VERDICT_DEFERRED : VERDICT_USED;
}

enum verdict
grouping_map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct grouping_worker *worker = context;

	scratch_begin(&worker->scratch);
	enum verdict verdict = map_record(worker, line, &batch->rows, refusal);
	batch->counts.undefined += worker->scratch.undefined;
	return worker->scanner.failed || worker->scratch.failed ? VERDICT_FAILED : verdict;
}
