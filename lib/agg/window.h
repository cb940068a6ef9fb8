/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window: which windows of event time hold an instant, as --window says it. */
#ifndef AGG_WINDOW_H
#define AGG_WINDOW_H

#include "base/error.h"
#include "base/slice.h"
#include "time/calendar.h"

#include <stdbool.h>
#include <stdint.h>

struct span { /* from start to before end, in microseconds */
	int64_t start, end;
};

/* A length of time: of the clock, or of the calendar. */
struct stride {
	bool calendar;
	enum calendar_unit unit;
	int64_t length; /* microseconds, where it is none of the calendar */
};

enum window_shape {
	WINDOW_NONE,       /* all of time is one window */
	WINDOW_TUMBLING,   /* one after the other: 1m, or a unit of the calendar in --tz */
	WINDOW_HOPPING,    /* 10m/1m: of the one length, beginning at each multiple of the other */
	WINDOW_CUMULATIVE, /* 1h..1d: from each multiple of the long one, ending at each of the short one */
	WINDOW_SESSION,    /* session:30m: records of a group with no pause longer than that */
};

struct window_spec {
	enum window_shape shape;
	struct stride length; /* the window's, the longest's, or of a session the pause */
	struct stride step;   /* of hopping and cumulative ones */
};

/* Reads --window. 0, or -1 with STATUS_USAGE. */
int window_read(struct window_spec *spec, struct slice text, struct error *error);

/* The windows that hold the instant, in the order of their ends: the first one, and the one behind it, or
 * false. A session's is the one of a record that is alone. */
struct span window_first(const struct window_spec *spec, int64_t instant);
bool window_next(const struct window_spec *spec, int64_t instant, struct span *span);

/* Whether all windows that hold the instant lie in the time that can be written. */
bool window_possible(const struct window_spec *spec, int64_t instant);

#endif
