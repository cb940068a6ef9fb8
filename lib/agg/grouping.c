/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/grouping.h"

#include "agg/contributions.h"
#include "agg/partial.h"
#include "base/system.h"
#include "expr/record_reader.h"
#include "time/instant.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

enum {
	REPORT_INTERVAL_MS = 1000,
	PLACES_AHEAD = 16,   /* contributions whose places in the table are prefetched */
	GROUPS_AHEAD = 8,    /* contributions whose groups are prefetched */
	BATCH_GROUPS = 65536 /* groups that are written together at the end */
};

/* The working memory of one thread. */
struct grouping_worker {
	const struct query *query;
	bool timed;      /* records can be late */
	bool positioned; /* `_kafka` is read */
	struct record_reader reader;
};

/* Reads where the record in the worker's slots comes from. */
static int
read_origin(struct grouping_worker *worker, struct record_origin *origin, struct refusal *refusal)
{
	const struct query *query = worker->query;
	struct position kafka;
	struct value value;

	*origin = (struct record_origin){ .record = worker->reader.scanner.text };
	if (worker->positioned) {
		if (position_read(&query->position, worker->reader.scanner.slots, &kafka, refusal))
			return -1;
		origin->kafka = kafka.known;
		origin->topic = kafka.topic;
		origin->partitions = kafka.of;
		origin->position = (struct event_position){
			.offset = kafka.offset,
			.partition = kafka.partition,
			.part = kafka.part,
		};
	}
	if (!query->time)
		return 0;
	if (program_run(query->time, &worker->reader.scratch, &value, refusal) ||
		event_time(&value, query->time_name, &origin->position.time, refusal))
		return -1;
	if (query->window.shape != WINDOW_NONE && !window_possible(&query->window, origin->position.time))
		return refuse(refusal, query->time_name,
			"the window of this time would reach beyond the years 1 to 9999");
	return 0;
}

static enum verdict
map_record(struct grouping_worker *worker, struct slice line, struct buffer *to, struct refusal *refusal)
{
	const struct query *query = worker->query;
	bool needs_origin = worker->positioned || query->time;
	struct record_origin origin;

	enum verdict verdict = record_reader_read(&worker->reader, line, refusal);
	if (verdict != VERDICT_USED && !(verdict == VERDICT_FILTERED && worker->timed))
		return verdict;
	int failed = needs_origin && read_origin(worker, &origin, refusal);
	if (verdict == VERDICT_FILTERED) {
		if (!failed) /* its time still shows how far its source has come */
			contribution_write_filtered(to, &origin);
		return VERDICT_FILTERED;
	}
	if (failed || contribution_write(
			      to, query, needs_origin ? &origin : NULL, &worker->reader.scratch, refusal))
		return VERDICT_REFUSED;
	return worker->timed ? VERDICT_DEFERRED : VERDICT_USED;
}

static enum verdict
map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct grouping_worker *worker = context;

	enum verdict verdict = map_record(worker, line, &batch->rows, refusal);
	return record_reader_end(&worker->reader, verdict, &batch->counts);
}

/* Adds the contribution to the groups of all windows that hold its time. */
static int
add(struct grouping *grouping, const struct contribution *contribution)
{
	const struct query *query = grouping->query;
	int64_t time = contribution->origin.position.time;
	struct span span = grouping->span;

	if (query->window.shape > WINDOW_TUMBLING || time < span.start || time >= span.end)
		grouping->span = span = window_first(&query->window, time);
	do {
		struct group *group =
			groups_find_hashed(&grouping->groups, span, contribution->hash, contribution->key);
		if (!group || contribution_add(contribution, query, group))
			return -1;
		group->window->changed = true;
	} while (window_next(&query->window, time, &span));
	return 0;
}

/* Whether a window that holds the time was closed, as it may be where a released source delivers again. */
static bool
is_closed(const struct grouping *grouping, int64_t time)
{
	const struct window_spec *spec = &grouping->query->window;

	if (time > grouping->closed)
		return false; /* as nearly always */
	return spec->shape == WINDOW_SESSION || window_first(spec, time).end <= grouping->closed;
}

/* Advances the clock of the record's source. 1 when the record is late, and written to the file of --late; 0;
 * or -1. */
static int
check_lateness(
	struct grouping *grouping, const struct record_origin *origin, size_t input, struct error *error)
{
	const int64_t time = origin->position.time;
	const struct position kafka = {
		.known = origin->kafka,
		.topic = origin->topic,
		.partition = origin->position.partition,
		.of = origin->partitions,
	};
	struct event_source *source = sources_find(&grouping->sources, &kafka, input);
	int64_t lag;

