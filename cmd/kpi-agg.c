/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kpi-agg: grouped KPIs. */
#include "agg/grouping.h"
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
	struct grouping grouping = { 0 };
	int failed = compile(&query, error) || grouping_open(&grouping, &query, top, error);

	(void)count;
	if (!failed) {
		struct stage stage = grouping_stage(&grouping);
		failed = run_stage(run, operands, &stage, error);
	}
	grouping_close(&grouping);
	query_free(&query);
	return failed ? -1 : 0;
}

const struct tool tool = {
	.name = "kpi-agg",
	.synopsis = "[-g LIST] -a 'NAME = EXPR' ... [options] [FILE...]",
	.summary = "Compute grouped KPIs: counts, sums, means, extremes and expressions over them.",
	.options = options,
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_EXPR | GROUP_TIME,
	.role = STOP_FILTER,
	.run = run,
};
