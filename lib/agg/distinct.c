/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distinct counts different values, exactly: it keeps each of them once, the numbers in a table of their own.
 */
#include "agg/aggregate.h"
#include "agg/bag.h"
#include "agg/list_text.h"
#include "agg/packed.h"

#include <stdlib.h>

struct values {
	struct value_list others; /* first: list_load knows it alone */
	struct bag numbers;       /* as they are packed: different entries are different numbers */
};

static int
add_listed(struct value_list *list, const struct listed *entry)
{
	struct values *different = (struct values *)(void *)list;

	if (entry->value.kind == VALUE_NUMBER)
		return bag_add(&different->numbers, number_packed(entry->value.number), 1);
	return list_add_once(&different->others, entry);
}

static int
add(void *state, const struct value *values, const struct moment *moment)
{
	(void)moment;
	return add_listed(state, &(struct listed){ .value = values[0] });
}

static int
merge(void *state, const void *other)
{
	const struct values *more = other;
	struct values *different = state;
	int failed = bag_merge(&different->numbers, &more->numbers) ||
		     list_merge(&different->others, &more->others, list_add_once);

	return failed ? -1 : 0;
}

static size_t
count(const struct values *different)
{
	return bag_different(&different->numbers) + different->others.count;
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	(void)parameter;
	(void)arena;
	*value = (struct value){ .kind = VALUE_NUMBER, .number = number_of_int((int64_t)count(state)) };
	return 0;
}

/* All of them, by value. */
static void
save(const void *state, struct buffer *to)
{
	const struct values *different = state;
	struct listed *all = calloc(count(different) + 1, sizeof *all);
	struct number number;
	uint64_t times;
	size_t at = 0, found = 0;

	while (all && bag_next(&different->numbers, &at, &number, &times))
		all[found++].value = (struct value){ .kind = VALUE_NUMBER, .number = number };
	at = 0;
	while (all && value_list_next(&different->others, &at, &all[found]))
		found++;
	if (found > 1)
		qsort(all, found, sizeof *all, listed_by_value);
	list_save_sorted(all, found, list_save_value, to);
}

static int
load(void *state, struct slice json)
{
	return list_load(state, json, list_load_value, add_listed);
}

static void
free_values(void *state)
{
	struct values *different = state;

	value_list_free(&different->others);
	bag_free(&different->numbers);
}

const struct aggregate_kind aggregate_distinct = {
	.name = "distinct",
	.size = sizeof(struct values),
	.add = add,
	.merge = merge,
	.result = result,
	.save = save,
	.load = load,
	.free = free_values,
};
