/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/windows.h"

#include "base/array.h"
#include "base/hash.h"

#include <stdlib.h>

enum { WINDOWS_LIMIT = 0x3fffffff }; /* what place can count */

int
span_compare(struct span a, struct span b)
{
	if (a.end != b.end)
		return a.end < b.end ? -1 : 1;
	return (a.start > b.start) - (a.start < b.start);
}

static bool
before(const struct window *a, const struct window *b)
{
	return span_compare(a->span, b->span) < 0;
}

static void
put(struct windows *windows, size_t place, struct window *window)
{
	windows->heap[place] = window;
	window->place = (unsigned)place & WINDOWS_LIMIT;
}

/* Moves the window at a place up or down to where it belongs. */
static void
settle(struct windows *windows, size_t at)
{
	struct window *window = windows->heap[at];

	for (; at > 0 && before(window, windows->heap[(at - 1) / 2]); at = (at - 1) / 2)
		put(windows, at, windows->heap[(at - 1) / 2]);
	for (size_t child; (child = 2 * at + 1) < windows->count; at = child) {
		if (child + 1 < windows->count && before(windows->heap[child + 1], windows->heap[child]))
			child++;
		if (!before(windows->heap[child], window))
			break;
		put(windows, at, windows->heap[child]);
	}
	put(windows, at, window);
}

int
windows_reserve(struct windows *windows)
{
	if (windows->count == WINDOWS_LIMIT)
		return -1;
	struct window **heap =
		array_grow(windows->heap, &windows->capacity, windows->count + 1, sizeof(struct window *));
	if (!heap)
		return -1;
	windows->heap = heap;
	return 0;
}

void
windows_add(struct windows *windows, struct window *window)
{
	windows->heap[windows->count++] = window;
	settle(windows, windows->count - 1);
}

void
windows_move(struct windows *windows, struct window *window, struct span span)
{
	window->span = span;
	settle(windows, window->place);
}

static bool
has_span(const void *element, const void *wanted)
{
	const struct window *window = element;

	return span_compare(window->span, *(const struct span *)wanted) == 0;
}

static uint32_t
hash_of(const struct windows *windows, struct span span)
{
	return (uint32_t)hash_bytes((struct slice){ (const char *)&span, sizeof span }, windows->seed);
}

struct window *
windows_find(struct windows *windows, struct span span)
{
	uint32_t hash = hash_of(windows, span);

	if (hash_table_reserve(&windows->table) || windows_reserve(windows))
		return NULL;
	void **place = hash_table_find_slot(&windows->table, hash, has_span, &span);
	if (*place)
		return *place;
	struct window *window = pool_take(windows->pool, sizeof *window);
	if (!window)
		return NULL;
	*window = (struct window){ .hash = hash, .span = span };
	*place = window;
	windows->table.count++;
	windows_add(windows, window);
	return window;
}

void
windows_remove(struct windows *windows, struct window *window)
{
	size_t at = window->place;
	struct window *last = windows->heap[--windows->count];

	if (last != window) {
		put(windows, at, last);
		settle(windows, at);
	}
	if (windows->table.count == 0)
		return;
	void **place = hash_table_find_slot(&windows->table, window->hash, has_span, &window->span);
	if (*place != window)
		return;
	hash_table_remove(&windows->table, place);
	pool_give(windows->pool, window, sizeof *window);
}

static int
compare_descending(const void *left, const void *right)
{
	const struct window *a = *(struct window *const *)left, *b = *(struct window *const *)right;

	return span_compare(b->span, a->span);
}

void
windows_sort(struct windows *windows)
{
	if (windows->count > 1)
		qsort(windows->heap, windows->count, sizeof(struct window *), compare_descending);
	for (size_t i = 0; i < windows->count; i++)
		put(windows, i, windows->heap[i]);
	hash_table_free(&windows->table);
}

void
windows_free(struct windows *windows)
{
	hash_table_free(&windows->table);
	free(windows->heap);
	*windows = (struct windows){ 0 };
}
