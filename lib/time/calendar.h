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
 * days and longer units keep the local time of day (zone_resolve), and the day of the month, or its last
 * where it has no such day. False when the result is outside the limits. */
bool calendar_add(int64_t instant, int64_t n, enum calendar_unit unit, int64_t *sum);

/* How many whole units lie from `from` to `to`: below 0 where to is the earlier one. */
int64_t calendar_between(int64_t from, int64_t to, enum calendar_unit unit);

/* The fields of a local time. */
enum calendar_field {
	FIELD_NONE,
	FIELD_YEAR,
	FIELD_MONTH,
	FIELD_DAY,
	FIELD_HOUR,
	FIELD_MINUTE,
	FIELD_SECOND,
	FIELD_QUARTER,
	FIELD_FRACTION,    /* microseconds */
	FIELD_SHORT_YEAR,  /* 69 to 99 are 1969 to 1999, 0 to 68 are 2000 to 2068, as POSIX has it */
	FIELD_DAY_OF_YEAR, /* from 1 */
	FIELD_HALF_HOUR,   /* of half a day: 1 to 12 */
	FIELD_AFTERNOON,   /* 0 AM, 1 PM */
	FIELD_WEEKDAY,     /* 0 is Monday */
	FIELD_ISO_WEEKDAY, /* 1 is Monday */
	FIELD_ISO_YEAR,    /* the year that the week is of */
	FIELD_ISO_WEEK,
	FIELD_OFFSET, /* seconds east of UTC */
	FIELD_EPOCH,  /* seconds since 1970 */
	CALENDAR_FIELDS,
};

/* All fields of an instant, as the clock of the zone shows it. */
void calendar_fields(int64_t fields[CALENDAR_FIELDS], int64_t instant);

#endif
