/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/calendar.h"

#include "time/instant.h"
#include "time/zone.h"

const char *const calendar_units[] = { "second", "minute", "hour", "day", "week", "month", "quarter", "year",
	NULL };

/* The length of a unit: in microseconds, days or months. */
static const struct {
	int64_t time;
	int days, months;
} lengths[] = {
	[CALENDAR_SECOND] = { .time = USEC_PER_SECOND },
	[CALENDAR_MINUTE] = { .time = USEC_PER_MINUTE },
	[CALENDAR_HOUR] = { .time = USEC_PER_HOUR },
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
	return instant + zone_offset(instant) * USEC_PER_SECOND;
}

/* Months since January of the year 0. */
static int64_t
months_of(struct date date)
{
	return date.year * INT64_C(12) + date.month - 1;
}

/* The first day of such a month. */
static struct date
month_start(int64_t months)
{
	int64_t year = floor_divide(months, 12);

	return (struct date){ (int)year, (int)(months - year * 12) + 1, 1 };
}

/* The first day of the unit (of days or months) that contains this day, or of the one that is `later` units
 * later. */
static int64_t
unit_start(int64_t day, enum calendar_unit unit, int later)
{
	int count = lengths[unit].months;

	if (unit == CALENDAR_WEEK)
		day -= weekday_from_days(day);
	if (count == 0)
		return day + later * lengths[unit].days;
	int64_t months = floor_divide(months_of(date_from_days(day)), count) * count;
	return days_from_date(month_start(months + later * count));
}

/* The last instant in (from, to] at which the clock was set: the offsets at both ends differ. */
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

/* The start of a second, a minute or an hour: by the clock, or where it was set. */
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

/* The first instant of a day. The clock may have been set forward over its midnight. */
static int64_t
day_start(int64_t day)
{
	int64_t instant;

	if (zone_instant(day * USEC_PER_DAY, &instant))
		return instant;
	instant = zone_resolve(day * USEC_PER_DAY);
	return clock_set(instant - USEC_PER_DAY, instant);
}

/* The start and the end of the unit (of days or months) that the instant lies in. Where the clock was set
 * back over midnight (St John's at 00:01) the calendar shows the day before once more: that hour belongs to
 * the day that had begun. */
static void
day_limits(int64_t instant, enum calendar_unit unit, int64_t limits[2])
{
	int64_t day = floor_divide(local_time(instant), USEC_PER_DAY);

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
	return lengths[unit].time + (lengths[unit].days + lengths[unit].months * 28) * USEC_PER_DAY;
}

/* The day n units later. */
static int64_t
day_later(int64_t day, int64_t n, enum calendar_unit unit)
{
	if (lengths[unit].months == 0)
		return day + n * lengths[unit].days;
	struct date date = date_from_days(day);
	struct date first = month_start(months_of(date) + n * lengths[unit].months);
	int last = days_in_month(first.year, first.month);
	first.day = date.day < last ? date.day : last;
	return days_from_date(first);
}

bool
calendar_add(int64_t instant, int64_t n, enum calendar_unit unit, int64_t *sum)
{
	/* No two instants within the limits are more units apart, and adding this many cannot overflow. */
	const int64_t range = INSTANT_MAX - INSTANT_MIN, most = range / least_length(unit);
	int64_t local = local_time(instant), day = floor_divide(local, USEC_PER_DAY);

	*sum = instant;
	if (n == 0)
		return true;
	if (n > most || n < -most)
		return false;
	if (lengths[unit].time)
		*sum = instant + n * lengths[unit].time;
	else
		*sum = zone_resolve(day_later(day, n, unit) * USEC_PER_DAY + local - day * USEC_PER_DAY);
	return instant_in_range(*sum);
}

int64_t
calendar_between(int64_t from, int64_t to, enum calendar_unit unit)
{
	int64_t count, reached;

	if (from > to)
		return -calendar_between(to, from, unit);
	if (lengths[unit].time)
		return (to - from) / lengths[unit].time;
	int64_t first = floor_divide(local_time(from), USEC_PER_DAY),
		last = floor_divide(local_time(to), USEC_PER_DAY);
	if (lengths[unit].months)
		count = (months_of(date_from_days(last)) - months_of(date_from_days(first))) /
			lengths[unit].months;
	else
		count = (last - first) / lengths[unit].days;
	while (count > 0 && (!calendar_add(from, count, unit, &reached) || reached > to))
		count--;
	return count;
}

/* Monday of the first week of a year in ISO 8601, the one with the 4th of January. */
static int64_t
first_week(int year)
{
	int64_t day = days_from_date((struct date){ year, 1, 4 });

	return day - weekday_from_days(day);
}

static void
fill_week(int64_t fields[CALENDAR_FIELDS], int64_t day, int year)
{
	year += day >= first_week(year + 1);
	year -= day < first_week(year);
	fields[FIELD_ISO_YEAR] = year;
	fields[FIELD_ISO_WEEK] = (day - first_week(year)) / 7 + 1;
	fields[FIELD_WEEKDAY] = weekday_from_days(day);
	fields[FIELD_ISO_WEEKDAY] = fields[FIELD_WEEKDAY] + 1;
}

void
calendar_fields(int64_t fields[CALENDAR_FIELDS], int64_t instant)
{
	int32_t offset = zone_offset(instant);
	int64_t local = instant + offset * USEC_PER_SECOND, day = floor_divide(local, USEC_PER_DAY);
	int64_t time = local - day * USEC_PER_DAY, hour = time / USEC_PER_HOUR;
	struct date date = date_from_days(day);

	fields[FIELD_YEAR] = date.year;
	fields[FIELD_SHORT_YEAR] = date.year % 100;
	fields[FIELD_MONTH] = date.month;
	fields[FIELD_QUARTER] = (date.month + 2) / 3;
	fields[FIELD_DAY] = date.day;
	fields[FIELD_DAY_OF_YEAR] = day - days_from_date((struct date){ date.year, 1, 1 }) + 1;
	fields[FIELD_HOUR] = hour;
	fields[FIELD_HALF_HOUR] = (hour + 11) % 12 + 1;
	fields[FIELD_AFTERNOON] = hour >= 12;
	fields[FIELD_MINUTE] = time / USEC_PER_MINUTE % 60;
	fields[FIELD_SECOND] = time / USEC_PER_SECOND % 60;
	fields[FIELD_FRACTION] = time % USEC_PER_SECOND;
	fields[FIELD_OFFSET] = offset;
	fields[FIELD_EPOCH] = floor_divide(instant, USEC_PER_SECOND);
	fill_week(fields, day, date.year);
}
