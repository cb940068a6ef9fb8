/* SPDX-License-Identifier: GPL-3.0-or-later */
/* count() counts records, count(x) those where x is not null: nulls never get here. */
#include "agg/aggregate.h"

#include <stdint.h>

static int
add(void *state, const struct value *value, const struct moment *moment)
{
	int64_t *count = state;

	(void)value;
	(void)moment;
	++*count;
	return 0;
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const int64_t *count = state;

	(void)parameter;
	(void)arena;
	*value = (struct value){ .kind = VALUE_NUMBER, .number = number_of_int(*count) };
	return 0;
}

const struct aggregate_kind aggregate_count = {
	.name = "count",
	.size = sizeof(int64_t),
	.add = add,
	.result = result,
};
