/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/instant.h"

#include "time/civil.h"
#include "time/zone.h"

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

static bool
take_date(struct cursor *cursor, int64_t *days)
{
	struct civil date;

	if (!take_number(cursor, 4, 1, 9999, &date.year) || !take_byte(cursor, "-") ||
		!take_number(cursor, 2, 1, 12, &date.month) || !take_byte(cursor, "-") ||
		!take_number(cursor, 2, 1, days_in_month(date.year, date.month), &date.day))
		return false;
	*days = days_from_civil(date);
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
	*microseconds = hour * HOUR_LONG + minute * MINUTE_LONG + second * SECOND_LONG + fraction;
	return true;
}

/* Z, an offset or UTC; a space may stand before it, and does before UTC. */
static bool
take_zone(struct cursor *cursor, int64_t *offset)
{
	int hours, minutes;

	*offset = 0;
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
	*offset = sign * (hours * HOUR_LONG + minutes * MINUTE_LONG);
	return cursor->at == cursor->end;
}

bool
instant_read(struct slice text, int64_t *microseconds)
{
	int64_t days, time, offset;

	if (text.length == 0)
		return false;
	struct cursor cursor = { text.at, text.at + text.length };
	if (!take_date(&cursor, &days) || !take_byte(&cursor, "Tt ") || !take_time(&cursor, &time))
		return false;
	time += days * DAY_LONG;
	if (cursor.at == cursor.end)
		return zone_instant(time, microseconds) && instant_exists(*microseconds);
	if (!take_zone(&cursor, &offset))
		return false;
	*microseconds = time - offset;
	return instant_exists(*microseconds);
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
