/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sum and mean: exact, so that the order of the records cannot change them. Null where no value came. */
#include "agg/aggregate.h"
#include "number/exact_sum.h"

struct total {
	struct exact_sum sum;
	uint64_t count;
};

static int
add(void *state, const struct value *values, const struct event_position *position)
{
	struct total *total = state;

	(void)position;
	total->count++;
	return exact_sum_add(&total->sum, values[0].number);
}

static int
merge(void *state, const void *other)
{
	const struct total *more = other;
	struct total *total = state;

	total->count += more->count;
	return exact_sum_merge(&total->sum, &more->sum);
}

/* A sum beyond a double is infinite: results.c refuses it. */
static int
sum_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct total *total = state;

	(void)parameter;
	(void)arena;
	*value = (struct value){ .kind = VALUE_NULL };
	if (total->count)
		*value = value_of_number(exact_sum_value(&total->sum));
	return 0;
}

static int
mean_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct total *total = state;

	(void)parameter;
	(void)arena;
	*value = (struct value){ .kind = VALUE_NULL };
	if (total->count)
		*value = value_of_number(exact_sum_mean(&total->sum, total->count));
	return 0;
}

/* [count,sum] */
static void
save(const void *state, struct buffer *to)
{
	const struct total *total = state;

	buffer_byte(to, '[');
	buffer_unsigned(to, total->count);
	buffer_byte(to, ',');
	exact_sum_save(&total->sum, to);
	buffer_byte(to, ']');
}

static int
load(void *state, struct slice json)
{
	struct total *total = state;
	struct slot parts[2];

	if (slice_is(json, "[0,0]"))
		return 0;
	if (state_tuple(json, parts, 2) || state_count(&parts[0], &total->count))
		return 1;
	return exact_sum_load(&total->sum, slot_json(&parts[1]));
}

static void
free_total(void *state)
{
	struct total *total = state;

	exact_sum_free(&total->sum);
}

const struct aggregate_kind aggregate_sum = {
	.name = "sum",
	.size = sizeof(struct total),
	.numbers = true,
	.add = add,
	.merge = merge,
	.result = sum_result,
	.save = save,
	.load = load,
	.free = free_total,
};

const struct aggregate_kind aggregate_mean = {
	.name = "mean",
	.size = sizeof(struct total),
	.numbers = true,
	.add = add,
	.merge = merge,
	.result = mean_result,
	.save = save,
	.load = load,
	.free = free_total,
};
