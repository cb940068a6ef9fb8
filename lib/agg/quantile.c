/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quantile and median, exact: they keep each different number once. approx_quantile keeps numbers up to
 * EXACT of them; beyond that, in the place of each number, the middle of its bucket. Which one it is depends
 * on the set of numbers alone: their count, and for each number itself. */
#include "agg/aggregate.h"
#include "agg/bag.h"

#include <math.h>
#include <string.h>

enum { EXACT = 256 };

/* 64 buckets between powers of two: no number is farther than 1/128 of it from its middle. */
static const uint64_t HALF_BUCKET = (uint64_t)1 << (52 - 6 - 1);

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

/* The middle of the bucket, which lies in it: the bits of the fraction that choose the bucket, then a 1 and
 * zeros. What is as small as 1e-301 is 0. */
static struct number
middle(struct number number)
{
	double real = number_to_double(number);
	uint64_t bits;

	if (fabs(real) < 0x1p-1000)
		return number_of_int(0);
	memcpy(&bits, &real, sizeof bits);
	bits = (bits & ~(2 * HALF_BUCKET - 1)) | HALF_BUCKET;
	memcpy(&real, &bits, sizeof real);
	return number_of_double(real);
}

static int
add_approx(void *state, const struct value *values, const struct moment *moment)
{
	struct bag *bag = state;
	uint64_t total = bag_total(bag);

	(void)moment;
	if (total == EXACT && bag_map(bag, middle))
		return -1;
	return bag_add(bag, total >= EXACT ? middle(values[0].number) : values[0].number, 1);
}

/* Puts middles in the place of numbers where there are many; of a middle it is itself. */
static int
settle(struct bag *bag)
{
	return bag_total(bag) > EXACT ? bag_map(bag, middle) : 0;
}

static int
merge_approx(void *state, const void *other)
{
	return bag_merge(state, other) || settle(state) ? -1 : 0;
}

static int
quantile_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	(void)arena;
	*value = (struct value){ .kind = VALUE_NULL };
	if (bag_total(state) == 0)
		return 0;
	value->kind = VALUE_NUMBER;
	return bag_quantile(state, parameter->number, &value->number);
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

	return status ? status : settle(state);
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
