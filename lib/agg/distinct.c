/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distinct counts different values exactly. It keeps each of them once: numbers in a multiset, which is
 * smaller, all others in a list. */
#include "agg/aggregate.h"
#include "agg/multiset.h"
#include "agg/value_list.h"

#include <stdlib.h>

struct distinct {
	struct multiset numbers; /* canonical: different entries are different numbers */
	struct value_list others;
};

static int
add_entry(void *state, const struct list_entry *entry)
{
	struct distinct *distinct = state;

	if (entry->value.kind == VALUE_NUMBER)
		return multiset_add(&distinct->numbers, number_canonical(entry->value.number), 1);
	return value_list_add_once(&distinct->others, entry);
}

static int
add(void *state, const struct value *values, const struct event_position *position)
{
	(void)position;
	return add_entry(state, &(struct list_entry){ .value = values[0] });
}

static void
settle(void *state)
{
	struct distinct *distinct = state;

	multiset_settle(&distinct->numbers);
}

static int
merge(void *state, const void *other)
{
	const struct distinct *more = other;
	struct distinct *distinct = state;

	if (multiset_merge(&distinct->numbers, &more->numbers))
		return -1;
	return value_list_merge(&distinct->others, &more->others, value_list_add_once);
}

static size_t
count(const struct distinct *distinct)
{
	return multiset_different(&distinct->numbers) + distinct->others.count;
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	(void)parameter;
	(void)arena;
	*value = value_of_number(number_of_int((int64_t)count(state)));
	return 0;
}

/* All values, in order. */
static void
save(const void *state, struct buffer *to)
{
	const struct distinct *distinct = state;
	struct list_entry *all = calloc(count(distinct) + 1, sizeof *all);
	struct number number;
	uint64_t times;
	size_t at = 0, found = 0;

	while (all && multiset_next(&distinct->numbers, &at, &number, &times))
		all[found++].value = value_of_number(number);
	at = 0;
	while (all && value_list_next(&distinct->others, &at, &all[found]))
		found++;
	if (found > 1)
		qsort(all, found, sizeof *all, entry_by_value);
	value_list_save(to, all, found, entry_save_value);
}

static int
load(void *state, struct slice json)
{
	return value_list_load(state, json, entry_load_value, add_entry);
}

static void
free_distinct(void *state)
{
	struct distinct *distinct = state;

	value_list_free(&distinct->others);
	multiset_free(&distinct->numbers);
}

const struct aggregate_kind aggregate_distinct = {
	.name = "distinct",
	.size = sizeof(struct distinct),
	.add = add,
	.settle = settle,
	.merge = merge,
	.result = result,
	.save = save,
	.load = load,
	.free = free_distinct,
};
