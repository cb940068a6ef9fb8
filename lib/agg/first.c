/* SPDX-License-Identifier: GPL-3.0-or-later */
/* first and last: x of the earliest and of the latest record; of one moment the least and the greatest x. */
#include "agg/aggregate.h"
#include "agg/held.h"
#include "agg/state_text.h"
#include "agg/value_text.h"

struct end {
	struct value value; /* null before the first */
	struct moment moment;
};

/* Below, equal to or above 0 as the value at that moment comes before, with or behind the one of the end. */
static int
place(const struct end *end, const struct value *value, const struct moment *moment)
{
	int order = moment_compare(moment, &end->moment);

	return order ? order : value_compare(value, &end->value);
}

static int
replace(struct end *end, const struct value *value, const struct moment *moment)
{
	end->moment = *moment;
	return held_set(&end->value, value);
}

static int
add_first(void *state, const struct value *values, const struct moment *moment)
{
	struct end *end = state;

	if (end->value.kind == VALUE_NULL || place(end, values, moment) < 0)
		return replace(end, values, moment);
	return 0;
}

static int
add_last(void *state, const struct value *values, const struct moment *moment)
{
	struct end *end = state;

	if (end->value.kind == VALUE_NULL || place(end, values, moment) > 0)
		return replace(end, values, moment);
	return 0;
}

static int
merge_first(void *state, const void *other)
{
	const struct end *more = other;

	return more->value.kind == VALUE_NULL ? 0 : add_first(state, &more->value, &more->moment);
}

static int
merge_last(void *state, const void *other)
{
	const struct end *more = other;

	return more->value.kind == VALUE_NULL ? 0 : add_last(state, &more->value, &more->moment);
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

/* null, or [x,moment] */
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
	moment_save(to, &end->moment);
	buffer_byte(to, ']');
}

static int
load(void *state, struct slice json)
{
	struct end *end = state;
	struct arena arena = { 0 };
	struct slot parts[2];
	struct value value;

	if (slice_is(json, "null"))
		return 0;
	if (state_parts(json, parts, 2) || moment_load(&parts[1], &end->moment))
		return 1;
	int status = state_value(&parts[0], &arena, &value);
	if (status == 0)
		status = held_set(&end->value, &value);
	arena_free(&arena);
	return status;
}

static void
free_end(void *state)
{
	struct end *end = state;

	held_free(&end->value);
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
