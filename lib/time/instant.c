/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/instant.h"

#include "time/zone.h"

#include <time.h>

/* Dates after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". The year begins in March there, so
 * that the length of February shifts no other month. */

enum { ERA_DAYS = 146097 /* of 400 years */, EPOCH = 719468 /* days from 0000-03-01 to 1970-01-01 */ };

int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

int64_t
days_from_date(struct date date)
{
	int64_t year = date.year - (date.month <= 2), era = floor_divide(year, 400);
	int64_t year_of_era = year - era * 400;
	int64_t day_of_year = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * ERA_DAYS + day_of_era - EPOCH;
}

struct date
date_from_days(int64_t days)
{
	days += EPOCH;
	int64_t era = floor_divide(days, ERA_DAYS);
	int day_of_era = (int)(days - era * ERA_DAYS);
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted = (5 * day_of_year + 2) / 153;
	struct date date = {
		.year = (int)(era * 400) + year_of_era,
		.month = shifted < 10 ? shifted + 3 : shifted - 9,
		.day = day_of_year - (153 * shifted + 2) / 5 + 1,
	};

	date.year += date.month <= 2;
	return date;
}

int
weekday_from_days(int64_t days)
{
	days += 3; /* 1970-01-01 was a Thursday */
	return (int)(days - 7 * floor_divide(days, 7));
}

/* The text that is left to read. Each take_ function moves past what it took, or returns false. */
struct cursor {
	const char *at, *end;
};

static bool
take_byte(struct cursor *cursor, char byte)
{
	if (cursor->at == cursor->end || *cursor->at != byte)
		return false;
	cursor->at++;
	return true;
}

static unsigned
digit(char c)
{
	return (unsigned)(unsigned char)c - '0';
}

/* The number of two digits; sets *wrong where they are not digits. */
static int
two_digits(const char *at, bool *wrong)
{
	unsigned tens = digit(at[0]), ones = digit(at[1]);

	*wrong = *wrong | (tens > 9) | (ones > 9);
	return (int)(tens * 10 + ones);
}

/* YYYY-MM-DD */
static bool
read_date(const char *at, int64_t *days)
{
	bool wrong = (at[4] != '-') | (at[7] != '-');
	int century = two_digits(at, &wrong);
	struct date date = {
		.year = century * 100 + two_digits(at + 2, &wrong),
		.month = two_digits(at + 5, &wrong),
		.day = two_digits(at + 8, &wrong),
	};

	if (wrong || date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1 ||
		date.day > days_in_month(date.year, date.month))
		return false;
	*days = days_from_date(date);
	return true;
}

/* Whether it may stand between date and time. */
static bool
is_separator(char c)
{
	return c == ' ' || c == 'T' || c == 't';
}

/* HH:MM:SS */
static bool
read_clock(const char *at, int64_t *microseconds)
{
	bool wrong = (at[2] != ':') | (at[5] != ':');
	int hour = two_digits(at, &wrong), minute = two_digits(at + 3, &wrong);
	int second = two_digits(at + 6, &wrong);

	*microseconds = hour * USEC_PER_HOUR + minute * USEC_PER_MINUTE + second * USEC_PER_SECOND;
	return !wrong && hour <= 23 && minute <= 59 && second <= 59;
}

/* A point and digits, if there is a point. */
static bool
take_fraction(struct cursor *cursor, int64_t *microseconds)
{
	int64_t unit = USEC_PER_SECOND / 10;

	if (!take_byte(cursor, '.'))
		return true;
	const char *from = cursor->at;
	for (; cursor->at < cursor->end && digit(*cursor->at) <= 9; cursor->at++, unit /= 10)
		*microseconds += digit(*cursor->at) * unit;
	return cursor->at > from;
}

/* +hh:mm or -hh:mm, to the end of the text */
static bool
read_offset(struct cursor cursor, int64_t *offset)
{
	if (cursor.end - cursor.at != 6)
		return false;
	bool wrong = (*cursor.at != '+' && *cursor.at != '-') | (cursor.at[3] != ':');
	int hours = two_digits(cursor.at + 1, &wrong), minutes = two_digits(cursor.at + 4, &wrong);
	*offset = (*cursor.at == '-' ? -1 : 1) * (hours * USEC_PER_HOUR + minutes * USEC_PER_MINUTE);
	return !wrong && hours <= 23 && minutes <= 59;
}

/* Z, +hh:mm or -hh:mm, with or without a space before it, or " UTC"; to the end of the text. */
static bool
read_zone(struct cursor cursor, int64_t *offset)
{
	bool space = take_byte(&cursor, ' ');

	*offset = 0;
	if (space && slice_is(slice_between(cursor.at, cursor.end), "UTC"))
		return true;
	if (take_byte(&cursor, 'Z') || take_byte(&cursor, 'z'))
		return cursor.at == cursor.end;
	return read_offset(cursor, offset);
}

