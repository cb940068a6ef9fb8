/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/query.h"

#include "base/system.h"

#include <stdlib.h>

/* Makes a field of the result known to the expressions that follow it: the value of the program, or a time
 * where there is none. place is its index among the values. */
static int
add_name(struct query *query, const char *option, struct slice name, const struct program *program,
	size_t place, struct error *error)
{
	size_t index;

	if (program ? scope_add_setting(&query->scope, name, program_types(program), &index, error)
		    : scope_add_setting(&query->scope, name, TYPE_TIME, &index, error))
		return -1;
	if (index != place || (query->window.shape != WINDOW_NONE && slice_is(name, "window")))
		return error_set(error, STATUS_USAGE, "%s: the result has two fields named \"%.*s\"", option,
			SLICE_PRINT(name));
	return 0;
}

static int
compile_time(struct query *query, const struct request *request, struct error *error)
{
	if (request->window && !request->time)
		return error_set(error, STATUS_USAGE, "--window needs --time: the field that holds the time");
	if (request->window && window_read(&query->window, slice_of(request->window), error))
		return -1;
	if (!request->time)
		return 0;
	query->time_name = slice_of(request->time);
	query->time = program_compile_name(&query->scope, "--time", query->time_name, error);
	return query->time ? 0 : -1;
}

static int
name_window(struct query *query, struct error *error)
{
	if (query->window.shape == WINDOW_NONE)
		return 0;
	query->first_group = 2;
	return add_name(query, "--window", slice_of("window.start"), NULL, 0, error) ||
			       add_name(query, "--window", slice_of("window.end"), NULL, 1, error)
		       ? -1
		       : 0;
}

static int
compile_groups(struct query *query, const struct names *names, struct error *error)
{
	query->group_names = names;
	query->groups = calloc(names->count + 1, sizeof *query->groups);
	if (!query->groups)
		return error_memory(error);
	for (size_t i = 0; i < names->count; i++)
		if (!(query->groups[i] = program_compile_name(&query->scope, "-g", names->at[i], error)))
			return -1;
	if (name_window(query, error))
		return -1;
	for (size_t i = 0; i < names->count; i++)
		if (add_name(query, "-g", names->at[i], query->groups[i], query->first_group + i, error))
			return -1;
	query->first_measure = query->first_group + names->count;
	return 0;
}

/* Whether the arguments that are evaluated for the first call are those of the second, and checked alike. */
static bool
same_arguments(const struct query_call *first, const struct query_call *second)
{
	const struct aggregate_kind *a = first->kind, *b = second->kind;
	bool checked = a->numbers == b->numbers && a->conditions == b->conditions;

	return (checked || !(b->numbers || b->conditions)) &&
	       aggregate_arguments_same(first->expr, second->expr);
}

static bool
same_state(const struct aggregate_kind *a, const struct aggregate_kind *b)
{
	return a->add == b->add && a->merge == b->merge && a->save == b->save && a->load == b->load &&
	       a->free == b->free && a->settle == b->settle && a->size == b->size;
}

/* Gives call number i its place in a group's block of states: that of an earlier call where the two differ
 * only in their result, as sum(x) and mean(x), or two quantiles of x. */
static void
place_call(struct query *query, size_t i)
{
	struct query_call *calls = query->calls, *call = &calls[i];
	size_t at = 0;

	while (at < i && (calls[at].repeats || !same_arguments(&calls[at], call)))
		at++;
	call->repeats = at < i;
	while (at < i && !same_state(calls[at].kind, call->kind) && calls[at].next)
		at = calls[at].next;
	call->shared = at < i && same_state(calls[at].kind, call->kind);
	if (call->shared) {
		call->owner = at;
		call->offset = calls[at].offset;
		return;
	}
	if (at < i)
		calls[at].next = i;
	call->offset = query->state_size;
	query->state_size += call->kind->size;
}

/* Gives the calls of a measure their places in a group's states. */
static int
add_calls(struct query *query, struct measure *measure, struct error *error)
{
	const struct aggregate_call *found;
	size_t n = program_aggregates(measure->program, &found);

	measure->first_call = query->call_count;
	if (n == 0)
		return 0;
	struct query_call *calls = realloc(query->calls, (query->call_count + n) * sizeof *calls);
	if (!calls)
		return error_memory(error);
	query->calls = calls;
	for (size_t i = 0; i < n; i++) {
		const struct aggregate_kind *kind = aggregate_find(found[i].name);
		if (!kind)
			return error_set(error, STATUS_USAGE, "-a: %.*s is not an aggregate",
				SLICE_PRINT(found[i].name));
		calls[query->call_count] = (struct query_call){ .kind = kind, .expr = &found[i] };
		place_call(query, query->call_count++);
		query->ordered = query->ordered || kind->ordered;
		query->settles = query->settles || kind->settle;
	}
	return 0;
}

static int
compile_aggregates(struct query *query, const struct names *texts, struct error *error)
{
	for (size_t i = 0; i < texts->count; i++) {
		struct measure *measure = &query->measures[query->measure_count];
		measure->program =
			program_compile_setting(&query->scope, "-a", texts->at[i], &measure->name, error);
		measure->option = "-a";
		if (!measure->program || add_calls(query, measure, error) ||
			add_name(query, "-a", measure->name, measure->program, query->first_measure + i,
				error))
			return -1;
		query->measure_count++;
	}
	query->aggregate_count = query->measure_count;
	return 0;
}

