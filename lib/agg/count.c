/* SPDX-License-Identifier: GPL-3.0-or-later */
/* count() counts records, count(x) those where x is not null: nulls never get here. count_if(c) counts those
 * where c is true. */
#include "agg/aggregate.h"

static int
add(void *state, const struct value *values, const struct event_position *position)
{
	uint64_t *count = state;

	(void)values;
	(void)position;
	++*count;
	return 0;
}

static int
add_if(void *state, const struct value *values, const struct event_position *position)
{
	if (values[0].kind == VALUE_BOOL && values[0].truth)
		return add(state, values, position);
	return 0;
}

static int
merge(void *state, const void *other)
{
	const uint64_t *more = other;
	uint64_t *count = state;

	*count += *more;
	return 0;
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const uint64_t *count = state;

	(void)parameter;
	(void)arena;
	*value = value_of_number(number_of_int((int64_t)*count));
	return 0;
}

static void
save(const void *state, struct buffer *to)
{
	const uint64_t *count = state;

	buffer_unsigned(to, *count);
}

static int
load(void *state, struct slice json)
{
	struct slot slot = elements_slot(json);

	return slice_is(json, "0") ? 0 : state_count(&slot, state);
}

const struct aggregate_kind aggregate_count = {
	.name = "count",
	.size = sizeof(uint64_t),
	.add = add,
	.merge = merge,
	.result = result,
	.save = save,
	.load = load,
};

const struct aggregate_kind aggregate_count_if = {
	.name = "count_if",
	.size = sizeof(uint64_t),
	.conditions = true,
	.add = add_if,
	.merge = merge,
	.result = result,
	.save = save,
	.load = load,
};
