/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/grouping.h"

#include "agg/partial.h"
#include "agg/rows.h"
#include "base/system.h"
#include "time/instant.h"

#include <inttypes.h>
#include <limits.h>

enum {
	TELL_EVERY_MS = 1000,
	FAR = 16, /* rows */
	NEAR = 8,
};

/* Adds the row to all windows that hold its time. */
static int
add(struct grouping *grouping, const struct row *row)
{
	const struct query *query = grouping->query;
	int64_t time = row->origin.moment.time;
	struct span span = grouping->span;

	if (query->window.shape > WINDOW_TUMBLING || time < span.start || time >= span.end)
		grouping->span = span = window_first(&query->window, time);
	do {
		struct group *group = groups_find_hashed(&grouping->groups, span, row->hash, row->key);
		if (!group || row_add(row, query, group))
			return -1;
		group->window->changed = true;
	} while (window_next(&query->window, time, &span));
	return 0;
}

/* Whether a window of that record was closed, as can be when a source was released and speaks again. */
static bool
is_closed(const struct grouping *grouping, int64_t time)
{
	const struct window_spec *spec = &grouping->query->window;

	if (time > grouping->closed)
		return false; /* as nearly always */
	return spec->shape == WINDOW_SESSION || window_first(spec, time).end <= grouping->closed;
}

/* Tells the source of the row that it came. 1 when it is late, and put aside. */
static int
judge(struct grouping *grouping, const struct row *row, size_t input, struct error *error)
{
	const struct position position = {
		.known = row->origin.kafka,
		.topic = row->origin.topic,
		.partition = row->origin.moment.partition,
		.of = row->origin.of,
	};
	struct event_source *source = sources_find(&grouping->sources, &position, input);
	int64_t behind;

	if (!source)
		return error_memory(error);
	bool late = sources_see(&grouping->sources, source, row->origin.moment.time, &behind);
	if (row->origin.filtered)
		return 0;
	if (!late && is_closed(grouping, row->origin.moment.time)) {
		late = true;
		behind = grouping->closed - row->origin.moment.time;
	}
	if (!late)
		return 0;
	struct span window = window_first(&grouping->query->window, row->origin.moment.time);
	return late_take(&grouping->late, row->origin.record, window, behind, source, error) ? -1 : 1;
}

static int
fold_row(struct grouping *grouping, struct row *row, struct batch *batch, struct error *error)
{
	if (grouping->timed) {
		int late = judge(grouping, row, batch->input, error);
		if (late < 0)
			return -1;
		if (row->origin.filtered)
			return 0;
		counts_verdict(&batch->counts, late ? VERDICT_LATE : VERDICT_USED);
		if (late)
			return 0;
	}
	if (!grouping->query->time && !row->origin.kafka) {
		if (grouping->options.partial && grouping->query->ordered)
			return error_set(error, STATUS_USAGE,
				"--partial with first, last, mode and the like needs --time, or records with "
				"`_kafka`: otherwise the order of the parts is unknown");
		row->origin.moment.offset = (int64_t)++grouping->place;
	}
	return add(grouping, row) ? error_memory(error) : 0;
}

/* Writes early results where they are due. */
static int
early(struct grouping *grouping, struct error *error)
{
	int64_t every = grouping->options.every / 1000;
	int64_t now = system_monotonic_ms();

	if (every == 0 || now < grouping->early_at)
		return 0;
	grouping->early_at = now + every;
	return grouping_write_early(grouping, error);
}

/* Rows that are looked at before their turn: while those before are added, the processor fetches the places
 * of the table for the ones, the groups for the others. */
struct ahead {
	struct rows far, near;
};

static struct ahead
ahead_of(struct rows rows)
{
	struct ahead ahead = { rows, rows };

	for (int i = 0; i < FAR; i++) {
		rows_next_hash(&ahead.far);
		if (i < NEAR)
			rows_next_hash(&ahead.near);
	}
	return ahead;
}

static void
look_ahead(const struct groups *groups, struct ahead *ahead)
{
	if (groups_are_few(groups)) /* they are at hand */
		return;
	groups_expect(groups, rows_next_hash(&ahead->far));
	groups_expect_group(groups, rows_next_hash(&ahead->near));
}