static int
compile_having(struct query *query, const struct names *texts, struct error *error)
{
	for (size_t i = 0; i < texts->count; i++) {
		struct measure *measure = &query->measures[query->measure_count];
		measure->option = "--having";
		measure->program = program_compile_condition(&query->scope, "--having", texts->at[i], error);
		if (!measure->program || add_calls(query, measure, error))
			return -1;
		query->measure_count++;
	}
	query->having_count = texts->count;
	return 0;
}

/* The end of the quoted text or {name} that begins at `at`; the end of the text when it is not closed, which
 * the compiler reports. */
static const char *
skip_quoted(const char *at, const char *end)
{
	char close = *at == '{' ? '}' : *at;

	for (at++; at < end && *at != close; at++)
		if (*at == '\\' && close != '}' && at + 1 < end)
			at++;
	return at < end ? at + 1 : end;
}

/* Splits --order-by at the commas outside of parentheses, quotes and braces. 0, or -1 when memory ran out. */
static int
split_order_by(struct names *keys, struct slice text)
{
	const char *from = text.at, *end = text.at + text.length;
	int depth = 0;

	for (const char *at = text.at; at < end;) {
		if (*at == '"' || *at == '\'' || *at == '{') {
			at = skip_quoted(at, end);
			continue;
		}
		depth += (*at == '(') - (*at == ')');
		if (*at == ',' && depth == 0) {
			if (names_add(keys, slice_between(from, at)))
				return -1;
			from = at + 1;
		}
		at++;
	}
	return names_add(keys, slice_between(from, end));
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static void
trim_end(struct slice *text)
{
	while (text->length && is_space(text->at[text->length - 1]))
		text->length--;
}

/* Takes the word and the white space before it off the end of the key. */
static bool
take_word(struct slice *key, const char *word)
{
	size_t length = strlen(word);

	if (key->length <= length || !is_space(key->at[key->length - length - 1]) ||
		memcmp(key->at + key->length - length, word, length) != 0)
		return false;
	key->length -= length;
	trim_end(key);
	return true;
}

/* Takes a final word asc or desc off the key; true for desc. */
static bool
take_direction(struct slice *key)
{
	trim_end(key);
	if (take_word(key, "desc"))
		return true;
	take_word(key, "asc");
	return false;
}

static int
compile_order_by(struct query *query, const struct names *keys, struct error *error)
{
	for (size_t i = 0; i < keys->count; i++) {
		struct measure *measure = &query->measures[query->measure_count];
		struct slice key = keys->at[i];
		measure->option = "--order-by";
		measure->descending = take_direction(&key);
		measure->program = program_compile(&query->scope, "--order-by", key, error);
		if (!measure->program || add_calls(query, measure, error))
			return -1;
		query->measure_count++;
	}
	return 0;
}

/* Adds the value that a name of --per stands for. */
static int
add_per(struct query *query, struct slice name, struct error *error)
{
	ptrdiff_t group = names_find(query->group_names, name);

	if (query->window.shape != WINDOW_NONE && slice_is(name, "window")) {
		query->top_spans_windows = false;
		return 0;
	}
	if (group < 0)
		return error_set(error, STATUS_USAGE, "--per %.*s: name fields of -g%s", SLICE_PRINT(name),
			query->window.shape == WINDOW_NONE ? "" : ", or window");
	query->per[query->per_count++] = query->first_group + (size_t)group;
	return 0;
}

static int
compile_per(struct query *query, const struct names *names, struct error *error)
{
	query->top_spans_windows = names->count > 0 && query->window.shape != WINDOW_NONE;
	query->per = calloc(names->count + 1, sizeof *query->per);
	if (!query->per)
		return error_memory(error);
	for (size_t i = 0; i < names->count; i++)
		if (add_per(query, names->at[i], error))
			return -1;
	return 0;
}

static int
compile_measures(struct query *query, const struct request *request, struct error *error)
{
	struct names keys = { 0 };
	int failed = 0;

	for (size_t i = 0; !failed && i < request->order_by.count; i++)
		failed = split_order_by(&keys, request->order_by.at[i]);
	query->measures = failed ? NULL
				 : calloc(request->aggregates.count + request->having.count + keys.count + 1,
					   sizeof *query->measures);
	query->scope.aggregates = true;
	if (!query->measures)
		failed = error_memory(error);
	else
		failed = compile_aggregates(query, &request->aggregates, error) ||
			 compile_having(query, &request->having, error) ||
			 compile_order_by(query, &keys, error);
	names_free(&keys);
	return failed ? -1 : 0;
}

int
query_compile(struct query *query, const struct request *request, struct error *error)
{
	query->seed = system_hash_seed();
	if (conditions_compile(&query->conditions, &query->scope, &request->conditions, error) ||
		compile_time(query, request, error) || compile_groups(query, &request->groups, error) ||
		compile_measures(query, request, error) || compile_per(query, &request->per, error))
		return -1;
	return position_bind(&query->position, &query->projection) ? error_memory(error) : 0;
}

bool
query_has(const struct query *query, struct slice name)
{
	bool has = names_find(query->group_names, name) >= 0;

	for (size_t i = 0; i < query->aggregate_count; i++)
		has = has || slice_equal(query->measures[i].name, name);
	return has;
}

void
query_free(struct query *query)
{
	scope_free(&query->scope);
	projection_free(&query->projection);
	free(query->groups);
	free(query->measures);
	free(query->calls);
	free(query->per);
}
