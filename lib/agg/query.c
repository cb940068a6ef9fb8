/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/query.h"

#include "agg/order.h"

#include <stdlib.h>

/* Makes a name of the result known to the expressions that follow; index is its place in the output. */
static int
add_name(struct query *query, const char *option, struct slice name, size_t place, struct error *error)
{
	size_t index;

	if (scope_set(&query->scope, name, &index, error))
		return -1;
	if (index != place)
		return error_set(error, STATUS_USAGE, "%s: the result has two fields named \"%.*s\"", option,
			SLICE_PRINT(name));
	return 0;
}

static int
compile_groups(struct query *query, const struct names *names, struct error *error)
{
	query->group_names = names;
	query->groups = calloc(names->count + 1, sizeof *query->groups);
	if (!query->groups)
		return error_memory(error);
	for (size_t i = 0; i < names->count; i++)
		if (!(query->groups[i] = program_of_name(&query->scope, "-g", names->at[i], error)))
			return -1;
	for (size_t i = 0; i < names->count; i++)
		if (add_name(query, "-g", names->at[i], i, error))
			return -1;
	return 0;
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
	struct call *calls = realloc(query->calls, (query->call_count + n) * sizeof *calls);
	if (!calls)
		return error_memory(error);
	query->calls = calls;
	for (size_t i = 0; i < n; i++) {
		const struct aggregate_kind *kind = aggregate_find(found[i].name);
		if (!kind)
			return error_set(
				error, STATUS_USAGE, "-a: %.*s is no aggregate", SLICE_PRINT(found[i].name));
		calls[query->call_count++] = (struct call){ kind, &found[i], query->state_size };
		query->state_size += kind->size;
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
		if (!measure->program || add_calls(query, measure, error) ||
			add_name(query, "-a", measure->name, query->group_names->count + i, error))
			return -1;
		query->measure_count++;
	}
	query->aggregate_count = query->measure_count;
	return 0;
}

static int
compile_order(struct query *query, const struct names *keys, struct error *error)
{
	for (size_t i = 0; i < keys->count; i++) {
		struct measure *measure = &query->measures[query->measure_count];
		struct slice key = keys->at[i];
		measure->descending = order_descending(&key);
		measure->program = program_compile(&query->scope, "--order-by", key, error);
		if (!measure->program || add_calls(query, measure, error))
			return -1;
		query->measure_count++;
	}
	return 0;
}

int
query_compile(struct query *query, const struct query_text *text, struct error *error)
{
	struct names keys = { 0 };
	int failed = conditions_compile(&query->wheres, &query->scope, text->wheres, error) ||
		     compile_groups(query, text->groups, error);

	for (size_t i = 0; !failed && i < text->order->count; i++)
		if (order_split(&keys, text->order->at[i]))
			failed = error_memory(error);
	query->measures = calloc(text->aggregates->count + keys.count + 1, sizeof *query->measures);
	if (!query->measures)
		failed = error_memory(error);
	query->scope.aggregates = true;
	failed = failed || compile_aggregates(query, text->aggregates, error) ||
		 compile_order(query, &keys, error);
	names_free(&keys);
	return failed ? -1 : 0;
}

void
query_free(struct query *query)
{
	scope_free(&query->scope);
	projection_free(&query->projection);
	free(query->groups);
	free(query->measures);
	free(query->calls);
}
