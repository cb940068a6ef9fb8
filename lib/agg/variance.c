/* SPDX-License-Identifier: GPL-3.0-or-later */
/* var and stddev, by n - 1, from exact power sums. Null where fewer than two values came. */
#include "agg/aggregate.h"
#include "number/power_sum.h"

static int
add(void *state, const struct value *values, const struct event_position *position)
{
	(void)position;
	return power_sum_add(state, values[0].number);
}

static int
merge(void *state, const void *other)
{
	return power_sum_merge(state, other);
}

static int
var_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct power_sum *sum = state;

	(void)parameter;
	(void)arena;
	*value = (struct value){ .kind = VALUE_NULL };
	if (sum->count >= 2)
		*value = value_of_number(number_of_double(power_sum_variance(sum)));
	return 0;
}

static int
stddev_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct power_sum *sum = state;

	(void)parameter;
	(void)arena;
	*value = (struct value){ .kind = VALUE_NULL };
	if (sum->count >= 2)
		*value = value_of_number(number_of_double(power_sum_stddev(sum)));
	return 0;
}

static void
save(const void *state, struct buffer *to)
{
	power_sum_save(state, to);
}

static int
load(void *state, struct slice json)
{
	return power_sum_load(state, json);
}

static void
free_sum(void *state)
{
	power_sum_free(state);
}

const struct aggregate_kind aggregate_var = {
	.name = "var",
	.size = sizeof(struct power_sum),
	.numbers = true,
	.add = add,
	.merge = merge,
	.result = var_result,
	.save = save,
	.load = load,
	.free = free_sum,
};

const struct aggregate_kind aggregate_stddev = {
	.name = "stddev",
	.size = sizeof(struct power_sum),
	.numbers = true,
	.add = add,
	.merge = merge,
	.result = stddev_result,
	.save = save,
	.load = load,
	.free = free_sum,
};
