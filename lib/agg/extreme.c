/* SPDX-License-Identifier: GPL-3.0-or-later */
/* min and max, in the order of values: false, true, numbers by value, texts by bytes. */
#include "agg/aggregate.h"

struct extreme {
	struct value value; /* null before the first */
	struct buffer text; /* the bytes of a text */
};

static int
replace(struct extreme *extreme, const struct value *value)
{
	extreme->value = *value;
	if (value->kind != VALUE_TEXT)
		return 0;
	extreme->text.length = 0;
	buffer_slice(&extreme->text, value->text);
	extreme->value.text = buffer_view(&extreme->text);
	return extreme->text.failed ? -1 : 0;
}

static int
add_min(void *state, const struct value *value, const struct moment *moment)
{
	struct extreme *extreme = state;

	(void)moment;
	if (extreme->value.kind == VALUE_NULL || value_compare(value, &extreme->value) < 0)
		return replace(extreme, value);
	return 0;
}

static int
add_max(void *state, const struct value *value, const struct moment *moment)
{
	struct extreme *extreme = state;

	(void)moment;
	return value_compare(value, &extreme->value) > 0 ? replace(extreme, value) : 0;
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct extreme *extreme = state;

	(void)parameter;
	(void)arena;
	*value = extreme->value;
	return 0;
}

static void
free_extreme(void *state)
{
	struct extreme *extreme = state;

	buffer_free(&extreme->text);
}

const struct aggregate_kind aggregate_min = {
	.name = "min",
	.size = sizeof(struct extreme),
	.add = add_min,
	.result = result,
	.free = free_extreme,
};

const struct aggregate_kind aggregate_max = {
	.name = "max",
	.size = sizeof(struct extreme),
	.add = add_max,
	.result = result,
	.free = free_extreme,
};
