/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quantile and median, exact: they keep each different number once. approx_quantile keeps numbers up to
 * EXACT of them; beyond that, in the place of each number, the middle of its bucket. Which one it is depends
 * on the set of numbers alone: their count, and for each number itself. */
#include "agg/aggregate.h"
#include "agg/bag.h"

#include <math.h>

enum {
	EXACT = 256,
	BUCKETS = 64, /* between powers of two: no number is farther than 1/128 of it from its middle */
};

static int
add(void *state, const struct value *values, const struct moment *moment)
{
	(void)moment;
	return bag_add(state, values[0].number, 1);
}

static int
merge(void *state, const void *other)
{
	return bag_merge(state, other);
}

/* The middle of the bucket, which lies in it. What is as small as 1e-301 is 0. */
static struct number
middle(struct number number)
{
	int exponent;
	double real = number_double(number), size = fabs(real);
	double fraction = frexp(size, &exponent);
	int bucket = (int)((fraction - 0.5) * 2 * BUCKETS);

	if (size < 0x1p-1000)
		return number_of_int(0);
	size = ldexp((2 * BUCKETS + 2 * bucket + 1) / (4.0 * BUCKETS), exponent);
	return number_of_double(real < 0 ? -size : size);
}

static int
add_approx(void *state, const struct value *values, const struct moment *moment)
{
	struct bag *bag = state;
	uint64_t total = bag_total(bag);

	(void)moment;
	if (total == EXACT)
		bag_map(bag, middle);
	return bag_add(bag, total >= EXACT ? middle(values[0].number) : values[0].number, 1);
}

/* Puts middles in the place of numbers where there are many; of a middle it is itself. */
static void
settle(struct bag *bag)
{
	if (bag_total(bag) > EXACT)
		bag_map(bag, middle);
}

static int
merge_approx(void *state, const void *other)
{
	if (bag_merge(state, other))
		return -1;
	settle(state);
	return 0;
}

static int
quantile_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	(void)arena;
	*value = (struct value){ .kind = VALUE_NULL };
	if (bag_total(state))
		*value = (struct value){ .kind = VALUE_NUMBER,
			.number = bag_quantile(state, parameter->number) };
	return 0;
}

static int
median_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value half = { .kind = VALUE_NUMBER, .number = { .units = 5, .scale = 1 } };

	(void)parameter;
	return quantile_result(state, &half, arena, value);
}

static void
save(const void *state, struct buffer *to)
{
	bag_save(state, to);
}

static int
load(void *state, struct slice json)
{
	return bag_load(state, json);
}

static int
load_approx(void *state, struct slice json)
{
	int status = bag_load(state, json);

	if (status == 0)
		settle(state);
	return status;
}

static void
free_bag(void *state)
{
	bag_free(state);
}

const struct aggregate_kind aggregate_quantile = {
	.name = "quantile",
	.size = sizeof(struct bag),
	.numbers = true,
	.add = add,
	.merge = merge,
	.result = quantile_result,
	.save = save,
	.load = load,
	.free = free_bag,
};

const struct aggregate_kind aggregate_median = {
	.name = "median",
	.size = sizeof(struct bag),
	.numbers = true,
	.add = add,
	.merge = merge,
	.result = median_result,
	.save = save,
	.load = load,
	.free = free_bag,
};

const struct aggregate_kind aggregate_approx_quantile = {
	.name = "approx_quantile",
	.size = sizeof(struct bag),
	.numbers = true,
	.add = add_approx,
	.merge = merge_approx,
	.result = quantile_result,
	.save = save,
	.load = load_approx,
	.free = free_bag,
};
