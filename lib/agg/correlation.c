/* SPDX-License-Identifier: GPL-3.0-or-later */
/* corr(x, y), and slope(x, y): how much y grows when x grows by 1, by least squares. From exact sums. Null
 * with fewer than two records, and where x (for corr also y) is the same in all of them. */
#include "agg/aggregate.h"
#include "number/power_sum.h"

static int
add(void *state, const struct value *values, const struct event_position *position)
{
	(void)position;
	return pair_sum_add(state, values[0].number, values[1].number);
}

static int
merge(void *state, const void *other)
{
	return pair_sum_merge(state, other);
}

static int
corr_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	double correlation;

	(void)parameter;
	(void)arena;
	*value = (struct value){ .kind = VALUE_NULL };
	if (pair_sum_correlation(state, &correlation))
		*value = value_of_number(number_of_double(correlation));
	return 0;
}

static int
slope_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	double slope;

	(void)parameter;
	(void)arena;
	*value = (struct value){ .kind = VALUE_NULL };
	if (pair_sum_slope(state, &slope))
		*value = value_of_number(number_of_double(slope));
	return 0;
}

static void
save(const void *state, struct buffer *to)
{
	pair_sum_save(state, to);
}

static int
load(void *state, struct slice json)
{
	return pair_sum_load(state, json);
}

static void
free_sum(void *state)
{
	pair_sum_free(state);
}

const struct aggregate_kind aggregate_corr = {
	.name = "corr",
	.size = sizeof(struct pair_sum),
	.numbers = true,
	.add = add,
	.merge = merge,
	.result = corr_result,
	.save = save,
	.load = load,
	.free = free_sum,
};

const struct aggregate_kind aggregate_slope = {
	.name = "slope",
	.size = sizeof(struct pair_sum),
	.numbers = true,
	.add = add,
	.merge = merge,
	.result = slope_result,
	.save = save,
	.load = load,
	.free = free_sum,
};