/* *local: no zone follows, and *time is local time in the zone of --tz. */
static bool
read_text(struct slice text, int64_t *time, bool *local)
{
	enum { DATE = 10, SECONDS = 19 }; /* bytes up to the end of either */
	int64_t days, offset;

	if (text.length < SECONDS || !read_date(text.at, &days) || !is_separator(text.at[DATE]) ||
		!read_clock(text.at + DATE + 1, time))
		return false;
	struct cursor cursor = { text.at + SECONDS, text.at + text.length };
	if (!take_fraction(&cursor, time))
		return false;
	*time += days * USEC_PER_DAY;
	*local = cursor.at == cursor.end;
	if (*local)
		return true;
	if (!read_zone(cursor, &offset))
		return false;
	*time -= offset;
	return true;
}

bool
instant_read(struct slice text, int64_t *microseconds)
{
	int64_t time;
	bool local;

	if (!read_text(text, &time, &local) || (local && !zone_instant(time, &time)))
		return false;
	*microseconds = time;
	return instant_in_range(time);
}

bool
instant_in_gap(struct slice text)
{
	int64_t time;
	bool local;

	return read_text(text, &time, &local) && local && !zone_instant(time, &time);
}

/* Writes exactly `width` digits of a number that is not negative. */
static char *
put_number(char *to, int width, int64_t value)
{
	for (int i = width; i-- > 0; value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + width;
}

static char *
put_byte(char *to, char byte)
{
	*to = byte;
	return to + 1;
}

static char *
put_date(char *to, int64_t days)
{
	struct date date = date_from_days(days);

	to = put_byte(put_number(to, 4, date.year), '-');
	to = put_byte(put_number(to, 2, date.month), '-');
	return put_number(to, 2, date.day);
}

static char *
put_time(char *to, int64_t time)
{
	to = put_byte(put_number(to, 2, time / USEC_PER_HOUR), ':');
	to = put_byte(put_number(to, 2, time / USEC_PER_MINUTE % 60), ':');
	to = put_byte(put_number(to, 2, time / USEC_PER_SECOND % 60), '.');
	return time % 1000 ? put_number(to, 6, time % USEC_PER_SECOND)
			   : put_number(to, 3, time % USEC_PER_SECOND / 1000);
}

void
instant_write(struct buffer *to, int64_t microseconds)
{
	char *start = buffer_reserve(to, INSTANT_TEXT_SIZE);
	int64_t minutes =
		floor_divide(zone_offset(microseconds), 60); /* before 1972 offsets had seconds too */
	int64_t local = microseconds + minutes * USEC_PER_MINUTE;

	if (!start)
		return;
	bool utc = zone_is_utc() || !instant_in_range(local); /* the year must have four digits */
	local = utc ? microseconds : local;
	int64_t days = floor_divide(local, USEC_PER_DAY);
	char *end = put_byte(put_date(start, days), 'T');
	end = put_time(end, local - days * USEC_PER_DAY);
	if (utc) {
		end = put_byte(end, 'Z');
	} else {
		end = put_byte(end, minutes < 0 ? '-' : '+');
		minutes = minutes < 0 ? -minutes : minutes;
		end = put_byte(put_number(end, 2, minutes / 60), ':');
		end = put_number(end, 2, minutes % 60);
	}
	to->length += (size_t)(end - start);
}

bool
duration_read(struct slice text, int64_t *microseconds)
{
	static const struct {
		const char *suffix;
		int64_t factor;
	} units[] = { { "ms", 1000 }, { "s", USEC_PER_SECOND }, { "m", USEC_PER_MINUTE },
		{ "h", USEC_PER_HOUR }, { "d", USEC_PER_DAY }, { "w", 7 * USEC_PER_DAY } };
	const char *at = text.at, *end = text.at + text.length;
	uint64_t n;

	while (at < end && is_digit(*at))
		at++;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!slice_is(slice_between(at, end), units[i].suffix))
			continue;
		const uint64_t most = (uint64_t)(INT64_MAX / units[i].factor);
		if (!slice_read_unsigned(slice_between(text.at, at), most, &n))
			return false;
		*microseconds = (int64_t)n * units[i].factor;
		return true;
	}
	return false;
}

static bool stopped;
static int64_t stopped_at;

int
clock_open(const char *fixed, struct error *error)
{
	stopped = fixed && *fixed;
	if (!stopped || instant_read(slice_of(fixed), &stopped_at))
		return 0;
	return error_set(error, STATUS_USAGE,
		"TILLPIPE_NOW=%s is not a time; write it as 2024-07-28T12:55:00Z", fixed);
}

int64_t
clock_now(void)
{
	struct timespec now;

	if (stopped)
		return stopped_at;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * USEC_PER_SECOND + now.tv_nsec / 1000;
}
