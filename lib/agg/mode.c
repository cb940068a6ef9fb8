/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mode, mode_all and top count how often each value came; the most frequent come first, of equally frequent
 * ones the one that came first, by its earliest moment, then the least. */
#include "agg/aggregate.h"
#include "agg/list_text.h"

#include <stdlib.h>

static int
add_listed(struct value_list *list, const struct listed *entry)
{
	struct note *note = value_list_find(list, &entry->value);

	if (!note)
		return -1;
	if (note->count == 0 || moment_compare(&entry->note.moment, &note->moment) < 0)
		note->moment = entry->note.moment;
	note->count += entry->note.count;
	return 0;
}

static int
add(void *state, const struct value *values, const struct moment *moment)
{
	return add_listed(state, &(struct listed){ values[0], { 1, *moment } });
}

/* For mode_all, which keeps ties: where a value came first changes nothing, so that no state may tell it. */
static int
add_unplaced(void *state, const struct value *values, const struct moment *moment)
{
	(void)moment;
	return add(state, values, &(struct moment){ 0 });
}

static int
merge(void *state, const void *other)
{
	return list_merge(state, other, add_listed);
}

static int
mode_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value_list *list = state;
	struct listed entry, best = { .value = { .kind = VALUE_NULL } };
	size_t at = 0;

	(void)parameter;
	(void)arena;
	while (value_list_next(list, &at, &entry))
		if (best.value.kind == VALUE_NULL || listed_by_count(&entry, &best) < 0)
			best = entry;
	*value = best.value;
	return 0;
}

static int
compare_counts(const void *left, const void *right)
{
	const struct listed *a = left, *b = right;

	if (a->note.count != b->note.count)
		return a->note.count > b->note.count ? -1 : 1;
	return listed_by_value(left, right);
}

static int
mode_all_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value_list *list = state;
	struct listed *sorted = value_list_sorted(list, compare_counts);
	size_t count = 0;

	(void)parameter;
	while (sorted && count < list->count && sorted[count].note.count == sorted[0].note.count)
		count++;
	return list_result(sorted, count, arena, value);
}

static int
top_result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value_list *list = state;
	double asked = number_to_double(parameter->number);
	size_t count = asked < (double)list->count ? (size_t)asked : list->count;

	return list_result(value_list_sorted(list, listed_by_count), count, arena, value);
}

static void
save(const void *state, struct buffer *to)
{
	list_save(state, listed_by_value, list_save_counted, to);
}

static int
load(void *state, struct slice json)
{
	return list_load(state, json, list_load_counted, add_listed);
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
	.free = list_free,
};

const struct aggregate_kind aggregate_mode_all = {
	.name = "mode_all",
	.size = sizeof(struct value_list),
	.add = add_unplaced,
	.merge = merge,
	.result = mode_all_result,
	.save = save,
	.load = load,
	.free = list_free,
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
	.free = list_free,
};
