/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kpi-agg: grouped KPIs, in windows of event time. */
#include "agg/grouping.h"
#include "agg/merging.h"
#include "base/system.h"
#include "cli/outputs.h"
#include "cli/tool.h"
#include "stream/threads.h"
#include "time/zone.h"

#include <string.h>

static struct asked asked = { .top = ASKED_ALL };
static bool partial, merge;
static uint64_t memory;
static int64_t every = -1;
static struct grouping_options how = { .lateness = -1, .idle = INT64_MAX };

static const struct option options[] = {
	{ 'g', "group", OPTION_LIST, "LIST", &asked.groups,
		"one result for each combination of values of these fields" },
	{ 'a', "agg", OPTION_TEXTS, "'NAME = EXPR'", &asked.aggregates,
		"compute a result: an expression over aggregates" },
	{ 'w', "where", OPTION_TEXTS, "EXPR", &asked.wheres, "use only records where EXPR is true" },
	{ 0, "time", OPTION_TEXT, "FIELD", &asked.time, "the field that holds the time of a record" },
	{ 0, "window", OPTION_TEXT, "SPEC", &asked.window, "time windows: 1m 10m/1m day session:30m 1h..1d" },
	{ 0, "lateness", OPTION_DURATION, "DURATION", &how.lateness,
		"accept records up to DURATION late; write windows as they close" },
	{ 0, "idle", OPTION_DURATION, "DURATION", &how.idle,
		"stop waiting for a source that has been silent for DURATION" },
	{ 0, "late", OPTION_TEXT, "FILE", &how.late, "write late records to FILE" },
	{ 0, "sources", OPTION_COUNT, "N", &how.sources,
		"close no window before N sources have delivered a record" },
	{ 0, "every", OPTION_DURATION, "DURATION", &every, "also write early results every DURATION" },
	{ 0, "having", OPTION_TEXTS, "EXPR", &asked.having, "write only results where EXPR is true" },
	{ 0, "order-by", OPTION_TEXTS, "'EXPR [desc],...'", &asked.order,
		"order of the results (default: by group)" },
	{ 0, "top", OPTION_COUNT, "N", &asked.top, "write only the first N results of each window" },
	{ 0, "per", OPTION_LIST, "LIST", &asked.per,
		"with --top: the first N per value of these fields (or window)" },
	{ 0, "ties", OPTION_FLAG, NULL, &asked.ties,
		"with --top: also keep results that tie with the last one" },
	{ 0, "partial", OPTION_FLAG, NULL, &partial, "write partial results, for --merge" },
	{ 0, "merge", OPTION_FLAG, NULL, &merge, "merge partial results; they carry the query" },
	{ 0, "memory", OPTION_SIZE, "SIZE", &memory,
		"memory limit; exceeding it ends the run with status 3" },
	{ 0 },
};

static int
check(struct error *error)
{
	const bool lateness = how.lateness >= 0, early = every >= 0, top = asked.top != ASKED_ALL;
	const struct rule rules[] = {
		{ !merge && !asked.aggregates.count, "say what to compute, as in -a 'n = count()'" },
		{ (partial || merge) && (lateness || early),
			"--partial and --merge need the whole input: no --lateness, no --every" },
		{ lateness && !asked.window, "--lateness needs --window: there is nothing to close" },
		{ how.late && !lateness, "--late needs --lateness: without it nothing is late" },
		{ how.idle < INT64_MAX && !lateness,
			"--idle needs --lateness: without it no source is waited for" },
		{ how.sources && !lateness,
			"--sources needs --lateness: without it no source is waited for" },
		{ asked.per.count && !top, "--per needs --top: how many of each" },
		{ asked.top == 0, "--top 0 writes nothing; leave it out for all results" },
		{ every == 0, "--every 0s never ends; say how often, as in --every 10s" },
		{ asked.ties && !(top && asked.order.count), "--ties needs --top and --order-by" },
		{ 0 },
	};

	return options_check(rules, error);
}

static int
limit_memory(size_t threads, struct error *error)
{
	if (memory && system_limit_memory(memory + threads_memory(threads)))
		return error_system(error, "--memory: the limit cannot be set");
	return 0;
}

/* Opens the query's scope, and completes what is asked with what the scope and the zone are. */
static int
open_scope(struct query *query, struct error *error)
{
	asked.zone = cli_time.zone;
	asked.time_format = cli_time.format;
	if (cli_scope_open(&query->scope, &query->projection, error))
		return -1;
	return asked_scope(&asked, &query->scope) ? error_memory(error) : 0;
}

