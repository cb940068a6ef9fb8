/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sum and mean: exact, so that no order of the records can change them. Null where no value came. */
#include "agg/aggregate.h"
#include "number/exact_sum.h"

struct total {
	struct exact_sum sum;
	int64_t count;
};

static int
add(void *state, const struct value *value, const struct moment *moment)
{
	struct total *total = state;

	(void)moment;
	total->count++;
	return exact_sum_add(&total->sum, value->number);
}

/* A sum beyond a double is infinite: emit refuses it. */
static void
set_number(struct value *value, struct number number)
{
	*value = (struct value){ .kind = VALUE_NUMBER, .number = number };
}

static int
sum_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct total *total = state;

	(void)parameter;
	(void)arena;
	*value = (struct value){ .kind = VALUE_NULL };
	if (total->count)
		set_number(value, exact_sum_value(&total->sum));
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
		set_number(value, number_divide(exact_sum_value(&total->sum), number_of_int(total->count)));
	return 0;
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
	.result = sum_result,
	.free = free_total,
};

const struct aggregate_kind aggregate_mean = {
	.name = "mean",
	.size = sizeof(struct total),
	.numbers = true,
	.add = add,
	.result = mean_result,
	.free = free_total,
};
