/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mode, mode_all and top count how often each value came. The most frequent values come first; of equally
 * frequent ones the one with the earliest record, then the least. */
#include "agg/aggregate.h"
#include "agg/value_list.h"

static int
add_entry(void *state, const struct list_entry *entry)
{
	struct value_note *note = value_list_find(state, &entry->value);

	if (!note)
		return -1;
	if (note->count == 0 || event_position_compare(&entry->note.position, &note->position) < 0)
		note->position = entry->note.position;
	note->count += entry->note.count;
	return 0;
}

static int
add(void *state, const struct value *values, const struct event_position *position)
{
	return add_entry(state, &(struct list_entry){ values[0], { 1, *position } });
}

/* For mode_all, which keeps ties: positions do not matter, and so they must not differ between states. */
static int
add_without_position(void *state, const struct value *values, const struct event_position *position)
{
	(void)position;
	return add(state, values, &(struct event_position){ 0 });
}

static int
merge(void *state, const void *other)
{
	return value_list_merge(state, other, add_entry);
}

/* The more frequent one first. */
static int
compare_counts(const struct list_entry *a, const struct list_entry *b)
{
	return (a->note.count < b->note.count) - (a->note.count > b->note.count);
}

/* Then by position and value. */
static int
by_frequency(const void *left, const void *right)
{
	const struct list_entry *a = left, *b = right;
	int order = compare_counts(a, b);

	if (!order)
		order = event_position_compare(&a->note.position, &b->note.position);
	return order ? order : entry_by_value(a, b);
}

/* Then by value. */
static int
by_count(const void *left, const void *right)
{
	int order = compare_counts(left, right);

	return order ? order : entry_by_value(left, right);
}

static int
mode_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value_list *list = state;
	struct list_entry entry, best = { .value = { .kind = VALUE_NULL } };
	size_t at = 0;

	(void)parameter;
	(void)arena;
	while (value_list_next(list, &at, &entry))
		if (best.value.kind == VALUE_NULL || by_frequency(&entry, &best) < 0)
			best = entry;
	*value = best.value;
	return 0;
}

static int
mode_all_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value_list *list = state;
	struct list_entry *sorted = value_list_sorted(list, by_count);
	size_t count = 0;

	(void)parameter;
	while (sorted && count < list->count && sorted[count].note.count == sorted[0].note.count)
		count++;
	return value_list_result(sorted, count, arena, value);
}

static int
top_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value_list *list = state;
	double k = number_to_double(parameter->number);
	size_t count = k < (double)list->count ? (size_t)k : list->count;

	return value_list_result(value_list_sorted(list, by_frequency), count, arena, value);
}

/* [value,count,position] */
static void
save_entry(struct buffer *to, const struct list_entry *entry)
{
	buffer_byte(to, '[');
	value_save(to, &entry->value);
	buffer_byte(to, ',');
	buffer_unsigned(to, entry->note.count);
	buffer_byte(to, ',');
	event_position_save(to, &entry->note.position);
	buffer_byte(to, ']');
}

static void
save(const void *state, struct buffer *to)
{
	const struct value_list *list = state;

	value_list_save(to, value_list_sorted(list, entry_by_value), list->count, save_entry);
}

static int
load_entry(const struct slot *slot, struct arena *arena, struct list_entry *entry)
{
	struct slot parts[3];

	if (state_tuple(slot_json(slot), parts, 3) || state_count(&parts[1], &entry->note.count) ||
		event_position_load(&parts[2], &entry->note.position))
		return 1;
	return state_value(&parts[0], arena, &entry->value);
}

static int
load(void *state, struct slice json)
{
	return value_list_load(state, json, load_entry, add_entry);
}

const struct aggregate_kind aggregate_mode = {
	.name = "mode",
	.size = sizeof(struct value_list),
	.ordered = true,
	.add = add,
	.merge = merge,
	.result = mode_result,
	.save = save,
	.load = load,
	.free = value_list_free,
};

const struct aggregate_kind aggregate_mode_all = {
	.name = "mode_all",
	.size = sizeof(struct value_list),
	.add = add_without_position,
	.merge = merge,
	.result = mode_all_result,
	.save = save,
	.load = load,
	.free = value_list_free,
};

const struct aggregate_kind aggregate_top = {
	.name = "top",
	.size = sizeof(struct value_list),
	.ordered = true,
	.add = add,
	.merge = merge,
	.result = top_result,
	.save = save,
	.load = load,
	.free = value_list_free,
};
