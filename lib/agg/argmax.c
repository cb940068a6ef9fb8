/* SPDX-License-Identifier: GPL-3.0-or-later */
/* argmin(x, y) and argmax(x, y): x of the record where y is least or greatest; of several such records the
 * earliest, and at one position the least x. */
#include "agg/aggregate.h"

enum { X, Y };

struct best {
	struct value values[2]; /* x is null before the first record */
	struct event_position position;
};

/* Takes the record if it is better than the best so far: if order, the comparison of their y, is below 0; of
 * equal ones the earlier record, then the lesser x. */
static int
add_better(struct best *best, int order, const struct value *values, const struct event_position *position)
{
	if (best->values[X].kind != VALUE_NULL) {
		if (order == 0)
			order = event_position_compare(position, &best->position);
		if (order == 0)
			order = value_compare(&values[X], &best->values[X]);
		if (order >= 0)
			return 0;
	}
	best->position = *position;
	return owned_value_set(&best->values[X], &values[X]) || owned_value_set(&best->values[Y], &values[Y])
		       ? -1
		       : 0;
}

static int
add_min(void *state, const struct value *values, const struct event_position *position)
{
	struct best *best = state;

	return add_better(best, value_compare(&values[Y], &best->values[Y]), values, position);
}

static int
add_max(void *state, const struct value *values, const struct event_position *position)
{
	struct best *best = state;

	return add_better(best, value_compare(&best->values[Y], &values[Y]), values, position);
}

static int
merge_min(void *state, const void *other)
{
	const struct best *more = other;

	return more->values[X].kind == VALUE_NULL ? 0 : add_min(state, more->values, &more->position);
}

static int
merge_max(void *state, const void *other)
{
	const struct best *more = other;

	return more->values[X].kind == VALUE_NULL ? 0 : add_max(state, more->values, &more->position);
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct best *best = state;

	(void)parameter;
	(void)arena;
	*value = best->values[X];
	return 0;
}

/* null, or [x,y,position] */
static void
save(const void *state, struct buffer *to)
{
	const struct best *best = state;

	if (best->values[X].kind == VALUE_NULL) {
		buffer_text(to, "null");
		return;
	}
	buffer_byte(to, '[');
	value_save(to, &best->values[X]);
	buffer_byte(to, ',');
	value_save(to, &best->values[Y]);
	buffer_byte(to, ',');
	event_position_save(to, &best->position);
	buffer_byte(to, ']');
}

static int
load(void *state, struct slice json)
{
	struct best *best = state;
	struct slot parts[3];
	int status = 0;

	if (slice_is(json, "null"))
		return 0;
	if (state_tuple(json, parts, 3) || event_position_load(&parts[2], &best->position))
		return 1;
	for (int i = X; i <= Y && status == 0; i++)
		status = state_owned_value(&parts[i], &best->values[i]);
	return status;
}

static void
free_best(void *state)
{
	struct best *best = state;

	owned_value_free(&best->values[X]);
	owned_value_free(&best->values[Y]);
}

const struct aggregate_kind aggregate_argmin = {
	.name = "argmin",
	.size = sizeof(struct best),
	.ordered = true,
	.add = add_min,
	.merge = merge_min,
	.result = result,
	.save = save,
	.load = load,
	.free = free_best,
};

const struct aggregate_kind aggregate_argmax = {
	.name = "argmax",
	.size = sizeof(struct best),
	.ordered = true,
	.add = add_max,
	.merge = merge_max,
	.result = result,
	.save = save,
	.load = load,
	.free = free_best,
};
