/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collect: all values, in the order of their positions; those at one position by value. */
#include "agg/aggregate.h"
#include "agg/value_list.h"

static int
add_entry(void *state, const struct list_entry *entry)
{
	struct value_note *note = value_list_append(state, &entry->value);

	if (!note)
		return -1;
	note->position = entry->note.position;
	return 0;
}

static int
add(void *state, const struct value *values, const struct event_position *position)
{
	return add_entry(state, &(struct list_entry){ values[0], { 1, *position } });
}

static int
merge(void *state, const void *other)
{
	return value_list_merge(state, other, add_entry);
}

static int
by_position(const void *left, const void *right)
{
	const struct list_entry *a = left, *b = right;
	int order = event_position_compare(&a->note.position, &b->note.position);

	return order ? order : entry_by_value(left, right);
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value_list *list = state;

	(void)parameter;
	return value_list_result(value_list_sorted(list, by_position), list->count, arena, value);
}

/* [value,position] */
static void
save_entry(struct buffer *to, const struct list_entry *entry)
{
	buffer_byte(to, '[');
	value_save(to, &entry->value);
	buffer_byte(to, ',');
	event_position_save(to, &entry->note.position);
	buffer_byte(to, ']');
}

static void
save(const void *state, struct buffer *to)
{
	const struct value_list *list = state;

	value_list_save(to, value_list_sorted(list, by_position), list->count, save_entry);
}

static int
load_entry(const struct slot *slot, struct arena *arena, struct list_entry *entry)
{
	struct slot parts[2];

	if (state_tuple(slot_json(slot), parts, 2) || event_position_load(&parts[1], &entry->note.position))
		return 1;
	return state_value(&parts[0], arena, &entry->value);
}

static int
load(void *state, struct slice json)
{
	return value_list_load(state, json, load_entry, add_entry);
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
	.free = value_list_free,
};
