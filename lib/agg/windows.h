/* SPDX-License-Identifier: GPL-3.0-or-later */
/* windows: what --window says, which windows of event time hold an instant, and the windows that are open,
 * found by their span and closed in the order of their ends. */
#ifndef AGG_WINDOWS_H
#define AGG_WINDOWS_H

#include "agg/pool.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/hash_table.h"
#include "base/slice.h"
#include "time/calendar.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span { /* start is included, end is not; microseconds */
	int64_t start, end;
};

/* A length of time: fixed, or a unit of the calendar. */
struct stride {
	bool calendar;
	enum calendar_unit unit;
	int64_t length; /* microseconds, where it is fixed */
};

enum window_shape {
	WINDOW_NONE,       /* all of time is one window */
	WINDOW_TUMBLING,   /* contiguous: 1m, or a unit of the calendar in --tz */
	WINDOW_HOPPING,    /* 10m/1m: of the first length, one starting at each multiple of the second */
	WINDOW_CUMULATIVE, /* 1h..1d: from a multiple of the second to each multiple of the first after it */
	WINDOW_SESSION,    /* session:30m: records of a group without a pause longer than that */
};

struct window_spec {
	enum window_shape shape;
	struct stride length; /* length of the window, or of the longest one; of a session, its pause */
	struct stride step;   /* step of hopping and cumulative windows */
};

/* Reads --window. 0, or -1 with STATUS_USAGE. */
int window_read(struct window_spec *spec, struct slice text, struct error *error);

/* The windows that hold the instant, in the order of their ends: the first one, then the one after it, or
 * false. For sessions, the session of a single record. */
struct span window_first(const struct window_spec *spec, int64_t instant);
bool window_next(const struct window_spec *spec, int64_t instant, struct span *span);

/* Whether all windows that hold the instant lie in the time that can be written. */
bool window_possible(const struct window_spec *spec, int64_t instant);

/* Below, equal to or above 0: by the end, then by the start. */
int span_compare(struct span a, struct span b);

/* Appends "window":{"start":"..","end":".."} */
void span_write(struct buffer *to, struct span span);

/* An open window. */
struct window {
	uint32_t hash;
	unsigned changed : 1; /* since its last early result */
	unsigned indexed : 1; /* its groups are in the table of groups */
	unsigned place : 30;  /* index in the heap */
	struct span span;
	struct group *first; /* first group of a list */
};

struct windows { /* all zero except for the pool is an empty one */
	struct pool *pool;
	struct hash_table table; /* windows by span; not sessions, of which several can have one span */
	struct window **heap;    /* all windows, with the one that ends first on top */
	size_t count, capacity;
	uint64_t seed; /* seed of the hash */
};

/* The window of that span, made if it is new; NULL when memory ran out. */
struct window *windows_find(struct windows *windows, struct span span);

/* Reserves a place for one more window, so that windows_add cannot fail. 0, or -1 when memory ran out. */
int windows_reserve(struct windows *windows);

/* Adds a window whose memory is the caller's; it is not found by its span. */
void windows_add(struct windows *windows, struct window *window);

/* Changes the span of a window that was added. */
void windows_move(struct windows *windows, struct window *window, struct span span);

/* Removes a window. One that windows_find made is freed; one that was added is the caller's again. */
void windows_remove(struct windows *windows, struct window *window);

/* The window that ends first, of these the one that starts first; or NULL. */
static inline struct window *
windows_top(const struct windows *windows)
{
	return windows->count ? windows->heap[0] : NULL;
}

/* Turns the heap into a list, with the window that ends first at its end, where windows are removed. From
 * then on nothing can be added or found, and there is no top. The pool keeps the memory of windows. */
void windows_sort(struct windows *windows);

/* The last window of that list, or NULL. */
static inline struct window *
windows_last(const struct windows *windows)
{
	return windows->count ? windows->heap[windows->count - 1] : NULL;
}

void windows_free(struct windows *windows);

#endif
