/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/results.h"

#include "agg/top_k.h"
#include "base/array.h"
#include "record/text.h"

#include <stdlib.h>

enum {
	PART = 512,        /* groups that a thread takes at once, at least, up to the end of a partition */
	LINES = 256 * 1024 /* bytes of lines that are collected before they are written */
};

/* One call of results_write: what its threads share. */
struct write_job {
	struct results *results;
	bool early;
	struct sequencer turns;
	size_t next;         /* first group of the next part */
	struct error *error; /* set by the thread whose turn it is */
};

/* A thread, and the part of the groups that it works on. */
struct result_writer {
	const struct results *results;
	struct write_job *job;
	uint64_t number;          /* number of the part */
	size_t from, to;          /* its groups */
	struct value *values;     /* values of one result: query_width of them */
	struct value *aggregates; /* results of the calls */
	struct scratch scratch;
	struct arena arena;  /* what the values point to */
	struct buffer lines; /* lines that are not written yet */
	uint64_t written;    /* how many lines these are */
	uint64_t undefined;  /* divisions by zero in results that were forgotten */
	struct top_k top;
	struct error error;
};

static int
make_labels(struct result_layout *layout, const struct query *query, struct buffer *text)
{
	for (size_t i = query->first_group; i < query->first_measure + query->aggregate_count; i++) {
		text->length = 0;
		json_text_write(text, i < query->first_measure
					      ? query->group_names->at[i - query->first_group]
					      : query->measures[i - query->first_measure].name);
		buffer_byte(text, ':');
		if (text->failed)
			return -1;
		layout->labels[i] = arena_copy(&layout->texts, buffer_view(text));
		if (!layout->labels[i].at)
			return -1;
	}
	return 0;
}

/* Whether a measure reads the group fields. */
static bool
reads_groups(const struct query *query)
{
	for (size_t i = 0; i < query->measure_count; i++)
		if (program_uses_settings(
			    query->measures[i].program, query->first_group, query->first_measure))
			return true;
	return false;
}

/* 0, or -1 when memory ran out. */
static int
open_layout(struct result_layout *layout, const struct query *query, bool decodes_keys)
{
	struct buffer text = { 0 };

	layout->decodes_keys = decodes_keys || reads_groups(query);
	layout->labels = calloc(query_width(query) + 1, sizeof *layout->labels);
	int failed = layout->labels ? make_labels(layout, query, &text) : -1;
	buffer_free(&text);
	return failed;
}

/* The results of the aggregate calls. */
static int
evaluate_calls(struct result_writer *writer, struct group *group)
{
	const struct query *query = writer->results->query;

	group_settle(query, group);
	for (size_t i = 0; i < query->call_count; i++) {
		const struct aggregate_kind *kind = query->calls[i].kind;
		struct value *value = &writer->aggregates[i];
		if (kind->result(group_states(group) + query->calls[i].offset,
			    &query->calls[i].expr->parameter, &writer->arena, value))
			return error_memory(&writer->error);
		if (value->kind == VALUE_NUMBER && !number_is_finite(value->number))
			return error_set(&writer->error, STATUS_REFUSED,
				"the %s of a group is too large for a double; leave such numbers out by -w",
				kind->name);
	}
	return 0;
}

/* A measure reads the results of its calls and the values to its left. One of --having sets *holds and has no
 * value; for all others holds is NULL. */
static int
evaluate_measure(
	struct result_writer *writer, const struct measure *measure, bool *holds, struct value *value)
{
	struct scratch *scratch = &writer->scratch;
	struct refusal refusal;

	scratch->aggregates = writer->aggregates + measure->first_call;
	if ((holds ? program_holds(measure->program, scratch, holds, &refusal)
		   : program_run(measure->program, scratch, value, &refusal)) == 0)
		return 0;
	if (scratch->failed)
		return error_memory(&writer->error);
	const struct slice name = measure->name.length ? measure->name : slice_of(measure->option);
	return error_set(&writer->error, STATUS_REFUSED, "%.*s: %s", SLICE_PRINT(name), refusal.reason);
}

