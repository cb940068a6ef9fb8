/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/calendar.h"

#include "time/civil.h"
#include "time/instant.h"
#include "time/zone.h"

const char *const calendar_units[] = { "second", "minute", "hour", "day", "week", "month", "quarter", "year",
	NULL };

/* How long a unit is: so many microseconds, days or months. */
static const struct {
	int64_t time;
	int days, months;
} lengths[] = {
	[CALENDAR_SECOND] = { .time = SECOND_LONG },
	[CALENDAR_MINUTE] = { .time = MINUTE_LONG },
	[CALENDAR_HOUR] = { .time = HOUR_LONG },
	[CALENDAR_DAY] = { .days = 1 },
	[CALENDAR_WEEK] = { .days = 7 },
	[CALENDAR_MONTH] = { .months = 1 },
	[CALENDAR_QUARTER] = { .months = 3 },
	[CALENDAR_YEAR] = { .months = 12 },
};

bool
calendar_unit_read(struct slice name, enum calendar_unit *unit)
{
	for (size_t i = 0; calendar_units[i]; i++)
		if (slice_is(name, calendar_units[i])) {
			*unit = (enum calendar_unit)i;
			return true;
		}
	return false;
}

static int64_t
local_time(int64_t instant)
{
	return instant + zone_offset(instant) * SECOND_LONG;
}

/* Months since January of the year 0, and the first day of one. */
static int64_t
months_of(struct civil date)
{
	return date.year * INT64_C(12) + date.month - 1;
}

static struct civil
month_start(int64_t months)
{
	int64_t year = floor_divide(months, 12);

	return (struct civil){ (int)year, (int)(months - year * 12) + 1, 1 };
}

/* Where the unit of days or months that holds this day, or the one that many units later, begins. */
static int64_t
unit_start(int64_t day, enum calendar_unit unit, int later)
{
	int count = lengths[unit].months;

	if (unit == CALENDAR_WEEK)
		day -= weekday_from_days(day);
	if (count == 0)
		return day + later * lengths[unit].days;
	int64_t months = floor_divide(months_of(civil_from_days(day)), count) * count;
	return days_from_civil(month_start(months + later * count));
}

/* The instant at which the clock was set last, of those in (from, to]: the offsets of the two differ. */
static int64_t
clock_set(int64_t from, int64_t to)
{
	int32_t after = zone_offset(to);

	while (to - from > 1) {
		int64_t middle = from + (to - from) / 2;
		*(zone_offset(middle) == after ? &to : &from) = middle;
	}
	return to;
}

/* Of a second, a minute or an hour: by the clock, and cut where it was set. */
static int64_t
time_floor(int64_t instant, int64_t length)
{
	int64_t local = local_time(instant);
	int64_t start = instant - (local - floor_divide(local, length) * length);

	return zone_offset(start) == zone_offset(instant) ? start : clock_set(start, instant);
}

static int64_t
time_next(int64_t instant, int64_t length)
{
	int64_t local = local_time(instant);
	int64_t next = instant + length - (local - floor_divide(local, length) * length);

	return zone_offset(next) == zone_offset(instant) ? next : clock_set(instant, next);
}

/* The first instant of a day. The clock may have been set forward over its midnight, from before or at it. */
static int64_t
day_start(int64_t day)
{
	int64_t instant;

	if (zone_instant(day * DAY_LONG, &instant))
		return instant;
	instant = zone_settle(day * DAY_LONG);
	return clock_set(instant - DAY_LONG, instant);
}

/* The same of days and longer units. Where the clock was set back over midnight (St John's at 00:01) the
 * calendar shows the day before once more: that hour belongs to the day that had begun. */
static void
day_limits(int64_t instant, enum calendar_unit unit, int64_t limits[2])
{
	int64_t day = floor_divide(local_time(instant), DAY_LONG);

	for (int later = 0; later < 3; later++) {
		limits[0] = limits[1];
		limits[1] = day_start(unit_start(day, unit, later));
		if (limits[1] > instant)
			return;
	}
}

int64_t
calendar_floor(int64_t instant, enum calendar_unit unit)
{
	int64_t limits[2] = { 0 };

	if (lengths[unit].time)
		return time_floor(instant, lengths[unit].time);
	day_limits(instant, unit, limits);
	return limits[0];
}

int64_t
calendar_next(int64_t instant, enum calendar_unit unit)
{
	int64_t limits[2] = { 0 };

	if (lengths[unit].time)
		return time_next(instant, lengths[unit].time);
	day_limits(instant, unit, limits);
	return limits[1];
}

static int64_t
least_length(enum calendar_unit unit)
{
	return lengths[unit].time + (lengths[unit].days + lengths[unit].months * 28) * DAY_LONG;
}

/* The day that many units later. */
static int64_t
day_later(int64_t day, int64_t n, enum calendar_unit unit)
{
	if (lengths[unit].months == 0)
		return day + n * lengths[unit].days;
	struct civil date = civil_from_days(day);
	struct civil first = month_start(months_of(date) + n * lengths[unit].months);
	int last = days_in_month(first.year, first.month);
	first.day = date.day < last ? date.day : last;
	return days_from_civil(first);
}

bool
calendar_add(int64_t instant, int64_t n, enum calendar_unit unit, int64_t *sum)
{
	/* Nothing within the limits is more units away than this, and nothing overflows with it. */
	const int64_t range = INSTANT_MOST - INSTANT_LEAST, most = range / least_length(unit);
	int64_t local = local_time(instant), day = floor_divide(local, DAY_LONG);

	*sum = instant;
	if (n == 0)
		return true;
	if (n > most || n < -most)
		return false;
	if (lengths[unit].time)
		*sum = instant + n * lengths[unit].time;
	else
		*sum = zone_settle(day_later(day, n, unit) * DAY_LONG + local - day * DAY_LONG);
	return instant_exists(*sum);
}

int64_t
calendar_between(int64_t from, int64_t to, enum calendar_unit unit)
{
	int64_t count, reached;

	if (from > to)
		return -calendar_between(to, from, unit);
	if (lengths[unit].time)
		return (to - from) / lengths[unit].time;
	int64_t first = floor_divide(local_time(from), DAY_LONG),
		last = floor_divide(local_time(to), DAY_LONG);
	if (lengths[unit].months)
		count = (months_of(civil_from_days(last)) - months_of(civil_from_days(first))) /
			lengths[unit].months;
	else
		count = (last - first) / lengths[unit].days;
	while (count > 0 && (!calendar_add(from, count, unit, &reached) || reached > to))
		count--;
	return count;
}
