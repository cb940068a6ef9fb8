/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows that close, and early results of those that do not yet. */
#include "agg/grouping.h"

#include <stddef.h>
#include <stdlib.h>

enum { ENOUGH = 65536 }; /* groups that are written together at the end */

/* Takes the windows of that span. Of a heap those equal to the top stand together below it. */
static int
take_equal(struct grouping *grouping, size_t at, struct span span)
{
	const struct windows *windows = &grouping->groups.windows;

	if (at >= windows->count || span_compare(windows->heap[at]->span, span) != 0)
		return 0;
	return emitter_take(&grouping->emitter, windows->heap[at]) ||
			       take_equal(grouping, 2 * at + 1, span) ||
			       take_equal(grouping, 2 * at + 2, span)
		       ? -1
		       : 0;
}

/* A record at the very end of a session would still be part of it, so that one closes later. */
static bool
ends_before(const struct grouping *grouping, const struct window *window, int64_t watermark)
{
	bool session = grouping->query->window.shape == WINDOW_SESSION;

	return session ? window->span.end < watermark : window->span.end <= watermark;
}

int
grouping_close_windows(struct grouping *grouping, int64_t watermark, struct error *error)
{
	struct windows *windows = &grouping->groups.windows;
	struct window *top;

	while ((top = windows_top(windows)) && ends_before(grouping, top, watermark)) {
		const struct span span = top->span;
		if (take_equal(grouping, 0, span))
			return error_memory(error);
		emitter_order(&grouping->emitter);
		if (emitter_write(&grouping->emitter, false, false, error))
			return -1;
		while ((top = windows_top(windows)) && span_compare(top->span, span) == 0)
			groups_close_window(&grouping->groups, top);
		if (span.end > grouping->closed)
			grouping->closed = span.end;
	}
	return 0;
}

/* Takes windows from the end of the list that has `left` of them, whole spans, until these have enough
 * groups. How many are left then, or -1 when memory ran out. */
static ptrdiff_t
take_last(struct grouping *grouping, ptrdiff_t left)
{
	struct emitter *emitter = &grouping->emitter;
	struct window **windows = grouping->groups.windows.heap;

	while (left > 0 && emitter->count < ENOUGH) {
		const struct span span = windows[left - 1]->span;
		while (left > 0 && span_compare(windows[left - 1]->span, span) == 0)
			if (emitter_take(emitter, windows[--left]))
				return -1;
		emitter_order(emitter);
	}
	return left;
}

int
grouping_close_all(struct grouping *grouping, struct error *error)
{
	struct windows *windows = &grouping->groups.windows;

	windows_sort(windows);
	while (windows->count > 0) {
		ptrdiff_t left = take_last(grouping, (ptrdiff_t)windows->count);
		if (left < 0)
			return error_memory(error);
		if (emitter_write(&grouping->emitter, false, true, error))
			return -1;
		while (windows->count > (size_t)left)
			groups_close_window(&grouping->groups, windows_last(windows));
	}
	return 0;
}

static int
compare_windows(const void *left, const void *right)
{
	const struct window *a = *(struct window *const *)left, *b = *(struct window *const *)right;

	return span_compare(a->span, b->span);
}

/* The windows that changed, in order, for the caller to free; NULL when memory ran out. */
static struct window **
collect_changed(struct windows *windows, size_t *count)
{
	struct window **changed = malloc((windows->count + 1) * sizeof(struct window *));

	*count = 0;
	for (size_t i = 0; changed && i < windows->count; i++) {
		if (!windows->heap[i]->changed)
			continue;
		changed[(*count)++] = windows->heap[i];
		windows->heap[i]->changed = false;
	}
	if (changed)
		qsort(changed, *count, sizeof(struct window *), compare_windows);
	return changed;
}

int
grouping_write_early(struct grouping *grouping, struct error *error)
{
	size_t count;
	struct window **changed = collect_changed(&grouping->groups.windows, &count);
	int failed = changed ? 0 : error_memory(error);

	for (size_t i = 0; i < count && !failed; i++) {
		bool last = i + 1 == count || compare_windows(&changed[i], &changed[i + 1]) != 0;
		if (emitter_take(&grouping->emitter, changed[i]))
			failed = error_memory(error);
		else if (last)
			emitter_order(&grouping->emitter);
	}
	if (!failed)
		failed = emitter_write(&grouping->emitter, true, false, error);
	free(changed);
	return failed || sink_flush(&grouping->run->out, error) ? -1 : 0;
}
