/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/instant.h"

enum { SECOND_DIGITS = 6 }; /* behind the point, down to the microsecond */

/* What is left to read. Each take_ moves on past what it took, or says false. */
struct cursor {
	const char *at, *end;
};

static bool
take_byte(struct cursor *cursor, const char *any)
{
	if (cursor->at == cursor->end || *cursor->at == '\0' || !strchr(any, *cursor->at))
		return false;
	cursor->at++;
	return true;
}

/* Exactly `width` digits with a value from low to high. */
static bool
take_number(struct cursor *cursor, int width, int low, int high, int *value)
{
	if (cursor->end - cursor->at < width)
		return false;
	*value = 0;
	for (int i = 0; i < width; i++, cursor->at++) {
		if (*cursor->at < '0' || *cursor->at > '9')
			return false;
		*value = *value * 10 + (*cursor->at - '0');
	}
	return *value >= low && *value <= high;
}

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar, years from 1: days_from_civil of H. Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms". Its year begins in March, so that February's length shifts
 * nothing behind it. */
static int64_t
days_from_civil(int year, int month, int day)
{
	year -= month <= 2;
	int era = year / 400, year_of_era = year % 400;
	int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return (int64_t)era * 146097 + day_of_era - 719468;
}

static bool
take_date(struct cursor *cursor, int64_t *days)
{
	int year, month, day;

	if (!take_number(cursor, 4, 1, 9999, &year) || !take_byte(cursor, "-") ||
		!take_number(cursor, 2, 1, 12, &month) || !take_byte(cursor, "-") ||
		!take_number(cursor, 2, 1, days_in_month(year, month), &day))
		return false;
	*days = days_from_civil(year, month, day);
	return true;
}

/* The digits behind a point, if there is one. */
static bool
take_fraction(struct cursor *cursor, int *microseconds)
{
	int count = 0, digit;

	*microseconds = 0;
	if (!take_byte(cursor, "."))
		return true;
	for (; take_number(cursor, 1, 0, 9, &digit); count++)
		if (count < SECOND_DIGITS)
			*microseconds = *microseconds * 10 + digit;
	for (int i = count; i < SECOND_DIGITS; i++)
		*microseconds *= 10;
	return count > 0;
}

static bool
take_time(struct cursor *cursor, int64_t *microseconds)
{
	int hour, minute, second, fraction;

	if (!take_number(cursor, 2, 0, 23, &hour) || !take_byte(cursor, ":") ||
		!take_number(cursor, 2, 0, 59, &minute) || !take_byte(cursor, ":") ||
		!take_number(cursor, 2, 0, 59, &second) || !take_fraction(cursor, &fraction))
		return false;
	*microseconds = (hour * INT64_C(3600) + minute * 60 + second) * 1000000 + fraction;
	return true;
}

/* Nothing, Z, an offset or UTC; a space may stand before it, and does before UTC. */
static bool
take_zone(struct cursor *cursor, int64_t *offset_minutes)
{
	int hours, minutes;

	*offset_minutes = 0;
	if (cursor->at == cursor->end)
		return true;
	bool space = take_byte(cursor, " ");
	if (space && slice_is(slice_between(cursor->at, cursor->end), "UTC"))
		return true;
	if (take_byte(cursor, "Zz"))
		return cursor->at == cursor->end;
	int sign = take_byte(cursor, "-") ? -1 : 1;
	if (sign > 0 && !take_byte(cursor, "+"))
		return false;
	if (!take_number(cursor, 2, 0, 23, &hours) || !take_byte(cursor, ":") ||
		!take_number(cursor, 2, 0, 59, &minutes))
		return false;
	*offset_minutes = sign * (hours * 60 + minutes);
	return cursor->at == cursor->end;
}

bool
instant_read(struct slice text, int64_t *microseconds)
{
	int64_t days, time, offset;

	if (text.length == 0)
		return false;
	struct cursor cursor = { text.at, text.at + text.length };
	if (!take_date(&cursor, &days) || !take_byte(&cursor, "Tt ") || !take_time(&cursor, &time) ||
		!take_zone(&cursor, &offset))
		return false;
	*microseconds = (days * 86400 - offset * 60) * 1000000 + time;
	return true;
}

/* The inverse of days_from_civil, from the same source. */
static void
civil_from_days(int64_t days, int *year, int *month, int *day)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int day_of_era = (int)(days - era * 146097);
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted = (5 * day_of_year + 2) / 153;

	*day = day_of_year - (153 * shifted + 2) / 5 + 1;
	*month = shifted < 10 ? shifted + 3 : shifted - 9;
	*year = (int)(era * 400) + year_of_era + (*month <= 2);
}

void
instant_write(struct buffer *to, int64_t microseconds)
{
	const int64_t day_long = INT64_C(86400) * 1000000;
	int64_t rest = microseconds % day_long;
	rest += rest < 0 ? day_long : 0;
	int64_t second = rest / 1000000;
	int fraction = (int)(rest % 1000000), year, month, day;

	civil_from_days((microseconds - rest) / day_long, &year, &month, &day);
	buffer_print(to, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, (int)(second / 3600),
		(int)(second / 60 % 60), (int)(second % 60));
	if (fraction % 1000)
		buffer_print(to, ".%06dZ", fraction);
	else
		buffer_print(to, ".%03dZ", fraction / 1000);
}
