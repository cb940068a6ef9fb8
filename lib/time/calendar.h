/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calendar: units of time as the zone's clock and calendar have them: days of 23, 24 and 25 hours, weeks that
 * begin on Monday. Instants are within the limits of time/instant.h. */
#ifndef TIME_CALENDAR_H
#define TIME_CALENDAR_H

#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

enum calendar_unit {
	CALENDAR_SECOND,
	CALENDAR_MINUTE,
	CALENDAR_HOUR,
	CALENDAR_DAY,
	CALENDAR_WEEK,
	CALENDAR_MONTH,
	CALENDAR_QUARTER,
	CALENDAR_YEAR,
};

extern const char *const calendar_units[]; /* their names ("second"), ended by NULL */

/* False for what is no unit's name. */
bool calendar_unit_read(struct slice name, enum calendar_unit *unit);

/* The first instant of the unit that the instant lies in, and of the unit behind it: calendar_floor(t) <= t <
 * calendar_next(t), and no instant is in two units. An hour that comes twice is two hours; where the clock is
 * set within an hour, a new one begins there. Of a midnight that comes twice the first one begins the day;
 * where there is none, the day begins where the clock was set forward. */
int64_t calendar_floor(int64_t instant, enum calendar_unit unit);
int64_t calendar_next(int64_t instant, enum calendar_unit unit);

/* The instant n units later, or earlier where n is negative. Seconds, minutes and hours pass as they are;
 * days and longer units keep the local time of day (zone_settle), and the day of the month, or its last where
 * it has no such day. False when the result is outside the limits. */
bool calendar_add(int64_t instant, int64_t n, enum calendar_unit unit, int64_t *sum);

/* How many whole units lie from `from` to `to`: below 0 where to is the earlier one. */
int64_t calendar_between(int64_t from, int64_t to, enum calendar_unit unit);

#endif
