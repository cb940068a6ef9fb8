/* SPDX-License-Identifier: GPL-3.0-or-later */
/* instant: a point in time as microseconds since 1970-01-01T00:00:00Z, leap seconds not counted. */
#ifndef TIME_INSTANT_H
#define TIME_INSTANT_H

#include "base/buffer.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

/* The limits of an instant: the years 1 to 9999 of UTC. What is computed is checked against them. */
#define INSTANT_LEAST INT64_C(-62135596800000000)
#define INSTANT_MOST INT64_C(253402300799999999)

static inline bool
instant_exists(int64_t microseconds)
{
	return microseconds >= INSTANT_LEAST && microseconds <= INSTANT_MOST;
}

/* Reads RFC 3339 (`2024-07-28T12:55:00.5+02:00`) and `YYYY-MM-DD HH:MM:SS[.fff][ UTC|Z|+hh:mm]`; a time
 * without a zone is in the zone of --tz (time/zone.h). Digits beyond the microsecond are cut. False when the
 * text is neither, or names a day or a time that does not exist. */
bool instant_read(struct slice text, int64_t *microseconds);

/* Whether the text is such a time without a zone that the zone's clock never showed, since it was set forward
 * over it; and what is needed instead, for the message. */
bool instant_skipped(struct slice text);
#define INSTANT_SHOWN "a time that the clock of --tz showed (it was set forward over this one)"

/* Appends `2024-07-28T12:55:00.000Z`: milliseconds always, microseconds where there are any; the offset of
 * the zone, `+02:00`, in place of Z unless it is UTC. */
void instant_write(struct buffer *to, int64_t microseconds);

/* The bytes that instant_write appends, at most. */
enum { INSTANT_TEXT = 32 };

#endif
