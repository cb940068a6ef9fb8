/* SPDX-License-Identifier: GPL-3.0-or-later */
/* count() counts records, count(x) those where x is not null: nulls never get here. */
#include "agg/aggregate.h"

#include <stdint.h>

static int
add(void *state, const struct value *value)
{
	int64_t *count = state;

	(void)value;
	++*count;
	return 0;
}

static void
result(const void *state, struct value *value)
{
	const int64_t *count = state;

	*value = (struct value){ .kind = VALUE_NUMBER, .number = number_of_int(*count) };
}

const struct aggregate_kind aggregate_count = {
	.name = "count",
	.size = sizeof(int64_t),
	.add = add,
	.result = result,
};
