/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/field_text.h"

#include "time/date.h"

#include <time.h>

/* All places are written: 24.00 for 2400 hundredths. */
static void
write_decimal(struct buffer *to, int64_t units, int places)
{
	char digits[32];
	char *end = digits + sizeof digits, *at = end;
	uint64_t rest = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;

	for (int written = 0; rest || written <= places; written++, rest /= 10) {
		if (written && written == places)
			*--at = '.';
		*--at = (char)('0' + rest % 10);
	}
	if (units < 0)
		*--at = '-';
	buffer_append(to, at, (size_t)(end - at));
}

/* One place is kept. */
static void
write_float(struct buffer *to, int64_t units, int places)
{
	for (; places > 1 && units % 10 == 0; places--)
		units /= 10;
	write_decimal(to, units, places);
}

/* Exactly so many digits of a number that is not negative. */
static void
write_digits(struct buffer *to, int64_t number, size_t count)
{
	char digits[8];

	for (size_t i = count; i; number /= 10)
		digits[--i] = (char)('0' + number % 10);
	buffer_append(to, digits, count);
}

static struct tm
calendar(int64_t seconds)
{
	time_t instant = (time_t)seconds;
	struct tm day = { 0 };

	gmtime_r(&instant, &day);
	return day;
}

static void
write_time_us(struct buffer *to, int64_t seconds)
{
	struct tm day = calendar(seconds);

	write_decimal(to, day.tm_mon + 1, 0);
	buffer_byte(to, '/');
	write_decimal(to, day.tm_mday, 0);
	buffer_byte(to, '/');
	write_decimal(to, day.tm_year + 1900, 0);
	buffer_byte(to, ' ');
	write_decimal(to, day.tm_hour, 0);
	buffer_byte(to, ':');
	write_digits(to, day.tm_min, 2);
}

static void
write_time(struct buffer *to, int64_t seconds)
{
	struct tm day = calendar(seconds);
	const int rest[] = { day.tm_mon + 1, day.tm_mday, day.tm_hour, day.tm_min, day.tm_sec };

	write_digits(to, day.tm_year + 1900, 4);
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
		buffer_byte(to, "-- ::"[i]);
		write_digits(to, rest[i], 2);
	}
}

static void
write_time_micros(struct buffer *to, int64_t micros)
{
	int64_t seconds = floor_divide(micros, USEC_PER_SECOND),
		fraction = micros - seconds * USEC_PER_SECOND;

	write_time(to, seconds);
	if (fraction) {
		buffer_byte(to, '.');
		write_digits(to, fraction, 6);
	}
}

bool
field_is_time(const struct field *field)
{
	return field->kind >= FIELD_TIME_US && field->kind <= FIELD_TIME_MICROS;
}

void
field_write(struct buffer *to, const struct field *field, int64_t value)
{
	switch (field->kind) {
	case FIELD_FLOAT:
		write_float(to, value, field->places);
		break;
	case FIELD_TIME_US:
		write_time_us(to, value);
		break;
	case FIELD_TIME:
		write_time(to, value);
		break;
	case FIELD_TIME_UTC:
		write_time(to, value);
		buffer_text(to, " UTC");
		break;
	case FIELD_TIME_MICROS:
		write_time_micros(to, value);
		break;
	default:
		write_decimal(to, value, field->places);
		break;
	}
}