	if (!source)
		return error_memory(error);
	bool late = sources_advance(&grouping->sources, source, time, &lag);
	if (origin->filtered)
		return 0;
	if (!late && is_closed(grouping, time)) {
		late = true;
		lag = grouping->closed - time;
	}
	if (!late)
		return 0;
	struct span window = window_first(&grouping->query->window, time);
	return late_write(&grouping->late, origin->record, window, lag, source, error) ? -1 : 1;
}

static int
fold_contribution(struct grouping *grouping, struct contribution *contribution, struct batch *batch,
	struct error *error)
{
	struct record_origin *origin = &contribution->origin;

	if (grouping->timed) {
		int late = check_lateness(grouping, origin, batch->input, error);
		if (late < 0)
			return -1;
		if (origin->filtered)
			return 0;
		counts_verdict(&batch->counts, late ? VERDICT_LATE : VERDICT_USED);
		if (late)
			return 0;
	}
	if (!grouping->query->time && !origin->kafka) {
		if (grouping->options.partial && grouping->query->ordered)
			return error_set(error, STATUS_USAGE,
				"--partial with first, last, mode and the like needs --time, or records with "
				"`_kafka`: otherwise the order of the parts is unknown");
		origin->position.offset = (int64_t)++grouping->number;
	}
	return add(grouping, contribution) ? error_memory(error) : 0;
}

/* Adds to the results the windows of that span. In a heap those equal to the top are contiguous below it. */
static int
add_windows_of(struct grouping *grouping, size_t at, struct span span)
{
	const struct windows *windows = &grouping->groups.windows;

	if (at >= windows->count || span_compare(windows->heap[at]->span, span) != 0)
		return 0;
	return results_add(&grouping->results, windows->heap[at]) ||
			       add_windows_of(grouping, 2 * at + 1, span) ||
			       add_windows_of(grouping, 2 * at + 2, span)
		       ? -1
		       : 0;
}

/* A record at the very end of a session would still be part of it: a session closes only after that. */
static bool
has_ended(const struct grouping *grouping, const struct window *window, int64_t watermark)
{
	bool session = grouping->query->window.shape == WINDOW_SESSION;

	return session ? window->span.end < watermark : window->span.end <= watermark;
}

/* Writes the results of the windows that have ended, and frees them. 0 or -1. */
static int
close_windows(struct grouping *grouping, struct error *error)
{
	const int64_t watermark = sources_watermark(&grouping->sources);
	struct windows *windows = &grouping->groups.windows;
	struct window *top;

	while ((top = windows_top(windows)) && has_ended(grouping, top, watermark)) {
		const struct span span = top->span;
		if (add_windows_of(grouping, 0, span))
			return error_memory(error);
		results_sort(&grouping->results);
		if (results_write(&grouping->results, 0, error))
			return -1;
		while ((top = windows_top(windows)) && span_compare(top->span, span) == 0)
			groups_close_window(&grouping->groups, top);
		if (span.end > grouping->closed)
			grouping->closed = span.end;
	}
	return 0;
}

/* Adds to the results the last of `left` windows in the list, whole spans, until BATCH_GROUPS groups are
 * reached. The number of windows then left, or -1 when memory ran out. */
static ptrdiff_t
add_last_windows(struct grouping *grouping, ptrdiff_t left)
{
	struct results *results = &grouping->results;
	struct window **windows = grouping->groups.windows.heap;

	while (left > 0 && results->count < BATCH_GROUPS) {
		const struct span span = windows[left - 1]->span;
		while (left > 0 && span_compare(windows[left - 1]->span, span) == 0)
			if (results_add(results, windows[--left]))
				return -1;
		results_sort(results);
	}
	return left;
}

/* Writes the results of all windows at the end, and frees them. 0 or -1. */
static int
close_all_windows(struct grouping *grouping, struct error *error)
{
	struct windows *windows = &grouping->groups.windows;

	windows_sort(windows);
	while (windows->count > 0) {
		ptrdiff_t left = add_last_windows(grouping, (ptrdiff_t)windows->count);
		if (left < 0)
			return error_memory(error);
		if (results_write(&grouping->results, WRITE_THREADED, error))
			return -1;
		while (windows->count > (size_t)left)
			groups_close_window(&grouping->groups, windows_last(windows));
	}
	return 0;
}

static int
compare_windows(const void *left, const void *right)
{
	const struct window *a = *(struct window *const *)left, *b = *(struct window *const *)right;

	return span_compare(a->span, b->span);
}

/* The windows that changed since their last early results, in order, for the caller to free; NULL when memory
 * ran out. */
static struct window **
take_changed(struct windows *windows, size_t *count)
{
	struct window **changed = malloc((windows->count + 1) * sizeof(struct window *));

	*count = 0;
	for (size_t i = 0; changed && i < windows->count; i++) {
		if (!windows->heap[i]->changed)
			continue;
		changed[(*count)++] = windows->heap[i];
		windows->heap[i]->changed = false;
	}
	if (changed)
		qsort(changed, *count, sizeof(struct window *), compare_windows);
	return changed;
}

