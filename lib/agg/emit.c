/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/emit.h"

#include "record/json_text.h"
#include "record/scan.h"

#include <stdlib.h>

/* One line of the result: the values of the group, of -a, of --order-by. */
struct line {
	const struct query *query; /* qsort hands its comparison no context */
	struct value *values;
};

struct result {
	struct line *lines;
	size_t count;
	size_t width; /* values a line */
	struct arena arena;
	struct scratch scratch;
	struct value *aggregates; /* of one group */
};

/* The value of a JSON text as rows wrote it: a scalar. */
static int
read_value(struct slice text, struct arena *arena, struct value *value)
{
	*value = (struct value){ .kind = VALUE_NULL };
	switch (text.at[0]) {
	case 't':
	case 'f':
		*value = (struct value){ .kind = VALUE_BOOL, .truth = text.at[0] == 't' };
		return 0;
	case 'n':
		return 0;
	case '"': {
		struct buffer decoded = { 0 };
		json_text_read(&decoded, (struct slice){ text.at + 1, text.length - 2 });
		value->kind = VALUE_TEXT;
		value->text = arena_copy(arena, buffer_view(&decoded));
		int failed = decoded.failed || !value->text.at;
		buffer_free(&decoded);
		return failed ? -1 : 0;
	}
	default:
		value->kind = VALUE_NUMBER;
		number_read(text, &value->number);
		return 0;
	}
}

static int
read_key(const struct group *group, size_t count, struct arena *arena, struct value *values)
{
	const char *at = group->key.at;

	for (size_t i = 0; i < count; i++) {
		const char *end = memchr(at, '\n', (size_t)(group->key.at + group->key.length - at));
		if (read_value(slice_between(at, end), arena, &values[i]))
			return -1;
		at = end + 1;
	}
	return 0;
}

/* Evaluates the measures of a group. They read the calls' results and the values to their left. */
static int
measure(struct result *result, const struct query *query, const struct group *group, struct value *values,
	struct error *error)
{
	struct scratch *scratch = &result->scratch;
	struct refusal refusal;

	for (size_t i = 0; i < query->call_count; i++) {
		const struct aggregate_kind *kind = query->calls[i].kind;
		struct value *value = &result->aggregates[i];
		if (kind->result(group->states + query->calls[i].offset, &query->calls[i].call->parameter,
			    &result->arena, value))
			return error_memory(error);
		if (value->kind == VALUE_NUMBER && !number_is_finite(value->number))
			return error_set(error, STATUS_REFUSED,
				"the %s of a group is too large for a double; leave such numbers out by -w",
				kind->name);
	}
	scratch->settings = values;
	for (size_t i = 0; i < query->measure_count; i++) {
		const struct measure *m = &query->measures[i];
		scratch->aggregates = result->aggregates + m->first_call;
		if (program_run(m->program, scratch, &values[query->group_names->count + i], &refusal)) {
			if (scratch->failed)
				return error_memory(error);
			const struct slice name = m->name.length ? m->name : slice_of("--order-by");
			return error_set(
				error, STATUS_REFUSED, "%.*s: %s", SLICE_PRINT(name), refusal.reason);
		}
	}
	return 0;
}

static int
collect(struct result *result, const struct groups *groups, const struct query *query, struct error *error)
{
	const struct group *group;

	result->width = query->group_names->count + query->measure_count;
	result->lines = calloc(groups->count + 1, sizeof *result->lines);
	result->aggregates = calloc(query->call_count + 1, sizeof *result->aggregates);
	if (!result->lines || !result->aggregates)
		return error_memory(error);
	for (size_t at = 0; (group = groups_next(groups, &at));) {
		struct line *line = &result->lines[result->count++];
		line->query = query;
		line->values = arena_take(&result->arena, (result->width + 1) * sizeof *line->values);
		if (!line->values || read_key(group, query->group_names->count, &result->arena, line->values))
			return error_memory(error);
		if (measure(result, query, group, line->values, error))
			return -1;
	}
	return 0;
}

static int
compare_lines(const void *left, const void *right)
{
	const struct line *a = left, *b = right;
	const struct query *query = a->query;
	size_t groups = query->group_names->count;

	for (size_t i = query->aggregate_count; i < query->measure_count; i++) {
		int order = value_compare(&a->values[groups + i], &b->values[groups + i]);
		if (order)
			return query->measures[i].descending ? -order : order;
	}
	for (size_t i = 0; i < groups; i++) {
		int order = value_compare(&a->values[i], &b->values[i]);
		if (order)
			return order;
	}
	return 0;
}

static void
write_field(struct buffer *to, bool first, struct slice name, const struct value *value)
{
	buffer_byte(to, first ? '{' : ',');
	json_text_write(to, name);
	buffer_byte(to, ':');
	value_write(to, value);
}

static void
write_line(struct buffer *to, const struct query *query, const struct value *values)
{
	size_t groups = query->group_names->count;

	for (size_t i = 0; i < groups; i++)
		write_field(to, i == 0, query->group_names->at[i], &values[i]);
	for (size_t i = 0; i < query->aggregate_count; i++)
		write_field(to, groups + i == 0, query->measures[i].name, &values[groups + i]);
	buffer_text(to, "}\n");
}

static int
write_lines(const struct result *result, const struct query *query, uint64_t top, struct run *run,
	struct error *error)
{
	struct buffer text = { 0 };
	int failed = 0;

	for (size_t i = 0; i < result->count && i < top && !failed; i++) {
		text.length = 0;
		write_line(&text, query, result->lines[i].values);
		failed = sink_buffer(&run->out, &text, error);
		run->counts.written++;
	}
	buffer_free(&text);
	return failed;
}

int
query_emit(const struct groups *groups, const struct query *query, uint64_t top, struct run *run,
	struct error *error)
{
	struct result result = { 0 };
	int failed = collect(&result, groups, query, error);

	if (!failed) {
		qsort(result.lines, result.count, sizeof *result.lines, compare_lines);
		failed = write_lines(&result, query, top, run, error);
	}
	run->counts.undefined += result.scratch.undefined;
	free(result.lines);
	free(result.aggregates);
	arena_free(&result.arena);
	scratch_free(&result.scratch);
	return failed;
}
