/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distinct counts different values, exactly: it keeps each of them once. */
#include "agg/aggregate.h"
#include "agg/list_text.h"

static int
add(void *state, const struct value *values, const struct moment *moment)
{
	(void)moment;
	return list_add_once(state, &(struct listed){ .value = values[0] });
}

static int
merge(void *state, const void *other)
{
	return list_merge(state, other, list_add_once);
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value_list *list = state;

	(void)parameter;
	(void)arena;
	*value = (struct value){ .kind = VALUE_NUMBER, .number = number_of_int((int64_t)list->count) };
	return 0;
}

static void
save(const void *state, struct buffer *to)
{
	list_save(state, listed_by_value, list_save_value, to);
}

static int
load(void *state, struct slice json)
{
	return list_load(state, json, list_load_value, list_add_once);
}

const struct aggregate_kind aggregate_distinct = {
	.name = "distinct",
	.size = sizeof(struct value_list),
	.add = add,
	.merge = merge,
	.result = result,
	.save = save,
	.load = load,
	.free = list_free,
};