static int
decode_key(struct result_writer *writer, const struct group *group, struct value *values)
{
	struct slice key = group_key(group), text;

	while (group_key_next(&key, &text))
		if (group_key_value(text, &writer->arena, values++))
			return -1;
	return 0;
}

/* Fills in the values of a group's result, those of its key only where something reads them; *holds is false
 * where --having leaves the result out. What the values point to lives until forget_values. 0 or -1. */
static int
evaluate(struct result_writer *writer, struct group *group, struct value *values, bool *holds)
{
	const struct query *query = writer->results->query;

	*holds = true;
	if (query->first_group > 0) {
		const struct span span = group->window->span;
		values[0] = (struct value){ .kind = VALUE_TIME, .instant = span.start };
		values[1] = (struct value){ .kind = VALUE_TIME, .instant = span.end };
	}
	if (writer->results->layout.decodes_keys && decode_key(writer, group, values + query->first_group))
		return error_memory(&writer->error);
	if (evaluate_calls(writer, group))
		return -1;
	writer->scratch.settings = values;
	for (size_t i = 0; i < query->measure_count && *holds; i++) {
		bool having = i >= query->aggregate_count && i < query->aggregate_count + query->having_count;
		struct value *value = &values[query->first_measure + i];
		if (evaluate_measure(writer, &query->measures[i], having ? holds : NULL, value))
			return -1;
	}
	return 0;
}

static void
forget_values(struct result_writer *writer)
{
	writer->undefined += writer->scratch.undefined;
	scratch_begin(&writer->scratch);
	arena_reset(&writer->arena);
}

/* In the turn of the part: writes its lines so far. 0 or -1. */
static int
flush_lines(struct result_writer *writer)
{
	struct run *run = writer->results->run;

	if (!sequencer_wait(&writer->job->turns, writer->number))
		return -1;
	int failed = sink_buffer(&run->out, &writer->lines, &writer->error);
	run->counts.written += writer->written;
	run->counts.undefined += writer->job->early ? 0 : writer->undefined;
	writer->lines.length = 0;
	writer->written = writer->undefined = 0;
	return failed;
}

static void
write_label(struct buffer *to, struct slice label)
{
	if (!to->failed && to->at[to->length - 1] != '{')
		buffer_byte(to, ',');
	buffer_slice(to, label);
}

/* Appends the line of a result. 0 or -1. */
static int
write_line(struct result_writer *writer, const struct value *values, struct slice key)
{
	const struct query *query = writer->results->query;
	const struct slice *labels = writer->results->layout.labels;
	struct buffer *to = &writer->lines;
	struct slice text;

	buffer_byte(to, '{');
	if (query->first_group > 0)
		span_write(to, (struct span){ values[0].instant, values[1].instant });
	for (size_t i = query->first_group; group_key_next(&key, &text); i++) {
		write_label(to, labels[i]);
		buffer_slice(to, text);
	}
	for (size_t i = query->first_measure; i < query->first_measure + query->aggregate_count; i++) {
		write_label(to, labels[i]);
		value_write(to, &values[i]);
	}
	buffer_text(to, writer->job->early ? ",\"early\":true}\n" : "}\n");
	writer->written++;
	return to->failed || to->length > LINES ? flush_lines(writer) : 0;
}

/* Whether a partition begins with the group: a window, or one of the groups that --per names. */
static bool
begins_partition(const struct results *results, size_t i)
{
	const struct group *before = results->groups[i - 1].group, *group = results->groups[i].group;

	if (span_compare(before->window->span, group->window->span) != 0)
		return true;
	return !group_key_has_prefix(group_key(before), group_key(group), results->prefix_fields);
}

/* A group of the part. The groups around it are fetched from memory together. */
static struct group *
group_at(const struct result_writer *writer, size_t i)
{
	const struct sort_entry *groups = writer->results->groups;

	if ((i - writer->from) % FETCH_GROUPS == 0)
		group_sort_fetch(groups + i, writer->to - i);
	return groups[i].group;
}

