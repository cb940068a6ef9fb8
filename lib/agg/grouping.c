/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/grouping.h"

#include "agg/emit.h"
#include "agg/rows.h"

static enum verdict
map_record(struct grouping_worker *worker, struct slice line, struct buffer *rows, struct refusal *refusal)
{
	const struct query *query = worker->query;
	bool hold;

	if (scan(&worker->scanner, line, refusal))
		return VERDICT_REFUSED;
	if (conditions_hold(&query->wheres, &worker->scratch, &hold, refusal))
		return VERDICT_REFUSED;
	if (!hold)
		return VERDICT_FILTERED;
	return rows_write(rows, query, &worker->scratch, refusal) ? VERDICT_REFUSED : VERDICT_USED;
}

static enum verdict
map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct grouping_worker *worker = context;

	scratch_begin(&worker->scratch);
	enum verdict verdict = map_record(worker, line, &batch->rows, refusal);
	batch->undefined += worker->scratch.undefined;
	return worker->scanner.failed || worker->scratch.failed ? VERDICT_FAILED : verdict;
}

static int
fold(void *context, struct batch *batch, struct error *error)
{
	struct grouping *grouping = context;

	return rows_fold(&grouping->groups, grouping->query, buffer_view(&batch->rows)) ? error_memory(error)
											: 0;
}

static int
finish(void *context, struct run *run, struct error *error)
{
	struct grouping *grouping = context;

	/* As in SQL: without groups there is one result, of no records too. */
	if (grouping->query->group_names->count == 0 &&
		!groups_find(&grouping->groups, (struct slice){ "", 0 }))
		return error_memory(error);
	return query_emit(&grouping->groups, grouping->query, grouping->top, run, error);
}

int
grouping_open(struct grouping *grouping, const struct query *query, uint64_t top, struct error *error)
{
	*grouping = (struct grouping){ .query = query, .top = top };
	grouping->worker.query = query;
	grouping->groups.state_size = query->state_size;
	if (scanner_open(&grouping->worker.scanner, &query->projection))
		return error_memory(error);
	grouping->worker.scratch.slots = grouping->worker.scanner.slots;
	return 0;
}

static void
free_states(const struct grouping *grouping, struct group *group)
{
	for (size_t i = 0; i < grouping->query->call_count; i++) {
		const struct call *call = &grouping->query->calls[i];
		if (call->kind->free)
			call->kind->free(group->states + call->offset);
	}
}

void
grouping_close(struct grouping *grouping)
{
	struct group *group;

	for (size_t at = 0; (group = groups_next(&grouping->groups, &at));)
		free_states(grouping, group);
	groups_free(&grouping->groups);
	scanner_close(&grouping->worker.scanner);
	scratch_free(&grouping->worker.scratch);
}

struct stage
grouping_stage(struct grouping *grouping)
{
	return (struct stage){
		.map = map,
		.worker = &grouping->worker,
		.fold = fold,
		.finish = finish,
		.state = grouping,
	};
}
