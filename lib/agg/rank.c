/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/rank.h"

#include "agg/key.h"
#include "base/array.h"

#include <stdlib.h>

enum {
	MORE = 1024, /* results that may be there in vain */
	FEW = 16,    /* are sorted by insertion */
};

struct value *
ranking_add(struct ranking *ranking, const struct query *query, struct slice key)
{
	if (ranking->top < UINT64_MAX && ranking->count >= 2 * ranking->kept + MORE)
		ranking_sort(ranking);
	struct ranked **at =
		array_grow(ranking->at, &ranking->capacity, ranking->count + 1, sizeof(struct ranked *));
	if (!at)
		return NULL;
	ranking->at = at;
	at += ranking->count;
	if (ranking->count == ranking->made) {
		*at = arena_alloc(&ranking->arena, sizeof **at + query_width(query) * sizeof *(*at)->values);
		if (!*at)
			return NULL;
		ranking->made++;
	}
	(*at)->query = query;
	(*at)->key = key;
	ranking->count++;
	return (*at)->values;
}

static int
keep_value(struct arena *arena, struct value *value)
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
		if (keep_value(arena, &items[i]))
			return -1;
	}
	value->array.items = items;
	return 0;
}

int
ranking_keep(struct ranking *ranking)
{
	struct ranked *at = ranking->at[ranking->count - 1];

	at->key = arena_copy(&ranking->arena, at->key);
	for (size_t i = 0; i < query_width(at->query); i++)
		if (keep_value(&ranking->arena, &at->values[i]))
			return -1;
	return at->key.at ? 0 : -1;
}

void
ranking_drop(struct ranking *ranking)
{
	ranking->count--;
}

static int
compare_keys(const struct ranked *a, const struct ranked *b)
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
	const struct ranked *a = *(struct ranked *const *)left, *b = *(struct ranked *const *)right;
	const struct query *query = a->query;
	int order = compare_keys(a, b);

	for (size_t i = query->first_group; !order && i > 0; i--)
		order = value_compare(&a->values[i - 1], &b->values[i - 1]);
	return order ? order : key_compare(a->key, b->key);
}

static int
compare_per(const struct ranked *a, const struct ranked *b)
{
	int order = 0;

	for (size_t i = 0; !order && i < a->query->per_count; i++)
		order = value_compare(&a->values[a->query->per[i]], &b->values[a->query->per[i]]);
	return order;
}

static int
compare_within(const void *left, const void *right)
{
	int order = compare_per(*(struct ranked *const *)left, *(struct ranked *const *)right);

	return order ? order : compare_results(left, right);
}

/* Of results sorted by compare_within. The others wait behind them. */
static void
keep_top(struct ranking *ranking)
{
	size_t kept = 0;
	uint64_t place = 0; /* within one of --per */

	for (size_t i = 0; i < ranking->count; i++) {
		struct ranked *at = ranking->at[i];
		bool of_last = kept > 0 && (ranking->one_per || compare_per(ranking->at[kept - 1], at) == 0);
		place = of_last ? place + 1 : 0;
		bool tie = ranking->ties && of_last && compare_keys(ranking->at[kept - 1], at) == 0;
		if (place >= ranking->top && !tie)
			continue;
		ranking->at[i] = ranking->at[kept];
		ranking->at[kept++] = at;
	}
	ranking->count = kept;
}

static void
sort(struct ranked **at, size_t count, int (*compare)(const void *, const void *))
{
	if (count > FEW) {
		qsort(at, count, sizeof(struct ranked *), compare);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		struct ranked *next = at[i];
		size_t k = i;
		for (; k > 0 && compare(&next, &at[k - 1]) < 0; k--)
			at[k] = at[k - 1];
		at[k] = next;
	}
}

void
ranking_sort(struct ranking *ranking)
{
	sort(ranking->at, ranking->count, ranking->one_per ? compare_results : compare_within);
	if (ranking->top < UINT64_MAX)
		keep_top(ranking);
	ranking->kept = ranking->count;
}

void
ranking_reset(struct ranking *ranking)
{
	ranking->count = ranking->kept = 0;
}

void
ranking_free(struct ranking *ranking)
{
	free(ranking->at);
	arena_free(&ranking->arena);
	*ranking =
		(struct ranking){ .top = ranking->top, .ties = ranking->ties, .one_per = ranking->one_per };
}