/* Opens the grouping of a query that is compiled. */
static int
open_grouping(struct grouping *grouping, struct query *query, const struct asked *question, struct run *run,
	char **operands, struct error *error)
{
	const struct rule rules[] = {
		{ every > 0 && query->per_all && question->window,
			"--every does not work with a --per without window: its top is known only at the "
			"end" },
		{ every > 0 && query_has(query, slice_of("early")),
			"--every marks results by a field \"early\"; give yours another name" },
		{ 0 },
	};

	if (options_check(rules, error))
		return -1;
	how.every = every > 0 ? every : 0;
	how.top = question->top;
	how.ties = question->ties;
	how.partial = partial ? question : NULL;
	return grouping_open(grouping, query, &how, run, operands, error);
}

/* The work on records. */
static int
group_records(
	struct run *run, char **operands, struct grouping *grouping, struct query *query, struct error *error)
{
	if (open_scope(query, error) || query_compile(query, &asked, error) ||
		open_grouping(grouping, query, &asked, run, operands, error))
		return -1;
	const struct stage stage = grouping_stage(grouping);
	return run_stage(run, operands, &stage, error);
}

/* What the command line asks must be what the partials were made for. */
static int
compare_asked(const struct asked *before, struct error *error)
{
	struct query query = { 0 };
	int failed = open_scope(&query, error);
	const char *differs = failed ? NULL : asked_differs(&asked, before);

	query_free(&query);
	if (differs)
		return error_set(error, STATUS_USAGE,
			"--%s: the partials were made for another one; they carry their query, leave it out",
			differs);
	return failed;
}

/* Compiles the query that the partials carry; a mistake in it is theirs. */
static int
compile_carried(const struct merging *merging, struct query *query, struct error *error)
{
	const struct asked *question = &merging->asked;
	struct error mistake = { 0 };

	if (question->aggregates.count == 0)
		return document_refuse(&merging->reader, error, "its query has no aggregates");
	query->scope.projection = &query->projection;
	if ((!question->zone || zone_open(question->zone, &mistake) == 0) &&
		asked_define(question, &query->scope, &mistake) == 0 &&
		query_compile(query, question, &mistake) == 0)
		return 0;
	if (mistake.kind == STATUS_USAGE)
		return document_refuse(&merging->reader, error, "its query: %s", mistake.text);
	*error = mistake;
	return -1;
}

/* The work on partials. */
static int
merge_partials(struct run *run, char **operands, struct merging *merging, struct grouping *grouping,
	struct query *query, struct error *error)
{
	if (merging_open(merging, run, operands, error) || compare_asked(&merging->asked, error) ||
		compile_carried(merging, query, error) ||
		open_grouping(grouping, query, &merging->asked, run, operands, error) ||
		merging_read(merging, &grouping->groups, error))
		return -1;
	if (run->input.stopped)
		return 0; /* a result of half the input is none */
	return grouping_stage(grouping).finish(grouping, run, error);
}

/* Says which memory ran out. */
static int
name_memory(struct error *error)
{
	struct error memory_error = { 0 };

	error_memory(&memory_error);
	if (memory == 0 || strcmp(error->text, memory_error.text) != 0)
		return -1;
	*error = (struct error){ 0 };
	return error_set(error, STATUS_SYSTEM,
		"the groups need more than --memory allows; allow more, close windows by --lateness, or "
		"group by fewer fields");
}

static int
run(struct run *run, size_t count, char **operands, struct error *error)
{
	struct query query = { 0 };
	struct grouping grouping = { 0 };
	struct merging merging = { 0 };
	struct error unwritten = { 0 };
	int failed = check(error) ||
		     outputs_own(run, (struct named_output){ "late", how.late }, operands, error) ||
		     limit_memory(run->threads, error);

	(void)count;
	if (!failed)
		failed = merge ? merge_partials(run, operands, &merging, &grouping, &query, error)
			       : group_records(run, operands, &grouping, &query, error);
	if (grouping_close(&grouping, &unwritten) && !failed) {
		*error = unwritten;
		failed = -1;
	}
	merging_close(&merging);
	query_free(&query);
	asked_free(&asked);
	return failed ? name_memory(error) : 0;
}

const struct tool tool = {
	.name = "kpi-agg",
	.synopsis = "[-g LIST] -a 'NAME = EXPR' ... [--time FIELD --window SPEC] [options] [FILE...]\n"
		    "--merge [options] [PARTIAL...]",
	.summary = "Compute KPIs by group and window of event time: counts, sums, means, extremes and more.",
	.options = options,
	.time_format_help = "format of the --time field: strptime letters, or s, ms, us",
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_EXPR | GROUP_TIME | GROUP_JOBS,
	.role = STOP_FILTER,
	.run = run,
};
