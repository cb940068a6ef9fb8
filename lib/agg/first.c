/* SPDX-License-Identifier: GPL-3.0-or-later */
/* first and last: x of the earliest and of the latest record; at one position the least and greatest x. */
#include "agg/aggregate.h"

struct end {
	struct value value; /* null before the first record */
	struct event_position position;
};

/* Compares the value at that position with the one kept in `end`: below 0, 0 or above 0. */
static int
compare(const struct end *end, const struct value *value, const struct event_position *position)
{
	int order = event_position_compare(position, &end->position);

	return order ? order : value_compare(value, &end->value);
}

static int
replace(struct end *end, const struct value *value, const struct event_position *position)
{
	end->position = *position;
	return owned_value_set(&end->value, value);
}

static int
add_first(void *state, const struct value *values, const struct event_position *position)
{
	struct end *end = state;

	if (end->value.kind == VALUE_NULL || compare(end, values, position) < 0)
		return replace(end, values, position);
	return 0;
}

static int
add_last(void *state, const struct value *values, const struct event_position *position)
{
	struct end *end = state;

	if (end->value.kind == VALUE_NULL || compare(end, values, position) > 0)
		return replace(end, values, position);
	return 0;
}

static int
merge_first(void *state, const void *other)
{
	const struct end *more = other;

	return more->value.kind == VALUE_NULL ? 0 : add_first(state, &more->value, &more->position);
}

static int
merge_last(void *state, const void *other)
{
	const struct end *more = other;

	return more->value.kind == VALUE_NULL ? 0 : add_last(state, &more->value, &more->position);
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct end *end = state;

	(void)parameter;
	(void)arena;
	*value = end->value;
	return 0;
}

/* null, or [x,position] */
static void
save(const void *state, struct buffer *to)
{
	const struct end *end = state;

	if (end->value.kind == VALUE_NULL) {
		buffer_text(to, "null");
		return;
	}
	buffer_byte(to, '[');
	value_save(to, &end->value);
	buffer_byte(to, ',');
	event_position_save(to, &end->position);
	buffer_byte(to, ']');
}

static int
load(void *state, struct slice json)
{
	struct end *end = state;
	struct slot parts[2];

	if (slice_is(json, "null"))
		return 0;
	if (state_tuple(json, parts, 2) || event_position_load(&parts[1], &end->position))
		return 1;
	return state_owned_value(&parts[0], &end->value);
}

static void
free_end(void *state)
{
	struct end *end = state;

	owned_value_free(&end->value);
}

const struct aggregate_kind aggregate_first = {
	.name = "first",
	.size = sizeof(struct end),
	.ordered = true,
	.add = add_first,
	.merge = merge_first,
	.result = result,
	.save = save,
	.load = load,
	.free = free_end,
};

const struct aggregate_kind aggregate_last = {
	.name = "last",
	.size = sizeof(struct end),
	.ordered = true,
	.add = add_last,
	.merge = merge_last,
	.result = result,
	.save = save,
	.load = load,
	.free = free_end,
};