static int
fold(void *context, struct batch *batch, struct error *error)
{
	struct grouping *grouping = context;
	struct rows rows = rows_of(&batch->rows);
	struct ahead ahead = ahead_of(rows);
	struct row row = { 0 };

	grouping->sources.waited = grouping->run->input.waited_ms * 1000;
	if (grouping->timed)
		sources_passed(&grouping->sources, batch->input);
	while (rows_next(&rows, &row)) {
		look_ahead(&grouping->groups, &ahead);
		if (fold_row(grouping, &row, batch, error))
			return -1;
	}
	if (grouping->timed && grouping_close_windows(grouping, sources_watermark(&grouping->sources), error))
		return -1;
	return early(grouping, error);
}

/* How long the reader may wait, in milliseconds, or -1. */
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

/* -v speaks at most once a second, and when there is something new. */
static void
tell(struct grouping *grouping)
{
	int64_t now = system_monotonic_ms();

	if (!grouping->run->verbose || grouping->query->window.shape == WINDOW_NONE ||
		grouping->told_count == grouping->run->counts.read ||
		(grouping->told_at && now - grouping->told_at < TELL_EVERY_MS))
		return;
	grouping->told_at = now;
	grouping->told_count = grouping->run->counts.read;
	grouping_tell(grouping);
}

static int
wait(void *context, struct run *run, struct error *error)
{
	struct grouping *grouping = context;
	int64_t next = INT64_MAX;

	if (grouping->timed) {
		sources_passed(&grouping->sources, run->input.next - 1);
		next = sources_wait(&grouping->sources, run->input.waited_ms * 1000);
		if (grouping_close_windows(grouping, sources_watermark(&grouping->sources), error))
			return -1;
	}
	if (early(grouping, error))
		return -1;
	tell(grouping);
	run->input.max_wait_ms = patience(grouping, next);
	return grouping->late.sink.open ? sink_flush(&grouping->late.sink, error) : 0;
}

static void
warn_of_late(const struct grouping *grouping)
{
	uint64_t late = grouping->run->counts.late;
	bool lost = !grouping->options.late, blind = !sources_kafka(&grouping->sources);

	if (late == 0 || (!lost && !blind))
		return;
	grouping->run->warn(grouping->run, "%" PRIu64 " record%s came too late and %s in no result%s%s", late,
		late == 1 ? "" : "s", late == 1 ? "is" : "are", lost ? "; --late FILE keeps them" : "",
		blind ? "; each partition has its own clock with kafkacat-lite -M" : "");
}

static int
finish(void *context, struct run *run, struct error *error)
{
	struct grouping *grouping = context;

	/* As in SQL: without groups there is one result, of no records too. */
	if (grouping->query->group_names->count == 0 && grouping->query->window.shape == WINDOW_NONE &&
		!groups_find(&grouping->groups, window_first(&grouping->query->window, 0),
			(struct slice){ "", 0 }))
		return error_memory(error);
	groups_settle(&grouping->groups);
	if (grouping->options.partial)
		return partial_write(&grouping->groups, grouping->options.partial, run, error);
	sources_passed(&grouping->sources, grouping->sources.inputs);
	if (run->verbose && grouping->query->window.shape != WINDOW_NONE)
		grouping_tell(grouping);
	if (grouping_close_all(grouping, error) || emitter_finish(&grouping->emitter, error))
		return -1;
	warn_of_late(grouping);
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
	if (scanner_open(&worker->scanner, &query->projection))
		return error_memory(error);
	worker->scratch.slots = worker->scanner.slots;
	worker->scratch.gathered = worker->scanner.gathered;
	return 0;
}

static void
close_worker(void *context)
{
	struct grouping_worker *worker = context;

	scanner_close(&worker->scanner);
	scratch_free(&worker->scratch);
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
		.demanded = options->sources,
	};
	grouping->early_at = system_monotonic_ms() + options->every / 1000;
	if (options->late && late_open(&grouping->late, options->late, error))
		return -1;
	if (sources_open(&grouping->sources, operands) ||
		emitter_open(&grouping->emitter, query, run, options->top, options->ties))
		return error_memory(error);
	return 0;
}

int
grouping_close(struct grouping *grouping, struct error *error)
{
	int failed = late_close(&grouping->late, error);

	groups_free(&grouping->groups);
	emitter_close(&grouping->emitter);
	sources_free(&grouping->sources);
	return failed;
}

struct stage
grouping_stage(struct grouping *grouping)
{
	return (struct stage){
		.state = grouping,
		.map = grouping_map,
		.worker_size = sizeof(struct grouping_worker),
		.open = open_worker,
		.close = close_worker,
		.fold = fold,
		.wait = wait,
		.finish = finish,
	};
}
