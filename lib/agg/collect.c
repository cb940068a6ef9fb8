/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collect: all values, in the order of their moments, those of one moment by value. */
#include "agg/aggregate.h"
#include "agg/list_text.h"

static int
add_listed(struct value_list *list, const struct listed *entry)
{
	struct note *note = value_list_append(list, &entry->value);

	if (!note)
		return -1;
	note->moment = entry->note.moment;
	return 0;
}

static int
add(void *state, const struct value *values, const struct moment *moment)
{
	return add_listed(state, &(struct listed){ values[0], { 1, *moment } });
}

static int
merge(void *state, const void *other)
{
	return list_merge(state, other, add_listed);
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value_list *list = state;

	(void)parameter;
	return list_result(value_list_sorted(list, listed_by_moment), list->count, arena, value);
}

static void
save(const void *state, struct buffer *to)
{
	list_save(state, listed_by_moment, list_save_placed, to);
}

static int
load(void *state, struct slice json)
{
	return list_load(state, json, list_load_placed, add_listed);
}

const struct aggregate_kind aggregate_collect = {
	.name = "collect",
	.size = sizeof(struct value_list),
	.ordered = true,
	.add = add,
	.merge = merge,
	.result = result,
	.save = save,
	.load = load,
	.free = list_free,
};