/* Writes early results of the windows that changed. 0 or -1. */
static int
write_early(struct grouping *grouping, struct error *error)
{
	size_t count;
	struct window **changed = take_changed(&grouping->groups.windows, &count);
	int failed = changed ? 0 : error_memory(error);

	for (size_t i = 0; i < count && !failed; i++) {
		bool last = i + 1 == count || compare_windows(&changed[i], &changed[i + 1]) != 0;
		if (results_add(&grouping->results, changed[i]))
			failed = error_memory(error);
		else if (last)
			results_sort(&grouping->results);
	}
	if (!failed)
		failed = results_write(&grouping->results, WRITE_EARLY, error);
	free(changed);
	return failed || sink_flush(&grouping->run->out, error) ? -1 : 0;
}

static int
write_early_when_due(struct grouping *grouping, struct error *error)
{
	int64_t every = grouping->options.every / 1000;
	int64_t now = system_monotonic_ms();

	if (every == 0 || now < grouping->early_at)
		return 0;
	grouping->early_at = now + every;
	return write_early(grouping, error);
}

/* Contributions that are read before their turn: while others are added, the processor fetches first the
 * places of the table, then the groups that these will need. */
struct ahead {
	struct contributions places, groups;
};

static struct ahead
ahead_of(struct contributions contributions)
{
	struct ahead ahead = { contributions, contributions };

	for (int i = 0; i < PLACES_AHEAD; i++) {
		contributions_skip(&ahead.places);
		if (i < GROUPS_AHEAD)
			contributions_skip(&ahead.groups);
	}
	return ahead;
}

static void
prefetch_ahead(const struct groups *groups, struct ahead *ahead)
{
	if (groups_are_few(groups)) /* they are in the cache */
		return;
	groups_prefetch_place(groups, contributions_skip(&ahead->places));
	groups_prefetch_group(groups, contributions_skip(&ahead->groups));
}

static int
fold(void *context, struct batch *batch, struct error *error)
{
	struct grouping *grouping = context;
	struct contributions contributions = contributions_of(&batch->rows);
	struct ahead ahead = ahead_of(contributions);
	struct contribution contribution = { 0 };

	grouping->sources.waited = grouping->run->input.waited_ms * 1000;
	if (grouping->timed)
		sources_end_inputs(&grouping->sources, batch->input);
	while (contributions_next(&contributions, &contribution)) {
		prefetch_ahead(&grouping->groups, &ahead);
		if (fold_contribution(grouping, &contribution, batch, error))
			return -1;
	}
	if (grouping->timed && close_windows(grouping, error))
		return -1;
	return write_early_when_due(grouping, error);
}

/* How long the reader may wait, in milliseconds, or -1; microseconds is how long the sources let it wait. */
static int
patience(const struct grouping *grouping, int64_t microseconds)
{
	int64_t ms = microseconds == INT64_MAX ? INT64_MAX : (microseconds + 999) / 1000;

	if (grouping->options.every > 0) {
		int64_t due = grouping->early_at - system_monotonic_ms();
		ms = due < ms ? due : ms;
	}
	if (ms == INT64_MAX)
		return -1;
	return ms < 1 ? 1 : ms > INT_MAX ? INT_MAX : (int)ms;
}

static bool
has_windows(const struct grouping *grouping)
{
	return grouping->query->window.shape != WINDOW_NONE;
}

static void
report_windows(const struct grouping *grouping)
{
	const struct windows *windows = &grouping->groups.windows;
	const uint64_t late = grouping->run->counts.late;
	struct buffer line = { 0 };

	buffer_printf(&line, "%zu window%s open", windows->count, windows->count == 1 ? "" : "s");
	if (windows->count > 0) {
		buffer_text(&line, ", the first ends ");
		instant_write(&line, windows_top(windows)->span.end);
	}
	if (grouping->options.lateness < 0 && windows->count > 0)
		buffer_text(&line, "; without --lateness all are written at the end of the input");
	else if (grouping->query->top_spans_windows)
		buffer_text(&line, "; the top of a --per without window is known at the end of the input");
	buffer_printf(&line, "; %" PRIu64 " record%s late", late, late == 1 ? "" : "s");
	if (!line.failed)
		grouping->run->warn(grouping->run, "%.*s", (int)line.length, line.at);
	buffer_free(&line);
}

/* Shows (-v) why there is no output yet, or at the end how far each source came. */
static void
report_progress(const struct grouping *grouping)
{
	report_windows(grouping);
	if (grouping->timed)
		sources_report(&grouping->sources, grouping->run);
}

