/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quantile and median, exact: they keep each different number once. approx_quantile keeps up to EXACT
 * numbers; beyond that it replaces each number by the middle of its bucket. Which of the two forms a state
 * has depends only on how many numbers there are. */
#include "agg/aggregate.h"
#include "agg/multiset.h"

#include <math.h>
#include <string.h>

enum { EXACT = 256 };

/* There are 64 buckets between powers of two: no number is farther than 1/128 of itself from the middle. */
static const uint64_t HALF_BUCKET = (uint64_t)1 << (52 - 6 - 1);

static int
add(void *state, const struct value *values, const struct event_position *position)
{
	(void)position;
	return multiset_add(state, values[0].number, 1);
}

static void
settle(void *state)
{
	multiset_settle(state);
}

static int
merge(void *state, const void *other)
{
	return multiset_merge(state, other);
}

/* The middle of the number's bucket: the bits of the fraction that select the bucket, then a 1 and zeros.
 * Numbers below 2^-1000 are counted as 0. */
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
add_approx(void *state, const struct value *values, const struct event_position *position)
{
	struct multiset *set = state;
	uint64_t total = multiset_total(set);

	(void)position;
	if (total == EXACT && multiset_map(set, middle))
		return -1;
	return multiset_add(set, total >= EXACT ? middle(values[0].number) : values[0].number, 1);
}

/* Replaces numbers by middles where there are more than EXACT; a middle stays as it is. */
static int
approximate(struct multiset *set)
{
	return multiset_total(set) > EXACT ? multiset_map(set, middle) : 0;
}

static int
merge_approx(void *state, const void *other)
{
	return multiset_merge(state, other) || approximate(state) ? -1 : 0;
}

static int
quantile_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	(void)arena;
	*value = (struct value){ .kind = VALUE_NULL };
	if (multiset_total(state) == 0)
		return 0;
	value->kind = VALUE_NUMBER;
	return multiset_quantile(state, parameter->number, &value->number);
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
	multiset_save(state, to);
}

static int
load(void *state, struct slice json)
{
	return multiset_load(state, json);
}

static int
load_approx(void *state, struct slice json)
{
	int status = multiset_load(state, json);

	return status ? status : approximate(state);
}

static void
free_set(void *state)
{
	multiset_free(state);
}

const struct aggregate_kind aggregate_quantile = {
	.name = "quantile",
	.size = sizeof(struct multiset),
	.numbers = true,
	.add = add,
	.settle = settle,
	.merge = merge,
	.result = quantile_result,
	.save = save,
	.load = load,
	.free = free_set,
};

const struct aggregate_kind aggregate_median = {
	.name = "median",
	.size = sizeof(struct multiset),
	.numbers = true,
	.add = add,
	.settle = settle,
	.merge = merge,
	.result = median_result,
	.save = save,
	.load = load,
	.free = free_set,
};

const struct aggregate_kind aggregate_approx_quantile = {
	.name = "approx_quantile",
	.size = sizeof(struct multiset),
	.numbers = true,
	.add = add_approx,
	.settle = settle,
	.merge = merge_approx,
	.result = quantile_result,
	.save = save,
	.load = load_approx,
	.free = free_set,
};
