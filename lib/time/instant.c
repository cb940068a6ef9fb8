/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/instant.h"

#include "time/civil.h"
#include "time/zone.h"

/* What is left to read, behind the seconds. Each take_ moves on past what it took, or says false. */
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

/* The number that two digits write; where they are none, *wrong is true from then on. */
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
	struct civil date = {
		.year = century * 100 + two_digits(at + 2, &wrong),
		.month = two_digits(at + 5, &wrong),
		.day = two_digits(at + 8, &wrong),
	};

	if (wrong || date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1 ||
		date.day > days_in_month(date.year, date.month))
		return false;
	*days = days_from_civil(date);
	return true;
}

/* What stands between date and time. */
static bool
is_between(char c)
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

	*microseconds = hour * HOUR_LONG + minute * MINUTE_LONG + second * SECOND_LONG;
	return !wrong && hour <= 23 && minute <= 59 && second <= 59;
}

/* The digits behind a point, if there is one. */
static bool
take_fraction(struct cursor *cursor, int64_t *microseconds)
{
	int64_t unit = SECOND_LONG / 10;

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
	*offset = (*cursor.at == '-' ? -1 : 1) * (hours * HOUR_LONG + minutes * MINUTE_LONG);
	return !wrong && hours <= 23 && minutes <= 59;
}

/* Z, an offset or UTC; a space may stand before it, and does before UTC. */
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

/* *local: no zone stands behind it, and *time is what the clock of --tz shows. */
static bool
read_text(struct slice text, int64_t *time, bool *local)
{
	enum { DATE = 10, SECONDS = 19 }; /* behind these the text goes on */
	int64_t days, offset;

	if (text.length < SECONDS || !read_date(text.at, &days) || !is_between(text.at[DATE]) ||
		!read_clock(text.at + DATE + 1, time))
		return false;
	struct cursor cursor = { text.at + SECONDS, text.at + text.length };
	if (!take_fraction(&cursor, time))
		return false;
	*time += days * DAY_LONG;
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
	return instant_exists(time);
}

bool
instant_skipped(struct slice text)
{
	int64_t time;
	bool local;

	return read_text(text, &time, &local) && local && !zone_instant(time, &time);
}

/* Writes exactly `width` digits of what is not below 0. */
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
	struct civil date = civil_from_days(days);

	to = put_byte(put_number(to, 4, date.year), '-');
	to = put_byte(put_number(to, 2, date.month), '-');
	return put_number(to, 2, date.day);
}

static char *
put_time(char *to, int64_t time)
{
	to = put_byte(put_number(to, 2, time / HOUR_LONG), ':');
	to = put_byte(put_number(to, 2, time / MINUTE_LONG % 60), ':');
	to = put_byte(put_number(to, 2, time / SECOND_LONG % 60), '.');
	return time % 1000 ? put_number(to, 6, time % SECOND_LONG)
			   : put_number(to, 3, time % SECOND_LONG / 1000);
}

void
instant_write(struct buffer *to, int64_t microseconds)
{
	char *start = buffer_reserve(to, INSTANT_TEXT);
	int64_t minutes = floor_divide(zone_offset(microseconds), 60); /* long ago it had seconds too */
	int64_t local = microseconds + minutes * MINUTE_LONG;

	if (!start)
		return;
	bool utc = zone_is_utc() || !instant_exists(local); /* no text holds a year of another length */
	local = utc ? microseconds : local;
	int64_t days = floor_divide(local, DAY_LONG);
	char *end = put_byte(put_date(start, days), 'T');
	end = put_time(end, local - days * DAY_LONG);
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
