/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/windows.h"

#include "base/array.h"
#include "base/hash.h"
#include "time/instant.h"

#include <stdlib.h>
#include <string.h>

enum {
	WINDOWS_MOST = 10000,      /* most windows that may hold one instant */
	WINDOWS_LIMIT = 0x3fffffff /* most windows that can be open: what window.place can count */
};

/* How long units of the calendar are, at least and at most. */
static const struct {
	int64_t least, most;
} unit_lengths[] = {
	[CALENDAR_SECOND] = { USEC_PER_SECOND, USEC_PER_SECOND },
	[CALENDAR_MINUTE] = { USEC_PER_MINUTE, USEC_PER_MINUTE },
	[CALENDAR_HOUR] = { USEC_PER_HOUR, 2 * USEC_PER_HOUR },
	[CALENDAR_DAY] = { USEC_PER_DAY, 2 * USEC_PER_DAY },
	[CALENDAR_WEEK] = { 7 * USEC_PER_DAY, 8 * USEC_PER_DAY },
	[CALENDAR_MONTH] = { 28 * USEC_PER_DAY, 32 * USEC_PER_DAY },
	[CALENDAR_QUARTER] = { 90 * USEC_PER_DAY, 93 * USEC_PER_DAY },
	[CALENDAR_YEAR] = { 365 * USEC_PER_DAY, 367 * USEC_PER_DAY },
};

static int64_t
least_of(const struct stride *stride)
{
	return stride->calendar ? unit_lengths[stride->unit].least : stride->length;
}

static int64_t
most_of(const struct stride *stride)
{
	return stride->calendar ? unit_lengths[stride->unit].most : stride->length;
}

static int
bad_window(struct slice text, struct error *error)
{
	return error_set(error, STATUS_USAGE,
		"--window %.*s: write a length (1m), a length and a step (10m/1m), a unit of the calendar "
		"(hour day week month quarter year), session:30m, or 1h..1d",
		SLICE_PRINT(text));
}

static bool
read_stride(struct slice text, struct stride *stride)
{
	stride->calendar = calendar_unit_read(text, &stride->unit);
	return stride->calendar || (duration_read(text, &stride->length) && stride->length > 0);
}

/* Splits text at the separator. False where there is none. */
static bool
split(struct slice text, const char *separator, struct slice *left, struct slice *right)
{
	const char *found = slice_find(text, slice_of(separator));

	if (!found)
		return false;
	*left = slice_between(text.at, found);
	*right = slice_between(found + strlen(separator), text.at + text.length);
	return true;
}

static int
check_hopping(const struct window_spec *spec, struct slice text, struct error *error)
{
	if (spec->length.calendar || spec->step.calendar)
		return error_set(error, STATUS_USAGE,
			"--window %.*s: hopping windows have lengths such as 10m/1m, not units of the "
			"calendar",
			SLICE_PRINT(text));
	if (spec->step.length > spec->length.length)
		return error_set(error, STATUS_USAGE,
			"--window %.*s: the step is longer than the window, so records would fall between; "
			"the length comes first",
			SLICE_PRINT(text));
	return 0;
}

static int
check_cumulative(const struct window_spec *spec, struct slice text, struct error *error)
{
	const struct stride *step = &spec->step, *length = &spec->length;
	bool fits = step->calendar == length->calendar;

	if (fits && length->calendar) /* months, quarters and years do not consist of whole weeks */
		fits = step->unit < length->unit && step->unit != CALENDAR_WEEK;
	else if (fits)
		fits = step->length < length->length && length->length % step->length == 0;
	if (fits)
		return 0;
	return error_set(error, STATUS_USAGE,
		"--window %.*s: the second length must be a multiple of the first, as in 1h..1d or "
		"day..month",
		SLICE_PRINT(text));
}

static int
check_number(const struct window_spec *spec, struct slice text, struct error *error)
{
	if (most_of(&spec->length) / least_of(&spec->step) <= WINDOWS_MOST)
		return 0;
	return error_set(error, STATUS_USAGE, "--window %.*s: each record would be in more than %d windows",
		SLICE_PRINT(text), WINDOWS_MOST);
}

