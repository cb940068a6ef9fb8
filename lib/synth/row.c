/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/row.h"

#include "record/csv_text.h"
#include "record/json_text.h"
#include "record/plain_name.h"

#include <string.h>
#include <time.h>

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

static void
two_digits(struct buffer *to, int n)
{
	buffer_append(to, (char[2]){ (char)('0' + n / 10), (char)('0' + n % 10) }, 2);
}

static void
write_time(struct buffer *to, int64_t seconds)
{
	time_t instant = (time_t)seconds;
	struct tm day = { 0 };

	gmtime_r(&instant, &day);
	write_decimal(to, day.tm_mon + 1, 0);
	buffer_byte(to, '/');
	write_decimal(to, day.tm_mday, 0);
	buffer_byte(to, '/');
	write_decimal(to, day.tm_year + 1900, 0);
	buffer_byte(to, ' ');
	write_decimal(to, day.tm_hour, 0);
	buffer_byte(to, ':');
	two_digits(to, day.tm_min);
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
	if (field->kind == FIELD_TIME)
		write_time(to, number);
	else if (number != FIELD_EMPTY)
		write_decimal(to, number, field->places);
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
	char *room;

	buffer_byte(to, '"');
	room = buffer_reserve(to, strlen(name));
	if (room)
		to->length += plain_name_write(slice_of(name), room);
	buffer_append(to, "\":", 2);
}

static void
json_field(struct buffer *to, const struct field *field, const void *row)
{
	if (field->kind == FIELD_TEXT) {
		const char *text = text_of(field, row);
		if (text)
			json_text_write(to, slice_of(text));
		else
			buffer_append(to, "null", 4);
		return;
	}
	int64_t number = number_of(field, row);
	if (number == FIELD_EMPTY) {
		buffer_append(to, "null", 4);
	} else if (field->kind == FIELD_TIME) {
		buffer_byte(to, '"');
		write_time(to, number);
		buffer_byte(to, '"');
	} else {
		write_decimal(to, number, field->places);
	}
}

void
row_ndjson(struct buffer *to, const struct field *fields, const void *row)
{
	for (const struct field *field = fields; field->name; field++) {
		buffer_byte(to, field == fields ? '{' : ',');
		write_key(to, field->name);
		json_field(to, field, row);
	}
	buffer_append(to, "}\n", 2);
}
