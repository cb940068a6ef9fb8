/* SPDX-License-Identifier: GPL-3.0-or-later */
/* calendar: units of time and fields of a time by the clock and the calendar of the zone: days have 23, 24 or
 * 25 hours, weeks begin on Monday. Instants are within the limits of time/instant.h. */
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

/* False where no unit has this name. */
bool calendar_unit_read(struct slice name, enum calendar_unit *unit);

/* The first instant of the unit that the instant lies in, and of the next unit: calendar_floor(t) <= t <
 * calendar_next(t), and no instant is in two units. An hour that comes twice is two hours; where the clock is
 * set within an hour, a new one begins there. If midnight comes twice, the day begins at the first one; if it
 * does not come, where the clock was set forward. */
int64_t calendar_floor(int64_t instant, enum calendar_unit unit);
int64_t calendar_next(int64_t instant, enum calendar_unit unit);

/* The instant n units later, or earlier where n is negative. Seconds, minutes and hours have a fixed length;
 * days and longer units keep the local time of day (zone_resolve) and the day of the month, or take the last
 * day of a shorter month. False when the result is outside the limits. */
bool calendar_add(int64_t instant, int64_t n, enum calendar_unit unit, int64_t *sum);

/* The number of whole units from `from` to `to`; negative where `to` is earlier. */
int64_t calendar_between(int64_t from, int64_t to, enum calendar_unit unit);

/* Fields of a local time. */
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
	FIELD_HALF_HOUR,   /* hour of half a day, 1 to 12 */
	FIELD_AFTERNOON,   /* 0 is AM, 1 is PM */
	FIELD_WEEKDAY,     /* 0 is Monday */
	FIELD_ISO_WEEKDAY, /* 1 is Monday */
	FIELD_ISO_YEAR,    /* the year that the week belongs to */
	FIELD_ISO_WEEK,
	FIELD_OFFSET, /* seconds east of UTC */
	FIELD_EPOCH,  /* seconds since 1970 */
	CALENDAR_FIELDS,
};

/* All fields of an instant but FIELD_NONE. */
void calendar_fields(int64_t fields[CALENDAR_FIELDS], int64_t instant);

#endif
