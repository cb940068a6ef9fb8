/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kpi-agg: grouped KPIs. */
#include "agg/emit.h"
#include "agg/rows.h"
#include "cli/scope.h"
#include "cli/tool.h"

static struct names groups_list, aggregates, wheres, order;
static uint64_t top = UINT64_MAX;

static const struct option options[] = {
	{ 'g', "group", OPTION_LIST, "LIST", &groups_list, "one result for each value of these fields" },
	{ 'a', "agg", OPTION_TEXTS, "'NAME = EXPR'", &aggregates, "a result: an expression over aggregates" },
	{ 'w', "where", OPTION_TEXTS, "EXPR", &wheres, "use only records where EXPR is true" },
	{ 0, "order-by", OPTION_TEXTS, "'EXPR [desc],...'", &order, "order of the results (by group)" },
	{ 0, "top", OPTION_COUNT, "N", &top, "write the first N results alone" },
	{ 0 },
};

/* One thread's working memory. */
struct worker {
	const struct query *query;
	struct scanner scanner;
	struct scratch scratch;
};

struct folder {
	const struct query *query;
	struct groups groups;
};

static enum verdict
map_record(struct worker *worker, struct slice line, struct buffer *rows, struct refusal *refusal)
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
	struct worker *worker = context;

	scratch_begin(&worker->scratch);
	enum verdict verdict = map_record(worker, line, &batch->rows, refusal);
	batch->undefined += worker->scratch.undefined;
	worker->scratch.undefined = 0;
	return worker->scanner.failed || worker->scratch.failed ? VERDICT_FAILED : verdict;
}

static int
fold(void *context, struct batch *batch, struct error *error)
{
	struct folder *folder = context;

	return rows_fold(&folder->groups, folder->query, buffer_view(&batch->rows)) ? error_memory(error) : 0;
}

static int
finish(void *context, struct run *run, struct error *error)
{
	struct folder *folder = context;

	/* As in SQL: without groups there is one result, of no records too. */
	if (folder->query->group_names->count == 0 && !groups_find(&folder->groups, (struct slice){ "", 0 }))
		return error_memory(error);
	return query_emit(&folder->groups, folder->query, top, run, error);
}

static void
free_states(struct folder *folder)
{
	struct group *group;

	for (size_t at = 0; (group = groups_next(&folder->groups, &at));)
		for (size_t i = 0; i < folder->query->call_count; i++) {
			const struct call *call = &folder->query->calls[i];
			if (call->kind->free)
				call->kind->free(group->states + call->offset);
		}
	groups_free(&folder->groups);
}

static int
compile(struct query *query, struct error *error)
{
	const struct query_text text = { &groups_list, &wheres, &aggregates, &order };

	if (aggregates.count == 0)
		return error_set(error, STATUS_USAGE, "say what to compute, as in -a 'n = count()'");
	return cli_scope_open(&query->scope, &query->projection, error) || query_compile(query, &text, error);
}

static int
run(struct run *run, size_t count, char **operands, struct error *error)
{
	struct query query = { 0 };
	struct worker worker = { .query = &query };
	struct folder folder = { .query = &query };
	int failed = compile(&query, error);

	(void)count;
	if (!failed && scanner_open(&worker.scanner, &query.projection))
		failed = error_memory(error);
	if (!failed) {
		worker.scratch.slots = worker.scanner.slots;
		folder.groups.state_size = query.state_size;
		failed = run_stage(run, operands,
			&(struct stage){ .map = map,
				.worker = &worker,
				.fold = fold,
				.finish = finish,
				.state = &folder },
			error);
	}
	free_states(&folder);
	scanner_close(&worker.scanner);
	scratch_free(&worker.scratch);
	query_free(&query);
	return failed ? -1 : 0;
}

const struct tool tool = {
	.name = "kpi-agg",
	.synopsis = "[-g LIST] -a 'NAME = EXPR' ... [options] [FILE...]",
	.summary = "Compute grouped KPIs: counts, sums, means, extremes and expressions over them.",
	.options = options,
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_EXPR,
	.role = STOP_FILTER,
	.run = run,
};