/* At most once in REPORT_INTERVAL_MS, and only when records have come. */
static void
report_progress_when_due(struct grouping *grouping)
{
	int64_t now = system_monotonic_ms();

	if (!grouping->run->verbose || !has_windows(grouping) ||
		grouping->reported_read == grouping->run->counts.read ||
		(grouping->reported_at && now - grouping->reported_at < REPORT_INTERVAL_MS))
		return;
	grouping->reported_at = now;
	grouping->reported_read = grouping->run->counts.read;
	report_progress(grouping);
}

static int
wait(void *context, struct run *run, struct error *error)
{
	struct grouping *grouping = context;
	int64_t next = INT64_MAX;

	if (grouping->timed) {
		sources_end_inputs(&grouping->sources, run->input.next - 1);
		next = sources_wait(&grouping->sources, run->input.waited_ms * 1000);
		if (close_windows(grouping, error))
			return -1;
	}
	if (write_early_when_due(grouping, error))
		return -1;
	report_progress_when_due(grouping);
	run->input.max_wait_ms = patience(grouping, next);
	return grouping->late.sink.open ? sink_flush(&grouping->late.sink, error) : 0;
}

static void
warn_of_late_records(const struct grouping *grouping)
{
	uint64_t late = grouping->run->counts.late;
	bool lost = !grouping->options.late, one_clock = !sources_have_kafka(&grouping->sources);

	if (late == 0 || (!lost && !one_clock))
		return;
	grouping->run->warn(grouping->run, "%" PRIu64 " record%s came too late and %s in no result%s%s", late,
		late == 1 ? "" : "s", late == 1 ? "is" : "are", lost ? "; --late FILE keeps them" : "",
		one_clock ? "; each partition has its own clock with kafkacat-lite -M" : "");
}

static int
finish(void *context, struct run *run, struct error *error)
{
	struct grouping *grouping = context;

	/* As in SQL: without -g there is one result, even of no records. */
	if (grouping->query->group_names->count == 0 && !has_windows(grouping) &&
		!groups_find(&grouping->groups, window_first(&grouping->query->window, 0),
			(struct slice){ "", 0 }))
		return error_memory(error);
	groups_end_lookup(&grouping->groups);
	if (grouping->options.partial)
		return partial_write(&grouping->groups, grouping->options.partial, run, error);
	sources_end_inputs(&grouping->sources, grouping->sources.inputs);
	if (run->verbose && has_windows(grouping))
		report_progress(grouping);
	if (close_all_windows(grouping, error) || results_finish(&grouping->results, error))
		return -1;
	warn_of_late_records(grouping);
	if (grouping->options.idle < INT64_MAX)
		run_extra(run, "released", grouping->sources.released);
	return 0;
}

static int
open_worker(void *context, void *state, struct error *error)
{
	struct grouping_worker *worker = context;
	const struct grouping *grouping = state;
	const struct query *query = grouping->query;

	worker->query = query;
	worker->timed = grouping->timed;
	worker->positioned = grouping->timed || query->ordered;
	return record_reader_open(&worker->reader, &query->projection, &query->conditions)
		       ? error_memory(error)
		       : 0;
}

static void
close_worker(void *context)
{
	struct grouping_worker *worker = context;

	record_reader_close(&worker->reader);
}

int
grouping_open(struct grouping *grouping, const struct query *query, const struct grouping_options *options,
	struct run *run, char *const *operands, struct error *error)
{
	*grouping = (struct grouping){ .query = query, .options = *options, .run = run, .closed = INT64_MIN };
	groups_open(&grouping->groups, query);
	grouping->timed = options->lateness >= 0;
	grouping->sources = (struct sources){
		.lateness = options->lateness < INSTANT_MAX ? options->lateness : INSTANT_MAX,
		.idle = options->idle < INSTANT_MAX ? options->idle : INT64_MAX, /* thousands of years */
		.required = options->sources,
	};
	grouping->early_at = system_monotonic_ms() + options->every / 1000;
	if (options->late && late_open(&grouping->late, options->late, error))
		return -1;
	if (sources_open(&grouping->sources, operands) ||
		results_open(&grouping->results, query, run, options->top, options->ties))
		return error_memory(error);
	return 0;
}

int
grouping_close(struct grouping *grouping, struct error *error)
{
	int failed = late_close(&grouping->late, error);

	groups_free(&grouping->groups);
	results_close(&grouping->results);
	sources_free(&grouping->sources);
	return failed;
}

struct stage
grouping_stage(struct grouping *grouping)
{
	return (struct stage){
		.state = grouping,
		.map = map,
		.worker_size = sizeof(struct grouping_worker),
		.open = open_worker,
		.close = close_worker,
		.fold = fold,
		.wait = wait,
		.finish = finish,
	};
}
