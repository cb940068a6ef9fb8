/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/row.h"

#include "record/text.h"
#include "time/instant.h"

#include <string.h>
#include <time.h>

/* Writes all places: 24.00 for 2400 hundredths. */
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

/* Drops trailing zeros, but keeps one place. */
static void
write_float(struct buffer *to, int64_t units, int places)
{
	for (; places > 1 && units % 10 == 0; places--)
		units /= 10;
	write_decimal(to, units, places);
}

/* Writes exactly `count` digits of a number that is not negative. */
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

/* True for the kinds of time, which are text in JSON. */
static bool
is_time(const struct field *field)
{
	return field->kind >= FIELD_TIME_US && field->kind <= FIELD_TIME_MICROS;
}

/* Appends a number or a time, which is not FIELD_EMPTY, as its kind is written. */
static void
write_field(struct buffer *to, const struct field *field, int64_t value)
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

static const char *
text_of(const struct field *field, const void *row)
{
	const char *text;

	memcpy(&text, (const char *)row + field->offset, sizeof text);
	return text;
}

static int64_t
number_of(const struct field *field, const void *row)
{
	int64_t number;

	memcpy(&number, (const char *)row + field->offset, sizeof number);
	return number;
}

static void
csv_field(struct buffer *to, const struct field *field, const void *row)
{
	if (field->kind == FIELD_TEXT) {
		const char *text = text_of(field, row);
		if (text)
			csv_text_write(to, slice_of(text));
		return;
	}
	int64_t number = number_of(field, row);
	if (field->kind == FIELD_BOOL)
		buffer_text(to, number ? "True" : "False");
	else if (number != FIELD_EMPTY)
		write_field(to, field, number);
}

void
row_csv_header(struct buffer *to, const struct field *fields)
{
	for (const struct field *field = fields; field->name; field++) {
		if (field != fields)
			buffer_byte(to, ',');
		csv_text_write(to, slice_of(field->name));
	}
	buffer_byte(to, '\n');
}

void
row_csv(struct buffer *to, const struct field *fields, const void *row)
{
	for (const struct field *field = fields; field->name; field++) {
		if (field != fields)
			buffer_byte(to, ',');
		csv_field(to, field, row);
	}
	buffer_byte(to, '\n');
}

static void
write_key(struct buffer *to, const char *name)
{
	buffer_byte(to, '"');
	char *end = buffer_reserve(to, strlen(name));
	if (end)
		to->length += plain_name_write(slice_of(name), end);
	buffer_append(to, "\":", 2);
}

static void
json_number(struct buffer *to, const struct field *field, int64_t number)
{
	if (number == FIELD_EMPTY) {
		buffer_text(to, "null");
	} else if (field->kind == FIELD_BOOL) {
		buffer_text(to, number ? "true" : "false");
	} else if (is_time(field)) {
		buffer_byte(to, '"');
		write_field(to, field, number);
		buffer_byte(to, '"');
	} else {
		write_field(to, field, number);
	}
}

static void
json_text(struct buffer *to, const char *text)
{
	if (text)
		json_text_write(to, slice_of(text));
	else
		buffer_text(to, "null");
}

static void json_object(struct buffer *to, const struct field *fields, const void *row);

static void
json_list(struct buffer *to, const struct field *field, const void *row)
{
	struct list list;

	memcpy(&list, (const char *)row + field->offset, sizeof list);
	buffer_byte(to, '[');
	for (size_t i = 0; i < list.count; i++) {
		if (i)
			buffer_byte(to, ',');
		json_object(to, field->items, (const char *)list.items + i * field->item_size);
	}
	buffer_byte(to, ']');
}

static void
json_object(struct buffer *to, const struct field *fields, const void *row)
{
	for (const struct field *field = fields; field->name; field++) {
		buffer_byte(to, field == fields ? '{' : ',');
		write_key(to, field->name);
		if (field->kind == FIELD_TEXT)
			json_text(to, text_of(field, row));
		else if (field->kind == FIELD_LIST)
			json_list(to, field, row);
		else
			json_number(to, field, number_of(field, row));
	}
	buffer_byte(to, '}');
}

void
row_ndjson(struct buffer *to, const struct field *fields, const void *row)
{
	json_object(to, fields, row);
	buffer_byte(to, '\n');
}
