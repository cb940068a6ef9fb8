/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zone: the one time zone of the process (--tz, default: UTC), for times without a zone and for calendar
 * units. Local times are microseconds since 1970-01-01T00:00:00 on the clock of the zone. */
#ifndef TIME_ZONE_H
#define TIME_ZONE_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* Sets the zone by its name in the system's zone database ("Europe/Berlin"); "UTC" needs no database. 0, or
 * -1 with STATUS_USAGE for an unknown name, or STATUS_SYSTEM. Before any thread is started. */
int zone_open(const char *name, struct error *error);

bool zone_is_utc(void);

/* Seconds east of UTC at an instant. Takes a few nanoseconds for instants near each other; any thread may
 * call it. */
int32_t zone_offset(int64_t instant);

/* The instant of a local time; the first where there are two, since the clock was set back. False for a local
 * time in a gap: the clock was set forward over it. */
bool zone_instant(int64_t local, int64_t *instant);

/* The same; a local time in a gap is moved forward by the length of the gap: 02:30 becomes 03:30. */
int64_t zone_resolve(int64_t local);

#endif
