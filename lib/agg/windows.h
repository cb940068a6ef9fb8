/* SPDX-License-Identifier: GPL-3.0-or-later */
/* windows: those that are open, to be found by their span and closed by their end. */
#ifndef AGG_WINDOWS_H
#define AGG_WINDOWS_H

#include "agg/pool.h"
#include "agg/window.h"
#include "base/hash_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct window {
	uint32_t hash;
	unsigned changed : 1; /* since its last early result */
	unsigned tabled : 1;  /* its groups are in their table */
	unsigned place : 30;  /* in the heap */
	struct span span;
	struct group *first; /* of its groups; the others hang on it */
};

struct windows { /* all zero but the pool is an empty one */
	struct pool *pool;
	struct hash_table table; /* by span; not those of sessions, of which several can have one span */
	struct window **heap;    /* all, the one that ends first on top */
	size_t count, capacity;
	uint64_t seed; /* of the hash */
};

/* Below, equal to or above 0: by the end, then by the start. */
int span_compare(struct span a, struct span b);

/* The window of that span, made when it is new; NULL when memory ran out. */
struct window *windows_find(struct windows *windows, struct span span);

/* Makes room for one more, so that windows_add cannot fail. 0, or -1 when memory ran out. */
int windows_reserve(struct windows *windows);

/* Adds a window whose memory is the caller's, not to be found by its span. */
void windows_add(struct windows *windows, struct window *window);

/* Gives a window that was added another span. */
void windows_move(struct windows *windows, struct window *window, struct span span);

/* Takes a window out: one that was found is freed too, one that was added is the caller's again. */
void windows_remove(struct windows *windows, struct window *window);

/* The window that ends first, of those the one that begins first, or NULL. */
static inline struct window *
windows_top(const struct windows *windows)
{
	return windows->count ? windows->heap[0] : NULL;
}

/* From now on the heap is a list, the window that ends first last, to be taken out from there: nothing can be
 * added or found, and there is no top. The memory of windows stays with the pool. */
void windows_sort(struct windows *windows);

/* The last window of such a list, or NULL. */
static inline struct window *
windows_last(const struct windows *windows)
{
	return windows->count ? windows->heap[windows->count - 1] : NULL;
}

void windows_free(struct windows *windows);

#endif
