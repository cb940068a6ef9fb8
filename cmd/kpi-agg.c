/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kpi-agg: grouped KPIs, in windows of event time. */
#include "agg/grouping.h"
#include "agg/partial.h"
#include "base/system.h"
#include "cli/outputs.h"
#include "cli/tool.h"
#include "stream/threads.h"
#include "time/zone.h"

#include <string.h>

/* What the options ask for; with --merge the query is that of the partials. */
static struct request given = { .top = REQUEST_ALL };
static bool partial, merge;
static uint64_t memory;
static int64_t every = -1;
static struct grouping_options grouping_options = { .lateness = -1, .idle = INT64_MAX };

static const struct option options[] = {
	{ 'g', "group", OPTION_LIST, "LIST", &given.groups,
		"one result for each combination of values of these fields" },
	{ 'a', "agg", OPTION_TEXTS, "'NAME = EXPR'", &given.aggregates,
		"compute a result: an expression over aggregates" },
	{ 'w', "where", OPTION_TEXTS, "EXPR", &given.conditions, "use only records where EXPR is true" },
	{ 0, "time", OPTION_TEXT, "FIELD", &given.time, "the field that holds the time of a record" },
	{ 0, "window", OPTION_TEXT, "SPEC", &given.window, "time windows: 1m 10m/1m day session:30m 1h..1d" },
	{ 0, "lateness", OPTION_DURATION, "DURATION", &grouping_options.lateness,
		"accept records up to DURATION late; write windows as they close" },
	{ 0, "idle", OPTION_DURATION, "DURATION", &grouping_options.idle,
		"stop waiting for a source that has been silent for DURATION" },
	{ 0, "late", OPTION_TEXT, "FILE", &grouping_options.late, "write late records to FILE" },
	{ 0, "sources", OPTION_COUNT, "N", &grouping_options.sources,
		"close no window before N sources have delivered a record" },
	{ 0, "every", OPTION_DURATION, "DURATION", &every, "also write early results every DURATION" },
	{ 0, "having", OPTION_TEXTS, "EXPR", &given.having, "write only results where EXPR is true" },
	{ 0, "order-by", OPTION_TEXTS, "'EXPR [desc],...'", &given.order_by,
		"order of the results (default: by group)" },
	{ 0, "top", OPTION_COUNT, "N", &given.top, "write only the first N results of each window" },
	{ 0, "per", OPTION_LIST, "LIST", &given.per,
		"with --top: the first N per value of these fields (or window)" },
	{ 0, "ties", OPTION_FLAG, NULL, &given.ties,
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
	const bool lateness = grouping_options.lateness >= 0;
	const bool early = every >= 0, top = given.top != REQUEST_ALL;
	const struct rule rules[] = {
		{ !merge && !given.aggregates.count, "say what to compute, as in -a 'n = count()'" },
		{ (partial || merge) && (lateness || early),
			"--partial and --merge need the whole input: no --lateness, no --every" },
		{ lateness && !given.window, "--lateness needs --window: there is nothing to close" },
		{ grouping_options.late && !lateness, "--late needs --lateness: without it nothing is late" },
		{ grouping_options.idle < INT64_MAX && !lateness,
			"--idle needs --lateness: without it no source is waited for" },
		{ grouping_options.sources && !lateness,
			"--sources needs --lateness: without it no source is waited for" },
		{ given.per.count && !top, "--per needs --top: how many of each" },
		{ given.top == 0, "--top 0 writes nothing; leave it out for all results" },
		{ every == 0, "--every 0s never ends; say how often, as in --every 10s" },
		{ given.ties && !(top && given.order_by.count), "--ties needs --top and --order-by" },
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

/* Opens the scope of the query, and adds it and the time options to the given request. */
static int
open_scope(struct query *query, struct error *error)
{
	given.zone = cli_time.zone;
	given.time_format = cli_time.format;
	if (cli_scope_open(&query->scope, &query->projection, error))
		return -1;
	return request_add_scope(&given, &query->scope) ? error_memory(error) : 0;
}

/* Opens the grouping of a query, which is compiled from the request. */
static int
open_grouping(struct grouping *grouping, struct query *query, const struct request *request, struct run *run,
	char **operands, struct error *error)
{
	const struct rule rules[] = {
		{ every > 0 && query->top_spans_windows, "--every does not work with a --per without window: "
							 "its top is known only at the end" },
		{ every > 0 && query_has(query, slice_of("early")),
			"--every marks results by a field \"early\"; give yours another name" },
		{ 0 },
	};

	if (options_check(rules, error))
		return -1;
	grouping_options.every = every > 0 ? every : 0;
	grouping_options.top = request->top;
	grouping_options.ties = request->ties;
	grouping_options.partial = partial ? request : NULL;
	return grouping_open(grouping, query, &grouping_options, run, operands, error);
}

/* Groups records. */
static int
group_records(
	struct run *run, char **operands, struct grouping *grouping, struct query *query, struct error *error)
{
	if (open_scope(query, error) || query_compile(query, &given, error) ||
		open_grouping(grouping, query, &given, run, operands, error))
		return -1;
	const struct stage stage = grouping_stage(grouping);
	return run_stage(run, operands, &stage, error);
}

/* The options must not contradict the query that the partials carry. */
static int
compare_request(const struct request *carried, struct error *error)
{
	struct query query = { 0 };
	int failed = open_scope(&query, error);
	const char *differs = failed ? NULL : request_differs(&given, carried);

	query_free(&query);
	if (differs)
		return error_set(error, STATUS_USAGE,
			"--%s: the partials were made for another one; they carry their query, leave it out",
			differs);
	return failed;
}

/* Compiles the query that the partials carry. A mistake in it is reported as one of the partial. */
static int
compile_carried(const struct partial_reader *reader, struct query *query, struct error *error)
{
	const struct request *carried = &reader->request;
	struct error mistake = { 0 };

	if (carried->aggregates.count == 0)
		return document_refuse(&reader->document, error, "its query has no aggregates");
	query->scope.projection = &query->projection;
	if ((!carried->zone || zone_open(carried->zone, &mistake) == 0) &&
		request_define(carried, &query->scope, &mistake) == 0 &&
		query_compile(query, carried, &mistake) == 0)
		return 0;
	if (mistake.kind == STATUS_USAGE)
		return document_refuse(&reader->document, error, "its query: %s", mistake.text);
	*error = mistake;
	return -1;
}

/* Merges partials. */
static int
merge_partials(struct run *run, char **operands, struct partial_reader *reader, struct grouping *grouping,
	struct query *query, struct error *error)
{
	if (partial_reader_open(reader, run, operands, error) || compare_request(&reader->request, error) ||
		compile_carried(reader, query, error) ||
		open_grouping(grouping, query, &reader->request, run, operands, error) ||
		partial_read(reader, &grouping->groups, error))
		return -1;
	if (run->input.stopped)
		return 0; /* half of the input gives no result */
	return grouping_stage(grouping).finish(grouping, run, error);
}

/* Reports that the limit of --memory was reached, if that is why memory ran out. */
static int
explain_memory(struct error *error)
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
	struct partial_reader reader = { 0 };
	struct error unwritten = { 0 };
	int failed = check(error) ||
		     outputs_check_own(
			     run, (struct named_output){ "late", grouping_options.late }, operands, error) ||
		     limit_memory(run->threads, error);

	(void)count;
	if (!failed)
		failed = merge ? merge_partials(run, operands, &reader, &grouping, &query, error)
			       : group_records(run, operands, &grouping, &query, error);
	if (grouping_close(&grouping, &unwritten) && !failed) {
		*error = unwritten;
		failed = -1;
	}
	partial_reader_close(&reader);
	query_free(&query);
	request_free(&given);
	return failed ? explain_memory(error) : 0;
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
