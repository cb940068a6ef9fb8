/* SPDX-License-Identifier: GPL-3.0-or-later */
/* argmin(x, y) and argmax(x, y): x of the record where y is least or greatest; of several such records the
 * earliest, and of one moment the least x. */
#include "agg/aggregate.h"
#include "agg/held.h"
#include "agg/state_text.h"
#include "agg/value_text.h"

enum { X, Y };

struct best {
	struct value values[2]; /* x null before the first */
	struct moment moment;
};

/* Takes the record where it is a better one: order is how its y stands to the best so far, below 0 where it
 * is better. */
static int
add_where(struct best *best, int order, const struct value *values, const struct moment *moment)
{
	if (best->values[X].kind != VALUE_NULL) {
		if (order == 0)
			order = moment_compare(moment, &best->moment);
		if (order == 0)
			order = value_compare(&values[X], &best->values[X]);
		if (order >= 0)
			return 0;
	}
	best->moment = *moment;
	return held_set(&best->values[X], &values[X]) || held_set(&best->values[Y], &values[Y]) ? -1 : 0;
}

static int
add_min(void *state, const struct value *values, const struct moment *moment)
{
	struct best *best = state;

	return add_where(best, value_compare(&values[Y], &best->values[Y]), values, moment);
}

static int
add_max(void *state, const struct value *values, const struct moment *moment)
{
	struct best *best = state;

	return add_where(best, value_compare(&best->values[Y], &values[Y]), values, moment);
}

static int
merge_min(void *state, const void *other)
{
	const struct best *more = other;

	return more->values[X].kind == VALUE_NULL ? 0 : add_min(state, more->values, &more->moment);
}

static int
merge_max(void *state, const void *other)
{
	const struct best *more = other;

	return more->values[X].kind == VALUE_NULL ? 0 : add_max(state, more->values, &more->moment);
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

/* null, or [x,y,moment] */
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
	moment_save(to, &best->moment);
	buffer_byte(to, ']');
}

static int
load(void *state, struct slice json)
{
	struct best *best = state;
	struct arena arena = { 0 };
	struct slot parts[3];
	struct value value;
	int status = 0;

	if (slice_is(json, "null"))
		return 0;
	if (state_parts(json, parts, 3) || moment_load(&parts[2], &best->moment))
		return 1;
	for (int i = X; i <= Y && status == 0; i++) {
		status = state_value(&parts[i], &arena, &value);
		if (status == 0)
			status = held_set(&best->values[i], &value);
	}
	arena_free(&arena);
	return status;
}

static void
free_best(void *state)
{
	struct best *best = state;

	held_free(&best->values[X]);
	held_free(&best->values[Y]);
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
