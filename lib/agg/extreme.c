/* SPDX-License-Identifier: GPL-3.0-or-later */
/* min and max, in the order of values: false, true, numbers by value, texts by bytes, times. */
#include "agg/aggregate.h"

static int
add_min(void *state, const struct value *values, const struct event_position *position)
{
	struct value *least = state;

	(void)position;
	if (least->kind == VALUE_NULL || value_compare(values, least) < 0)
		return owned_value_set(least, values);
	return 0;
}

static int
add_max(void *state, const struct value *values, const struct event_position *position)
{
	struct value *greatest = state;

	(void)position;
	return value_compare(values, greatest) > 0 ? owned_value_set(greatest, values) : 0;
}

static int
merge_min(void *state, const void *other)
{
	const struct value *more = other;

	return more->kind == VALUE_NULL ? 0 : add_min(state, more, NULL);
}

static int
merge_max(void *state, const void *other)
{
	return add_max(state, other, NULL);
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	(void)parameter;
	(void)arena;
	*value = *(const struct value *)state;
	return 0;
}

/* null, or the value */
static void
save(const void *state, struct buffer *to)
{
	value_save(to, state);
}

static int
load(void *state, struct slice json)
{
	struct slot slot = elements_slot(json);

	return slice_is(json, "null") ? 0 : state_owned_value(&slot, state);
}

static void
free_value(void *state)
{
	owned_value_free(state);
}

const struct aggregate_kind aggregate_min = {
	.name = "min",
	.size = sizeof(struct value),
	.add = add_min,
	.merge = merge_min,
	.result = result,
	.save = save,
	.load = load,
	.free = free_value,
};

const struct aggregate_kind aggregate_max = {
	.name = "max",
	.size = sizeof(struct value),
	.add = add_max,
	.merge = merge_max,
	.result = result,
	.save = save,
	.load = load,
	.free = free_value,
};
