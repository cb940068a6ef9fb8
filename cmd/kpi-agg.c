/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kpi-agg: grouped KPIs, in windows of event time. */
#include "agg/grouping.h"
#include "base/system.h"
#include "cli/outputs.h"
#include "cli/scope.h"
#include "cli/tool.h"

static struct names groups_list, aggregates, wheres, having, order, per;
static const char *time_field, *window;
static uint64_t memory;
static struct grouping_options how = { .top = UINT64_MAX, .lateness = -1, .idle = INT64_MAX };

static const struct option options[] = {
	{ 'g', "group", OPTION_LIST, "LIST", &groups_list, "one result for each value of these fields" },
	{ 'a', "agg", OPTION_TEXTS, "'NAME = EXPR'", &aggregates, "a result: an expression over aggregates" },
	{ 'w', "where", OPTION_TEXTS, "EXPR", &wheres, "use only records where EXPR is true" },
	{ 0, "time", OPTION_TEXT, "FIELD", &time_field, "the field that holds a record's time" },
	{ 0, "window", OPTION_TEXT, "SPEC", &window, "windows of time: 1m 10m/1m day session:30m 1h..1d" },
	{ 0, "lateness", OPTION_DURATION, "DURATION", &how.lateness,
		"records may come so late; windows close as time goes on" },
	{ 0, "idle", OPTION_DURATION, "DURATION", &how.idle,
		"a source silent for so long holds nothing back" },
	{ 0, "late", OPTION_TEXT, "FILE", &how.late, "put late records there" },
	{ 0, "sources", OPTION_COUNT, "N", &how.sources, "wait for the first records of N sources" },
	{ 0, "every", OPTION_DURATION, "DURATION", &how.every, "early results, again and again" },
	{ 0, "having", OPTION_TEXTS, "EXPR", &having, "write only results where EXPR is true" },
	{ 0, "order-by", OPTION_TEXTS, "'EXPR [desc],...'", &order, "order of the results (by group)" },
	{ 0, "top", OPTION_COUNT, "N", &how.top, "write the first N results of each window alone" },
	{ 0, "per", OPTION_LIST, "LIST", &per, "with --top: of each value of these fields, or of window" },
	{ 0, "ties", OPTION_FLAG, NULL, &how.ties, "with --top: and those that equal the last of them" },
	{ 0, "memory", OPTION_SIZE, "SIZE", &memory, "give up, with status 3, before more memory is taken" },
	{ 0 },
};

/* Options that mean nothing without another. */
static int
check(struct error *error)
{
	const struct {
		bool given, needed;
		const char *text;
	} pairs[] = {
		{ how.lateness >= 0, window, "--lateness needs --window: there is nothing to close" },
		{ how.late, how.lateness >= 0, "--late needs --lateness: nothing is late without" },
		{ how.idle < INT64_MAX, how.lateness >= 0,
			"--idle needs --lateness: no source holds without" },
		{ how.sources, how.lateness >= 0, "--sources needs --lateness: no source holds without" },
		{ per.count, how.top < UINT64_MAX, "--per needs --top: how many of each" },
		{ how.ties, how.top < UINT64_MAX && order.count, "--ties needs --top and --order-by" },
	};

	if (aggregates.count == 0)
		return error_set(error, STATUS_USAGE, "say what to compute, as in -a 'n = count()'");
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i].given && !pairs[i].needed)
			return error_set(error, STATUS_USAGE, "%s", pairs[i].text);
	return 0;
}

static int
limit_memory(struct error *error)
{
	if (memory && system_limit_memory(memory))
		return error_system(error, "--memory: the limit cannot be set");
	return 0;
}

static int
compile(struct query *query, struct error *error)
{
	const struct query_text text = {
		.groups = &groups_list,
		.wheres = &wheres,
		.aggregates = &aggregates,
		.having = &having,
		.order = &order,
		.per = &per,
		.time = time_field,
		.window = window,
	};

	if (cli_scope_open(&query->scope, &query->projection, error) || query_compile(query, &text, error))
		return -1;
	if (how.every && query->per_all && window)
		return error_set(error, STATUS_USAGE,
			"--every and a --per without window: only the end knows what is in the top");
	return 0;
}

static int
run(struct run *run, size_t count, char **operands, struct error *error)
{
	struct query query = { 0 };
	struct grouping grouping = { 0 };
	struct error unwritten = { 0 };
	int failed = check(error) || limit_memory(error) || compile(&query, error) ||
		     grouping_open(&grouping, &query, &how, run, operands, error);

	(void)count;
	if (!failed) {
		struct stage stage = grouping_stage(&grouping);
		failed = run_stage(run, operands, &stage, error);
	}
	if (grouping_close(&grouping, &unwritten) && !failed) {
		*error = unwritten;
		failed = -1;
	}
	query_free(&query);
	return failed ? -1 : 0;
}

const struct tool tool = {
	.name = "kpi-agg",
	.synopsis = "[-g LIST] -a 'NAME = EXPR' ... [--time FIELD --window SPEC] [options] [FILE...]",
	.summary = "Compute grouped KPIs, in windows of event time: counts, sums, means, extremes and more.",
	.options = options,
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_EXPR | GROUP_TIME,
	.role = STOP_FILTER,
	.run = run,
};
