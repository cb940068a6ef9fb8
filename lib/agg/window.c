/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/window.h"

#include "time/date.h"
#include "time/instant.h"

#include <string.h>

enum { WINDOWS_MOST = 10000 }; /* that hold one instant */

/* What units of the calendar last, at the least and at the most. */
static const struct {
	int64_t least, most;
} lasts[] = {
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
	return stride->calendar ? lasts[stride->unit].least : stride->length;
}

static int64_t
most_of(const struct stride *stride)
{
	return stride->calendar ? lasts[stride->unit].most : stride->length;
}

static int
wrong(struct slice text, struct error *error)
{
	return error_set(error, STATUS_USAGE,
		"--window %.*s: write a length (1m), a length and a step (10m/1m), a unit of the calendar "
		"(hour "
		"day week month quarter year), session:30m, or 1h..1d",
		SLICE_PRINT(text));
}

static bool
read_stride(struct slice text, struct stride *stride)
{
	stride->calendar = calendar_unit_read(text, &stride->unit);
	return stride->calendar || (duration_read(text, &stride->length) && stride->length > 0);
}

/* Splits text at the separator. */
static bool
cut(struct slice text, const char *separator, struct slice *left, struct slice *right)
{
	size_t length = strlen(separator);

	for (size_t i = 0; i + length <= text.length; i++) {
		if (memcmp(text.at + i, separator, length) != 0)
			continue;
		*left = (struct slice){ text.at, i };
		*right = (struct slice){ text.at + i + length, text.length - i - length };
		return true;
	}
	return false;
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
			"the "
			"length comes first",
			SLICE_PRINT(text));
	return 0;
}

static int
check_cumulative(const struct window_spec *spec, struct slice text, struct error *error)
{
	const struct stride *step = &spec->step, *length = &spec->length;
	bool fits = step->calendar == length->calendar;

	if (fits && length->calendar) /* weeks lie across months, quarters and years */
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
	if (cut(text, "session:", &left, &right) && left.length == 0) {
		spec->shape = WINDOW_SESSION;
		return read_stride(right, &spec->length) && !spec->length.calendar ? 0 : wrong(text, error);
	}
	if (cut(text, "..", &left, &right)) {
		spec->shape = WINDOW_CUMULATIVE;
		if (!read_stride(left, &spec->step) || !read_stride(right, &spec->length))
			return wrong(text, error);
		return check_cumulative(spec, text, error) || check_number(spec, text, error) ? -1 : 0;
	}
	if (cut(text, "/", &left, &right)) {
		spec->shape = WINDOW_HOPPING;
		if (!read_stride(left, &spec->length) || !read_stride(right, &spec->step))
			return wrong(text, error);
		return check_hopping(spec, text, error) || check_number(spec, text, error) ? -1 : 0;
	}
	return read_stride(text, &spec->length) ? 0 : wrong(text, error);
}

/* The first instant of the stride that the instant lies in, and of the stride behind it. */
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
	case WINDOW_HOPPING: /* the first multiple of the step behind instant - length */
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
