/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/top_k.h"

#include "agg/group_order.h"
#include "base/array.h"

#include <stdlib.h>

enum {
	SLACK = 1024, /* results beyond twice the selected ones, before they are selected again */
	FEW = 16,     /* most results that are sorted by insertion */
};

struct value *
top_k_add(struct top_k *top, const struct query *query, struct slice key)
{
	if (top->limit < UINT64_MAX && top->count >= 2 * top->selected + SLACK)
		top_k_select(top);
	struct result **at = array_grow(top->at, &top->capacity, top->count + 1, sizeof(struct result *));
	if (!at)
		return NULL;
	top->at = at;
	at += top->count;
	if (top->count == top->allocated) {
		*at = arena_alloc(&top->arena, sizeof **at + query_width(query) * sizeof *(*at)->values);
		if (!*at)
			return NULL;
		top->allocated++;
	}
	(*at)->query = query;
	(*at)->key = key;
	top->count++;
	return (*at)->values;
}

/* Copies what the value points to. */
static int
own_value(struct arena *arena, struct value *value)
{
	if (value->kind == VALUE_TEXT)
		return (value->text = arena_copy(arena, value->text)).at ? 0 : -1;
	if (value->kind == VALUE_OBJECT)
		return (value->object = arena_copy(arena, value->object)).at ? 0 : -1;
	if (value->kind != VALUE_ARRAY)
		return 0;
	size_t size = value->array.count * sizeof *value->array.items;
	struct value *items = arena_alloc(arena, size);
	if (!items)
		return -1;
	for (size_t i = 0; i < value->array.count; i++) {
		items[i] = value->array.items[i];
		if (own_value(arena, &items[i]))
			return -1;
	}
	value->array.items = items;
	return 0;
}

int
top_k_own_last(struct top_k *top)
{
	struct result *at = top->at[top->count - 1];

	at->key = arena_copy(&top->arena, at->key);
	for (size_t i = 0; i < query_width(at->query); i++)
		if (own_value(&top->arena, &at->values[i]))
			return -1;
	return at->key.at ? 0 : -1;
}

void
top_k_drop_last(struct top_k *top)
{
	top->count--;
}

static int
compare_order_by(const struct result *a, const struct result *b)
{
	const struct query *query = a->query;

	for (size_t i = query->aggregate_count + query->having_count; i < query->measure_count; i++) {
		size_t at = query->first_measure + i;
		int order = value_compare(&a->values[at], &b->values[at]);
		if (order)
			return query->measures[i].descending ? -order : order;
	}
	return 0;
}

/* By --order-by, then by the end of the window, its start, and the group. */
static int
compare_results(const void *left, const void *right)
{
	const struct result *a = *(struct result *const *)left, *b = *(struct result *const *)right;
	const struct query *query = a->query;
	int order = compare_order_by(a, b);

	for (size_t i = query->first_group; !order && i > 0; i--)
		order = value_compare(&a->values[i - 1], &b->values[i - 1]);
	return order ? order : group_key_compare(a->key, b->key);
}

static int
compare_per(const struct result *a, const struct result *b)
{
	int order = 0;

	for (size_t i = 0; !order && i < a->query->per_count; i++)
		order = value_compare(&a->values[a->query->per[i]], &b->values[a->query->per[i]]);
	return order;
}

/* By --per, then as compare_results. */
static int
compare_all(const void *left, const void *right)
{
	int order = compare_per(*(struct result *const *)left, *(struct result *const *)right);

	return order ? order : compare_results(left, right);
}

/* Moves the selected ones of sorted results to the front. */
static void
select_sorted(struct top_k *top)
{
	size_t selected = 0;
	uint64_t place = 0; /* within a partition */

	for (size_t i = 0; i < top->count; i++) {
		struct result *at = top->at[i];
		bool same = selected > 0 &&
			    (top->single_partition || compare_per(top->at[selected - 1], at) == 0);
		place = same ? place + 1 : 0;
		bool tie = top->ties && same && compare_order_by(top->at[selected - 1], at) == 0;
		if (place >= top->limit && !tie)
			continue;
		top->at[i] = top->at[selected];
		top->at[selected++] = at;
	}
	top->count = selected;
}

static void
sort(struct result **at, size_t count, int (*compare)(const void *, const void *))
{
	if (count > FEW) {
		qsort(at, count, sizeof(struct result *), compare);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		struct result *next = at[i];
		size_t k = i;
		for (; k > 0 && compare(&next, &at[k - 1]) < 0; k--)
			at[k] = at[k - 1];
		at[k] = next;
	}
}

void
top_k_select(struct top_k *top)
{
	sort(top->at, top->count, top->single_partition ? compare_results : compare_all);
	if (top->limit < UINT64_MAX)
		select_sorted(top);
	top->selected = top->count;
}

void
top_k_clear(struct top_k *top)
{
	top->count = top->selected = 0;
}

void
top_k_free(struct top_k *top)
{
	free(top->at);
	arena_free(&top->arena);
	*top = (struct top_k){
		.limit = top->limit, .ties = top->ties, .single_partition = top->single_partition
	};
}
