/* SPDX-License-Identifier: GPL-3.0-or-later */
/* instant: a point in time as microseconds since 1970-01-01T00:00:00Z, leap seconds not counted. */
#ifndef TIME_INSTANT_H
#define TIME_INSTANT_H

#include "base/buffer.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

/* Reads RFC 3339 (`2024-07-28T12:55:00.5+02:00`) and `YYYY-MM-DD HH:MM:SS[.fff][ UTC|Z|+hh:mm]`; a time
 * without a zone is UTC. Digits beyond the microsecond are cut. False when the text is neither, or names a
 * day or time that does not exist. */
bool instant_read(struct slice text, int64_t *microseconds);

/* Appends `2024-07-28T12:55:00.000Z`: milliseconds always, microseconds where there are any. */
void instant_write(struct buffer *to, int64_t microseconds);

#endif