/* results.write_part where the groups are in the order of their results: one result after another. */
static int
write_streamed(struct result_writer *writer)
{
	const struct results *results = writer->results;
	const bool all = results->top == UINT64_MAX;
	uint64_t written = 0; /* results of the partition */
	bool holds;

	for (size_t i = writer->from; i < writer->to; i++) {
		struct group *group = group_at(writer, i);
		if (!all && i > writer->from && begins_partition(results, i))
			written = 0;
		if (written == results->top)
			continue;
		if (evaluate(writer, group, writer->values, &holds) ||
			(holds && write_line(writer, writer->values, group_key(group))))
			return -1;
		written += holds;
		forget_values(writer);
	}
	return 0;
}

/* Adds the result of the group to the ranking, unless --having leaves it out. 1 if it was added, 0, or -1. */
static int
rank(struct result_writer *writer, struct group *group)
{
	struct value *values = top_k_add(&writer->top, writer->results->query, group_key(group));
	bool holds;

	if (!values)
		return error_memory(&writer->error);
	if (evaluate(writer, group, values, &holds))
		return -1;
	if (!holds)
		top_k_drop_last(&writer->top);
	return holds;
}

/* Writes the ranking and empties it. 0 or -1. */
static int
write_ranking(struct result_writer *writer)
{
	struct top_k *top = &writer->top;

	top_k_select(top);
	for (size_t i = 0; i < top->count; i++)
		if (write_line(writer, top->at[i]->values, top->at[i]->key))
			return -1;
	top_k_clear(top);
	forget_values(writer);
	return 0;
}

/* results.write_part where results are sorted: partition by partition. */
static int
write_ranked(struct result_writer *writer)
{
	for (size_t i = writer->from; i < writer->to; i++) {
		struct group *group = group_at(writer, i);
		if (i > writer->from && begins_partition(writer->results, i) && write_ranking(writer))
			return -1;
		if (rank(writer, group) < 0)
			return -1;
	}
	return write_ranking(writer);
}

/* results.write_part where --top spans windows: the ranking owns its results until results_finish. */
static int
collect_ranked(struct result_writer *writer)
{
	for (size_t i = writer->from; i < writer->to; i++) {
		int kept = rank(writer, group_at(writer, i));
		if (kept < 0)
			return -1;
		if (kept && top_k_own_last(&writer->top))
			return error_memory(&writer->error);
		forget_values(writer);
	}
	return 0;
}

/* The end of the part that begins at `from`: anywhere when results are streamed without --top, else at the
 * end of a partition. */
static size_t
part_end(const struct results *results, size_t from)
{
	size_t to = results->count - from < PART ? results->count : from + PART;

	if (!results->needs_sort && results->top == UINT64_MAX)
		return to;
	if (results->query->window.shape == WINDOW_NONE && results->prefix_fields == 0)
		return results->count;
	while (to < results->count && !begins_partition(results, to))
		to++;
	return to;
}

/* Takes the next part. False when there is none. */
static bool
take_part(struct result_writer *writer)
{
	struct write_job *job = writer->job;

	writer->number = sequencer_take(&job->turns);
	writer->from = job->next;
	writer->to = job->next = part_end(writer->results, writer->from);
	bool took = writer->to > writer->from;
	sequencer_taken(&job->turns, took);
	return took;
}

/* The work of each thread. */
static void
write_parts(void *context)
{
	struct result_writer *writer = context;
	struct write_job *job = writer->job;
	bool failed = false;

	while (!failed && take_part(writer)) {
		failed = writer->results->write_part(writer) != 0;
		failed |= flush_lines(writer) != 0; /* also the results before one that failed */
		if (failed && sequencer_wait(&job->turns, writer->number))
			*job->error = writer->error;
		sequencer_delivered(&job->turns, failed);
	}
}

/* Whether --per names the first fields of the key, in their order; *fields is how many it names. */
static bool
is_key_prefix(const struct query *query, size_t *fields)
{
	*fields = 0;
	for (size_t i = 0; i < query->per_count; i++)
		if (query->per[i] >= query->first_group && query->per[i] != query->first_group + (*fields)++)
			return false;
	return true;
}