int
window_read(struct window_spec *spec, struct slice text, struct error *error)
{
	struct slice left, right;

	*spec = (struct window_spec){ .shape = WINDOW_TUMBLING };
	if (split(text, "session:", &left, &right) && left.length == 0) {
		spec->shape = WINDOW_SESSION;
		return read_stride(right, &spec->length) && !spec->length.calendar ? 0
										   : bad_window(text, error);
	}
	if (split(text, "..", &left, &right)) {
		spec->shape = WINDOW_CUMULATIVE;
		if (!read_stride(left, &spec->step) || !read_stride(right, &spec->length))
			return bad_window(text, error);
		return check_cumulative(spec, text, error) || check_number(spec, text, error) ? -1 : 0;
	}
	if (split(text, "/", &left, &right)) {
		spec->shape = WINDOW_HOPPING;
		if (!read_stride(left, &spec->length) || !read_stride(right, &spec->step))
			return bad_window(text, error);
		return check_hopping(spec, text, error) || check_number(spec, text, error) ? -1 : 0;
	}
	return read_stride(text, &spec->length) ? 0 : bad_window(text, error);
}

/* The first instant of the stride that holds the instant, and of the stride after it. */
static int64_t
stride_floor(const struct stride *stride, int64_t instant)
{
	if (stride->calendar)
		return calendar_floor(instant, stride->unit);
	return floor_divide(instant, stride->length) * stride->length;
}

static int64_t
stride_next(const struct stride *stride, int64_t instant)
{
	if (stride->calendar)
		return calendar_next(instant, stride->unit);
	return stride_floor(stride, instant) + stride->length;
}

struct span
window_first(const struct window_spec *spec, int64_t instant)
{
	int64_t start;

	switch (spec->shape) {
	case WINDOW_TUMBLING:
		return (struct span){ stride_floor(&spec->length, instant),
			stride_next(&spec->length, instant) };
	case WINDOW_HOPPING: /* the first multiple of the step after instant - length */
		start = stride_next(&spec->step, instant - spec->length.length);
		return (struct span){ start, start + spec->length.length };
	case WINDOW_CUMULATIVE:
		return (struct span){ stride_floor(&spec->length, instant),
			stride_next(&spec->step, instant) };
	case WINDOW_SESSION:
		return (struct span){ instant, instant + spec->length.length };
	case WINDOW_NONE:
		break;
	}
	return (struct span){ INT64_MIN, INT64_MAX };
}

bool
window_next(const struct window_spec *spec, int64_t instant, struct span *span)
{
	if (spec->shape == WINDOW_HOPPING) {
		span->start += spec->step.length;
		span->end += spec->step.length;
		return span->start <= instant;
	}
	if (spec->shape != WINDOW_CUMULATIVE || span->end >= stride_next(&spec->length, instant))
		return false;
	span->end = stride_next(&spec->step, span->end);
	return true;
}

bool
window_possible(const struct window_spec *spec, int64_t instant)
{
	int64_t most = most_of(&spec->length);

	return most <= INSTANT_MAX && instant >= INSTANT_MIN + most && instant <= INSTANT_MAX - most;
}

int
span_compare(struct span a, struct span b)
{
	if (a.end != b.end)
		return a.end < b.end ? -1 : 1;
	return (a.start > b.start) - (a.start < b.start);
}

void
span_write(struct buffer *to, struct span span)
{
	buffer_text(to, "\"window\":{\"start\":\"");
	instant_write(to, span.start);
	buffer_text(to, "\",\"end\":\"");
	instant_write(to, span.end);
	buffer_text(to, "\"}");
}

static bool
ends_before(const struct window *a, const struct window *b)
{
	return span_compare(a->span, b->span) < 0;
}

static void
put(struct windows *windows, size_t place, struct window *window)
{
	windows->heap[place] = window;
	window->place = (unsigned)place & WINDOWS_LIMIT;
}

/* Moves the window at a place of the heap up or down to where it belongs. */
static void
sift(struct windows *windows, size_t at)
{
	struct window *window = windows->heap[at];

	for (; at > 0 && ends_before(window, windows->heap[(at - 1) / 2]); at = (at - 1) / 2)
		put(windows, at, windows->heap[(at - 1) / 2]);
	for (size_t child; (child = 2 * at + 1) < windows->count; at = child) {
		if (child + 1 < windows->count && ends_before(windows->heap[child + 1], windows->heap[child]))
			child++;
		if (!ends_before(windows->heap[child], window))
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
	sift(windows, windows->count - 1);
}

void
windows_move(struct windows *windows, struct window *window, struct span span)
{
	window->span = span;
	sift(windows, window->place);
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
		sift(windows, at);
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