static int
open_writer(struct result_writer *writer, const struct results *results, bool ties)
{
	const struct query *query = results->query;

	writer->results = results;
	writer->top = (struct top_k){
		.limit = results->top, .ties = ties, .single_partition = results->per_is_key_prefix
	};
	writer->values = calloc(query_width(query) + 1, sizeof *writer->values);
	writer->aggregates = calloc(query->call_count + 1, sizeof *writer->aggregates);
	return writer->values && writer->aggregates ? 0 : -1;
}

int
results_open(struct results *results, const struct query *query, struct run *run, uint64_t top, bool ties)
{
	const bool spans = query->top_spans_windows;

	*results = (struct results){ .query = query, .run = run, .top = top };
	results->per_is_key_prefix =
		is_key_prefix(query, &results->prefix_fields) && (query->per_count == 0 || !spans);
	if (!results->per_is_key_prefix)
		results->prefix_fields = 0;
	results->needs_sort = query_orders_results(query) || query->per_count > 0 || ties || spans;
	results->write_part = spans ? collect_ranked : results->needs_sort ? write_ranked : write_streamed;
	if (open_layout(&results->layout, query, !results->per_is_key_prefix) ||
		workers_open(&results->writers, spans ? 1 : run->threads, sizeof(struct result_writer)))
		return -1;
	for (size_t i = 0; i < results->writers.count; i++)
		if (open_writer(workers_at(&results->writers, i), results, ties))
			return -1;
	return 0;
}

void
results_close(struct results *results)
{
	for (size_t i = 0; i < results->writers.count; i++) {
		struct result_writer *writer = workers_at(&results->writers, i);
		free(writer->values);
		free(writer->aggregates);
		scratch_free(&writer->scratch);
		arena_free(&writer->arena);
		buffer_free(&writer->lines);
		top_k_free(&writer->top);
	}
	workers_free(&results->writers);
	free(results->layout.labels);
	arena_free(&results->layout.texts);
	free(results->groups);
	*results = (struct results){ 0 };
}

int
results_add(struct results *results, const struct window *window)
{
	for (struct group *group = window->first; group; group = group->next) {
		struct sort_entry *groups =
			array_grow(results->groups, &results->capacity, results->count + 1, sizeof *groups);
		if (!groups)
			return -1;
		results->groups = groups;
		groups[results->count++].group = group;
	}
	return 0;
}

void
results_sort(struct results *results)
{
	/* Where results are sorted anyway, the groups must only be partitioned; but where --per is not a
	 * prefix of the key, results that come in the order of all fields are sorted faster. */
	bool partitions = results->needs_sort && results->per_is_key_prefix;
	size_t fields = partitions ? results->prefix_fields : results->query->group_names->count;

	if (results->count > results->sorted)
		group_sort(results->groups + results->sorted, results->count - results->sorted, fields);
	results->sorted = results->count;
}

int
results_write(struct results *results, unsigned flags, struct error *error)
{
	struct write_job job = {
		.results = results, .early = flags & WRITE_EARLY, .turns = SEQUENCER_INIT, .error = error
	};
	struct workers workers = results->writers;

	if (!(flags & WRITE_THREADED) || results->count < 2 * PART || part_end(results, 0) == results->count)
		workers.count = 1;
	for (size_t i = 0; i < workers.count; i++)
		((struct result_writer *)workers_at(&workers, i))->job = &job;
	int failed = threads_run(&workers, write_parts, error);
	/* Which thread ranks a large window is a matter of chance: only the first keeps the memory for it. */
	for (size_t i = 1; i < workers.count; i++)
		top_k_free(&((struct result_writer *)workers_at(&workers, i))->top);
	results->count = results->sorted = 0;
	return failed || error->kind != STATUS_DONE ? -1 : 0;
}

int
results_finish(struct results *results, struct error *error)
{
	struct write_job job = { .results = results, .turns = SEQUENCER_INIT };
	struct result_writer *writer = workers_at(&results->writers, 0);

	if (!results->query->top_spans_windows)
		return 0;
	writer->job = &job;
	writer->number = 0;
	if (write_ranking(writer) == 0 && flush_lines(writer) == 0)
		return 0;
	*error = writer->error;
	return -1;
}
