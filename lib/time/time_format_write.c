/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/date.h"
#include "time/letters.h"
#include "time/time_format.h"
#include "time/zone.h"

static void
write_padded(struct buffer *to, int64_t value, int digits, char filling)
{
	int64_t reach = 10;

	for (int i = 1; i < digits; i++)
		reach *= 10;
	for (reach /= 10; reach > 1 && value < reach; reach /= 10)
		buffer_byte(to, filling);
	buffer_unsigned(to, (uint64_t)value);
}

static void
write_offset(struct buffer *to, int64_t offset, const char *colon)
{
	int64_t minutes = floor_divide(offset, 60);

	buffer_byte(to, minutes < 0 ? '-' : '+');
	minutes = minutes < 0 ? -minutes : minutes;
	write_padded(to, minutes / 60, 2, '0');
	buffer_text(to, colon);
	write_padded(to, minutes % 60, 2, '0');
}

static void
write_epoch(struct buffer *to, int64_t epoch)
{
	if (epoch < 0)
		buffer_byte(to, '-');
	buffer_unsigned(to, (uint64_t)(epoch < 0 ? -epoch : epoch));
}

static void write_format(struct buffer *to, struct slice format, const int64_t fields[CALENDAR_FIELDS]);

static void
write_letter(struct buffer *to, const struct time_letter *letter, const int64_t fields[CALENDAR_FIELDS])
{
	int64_t value = fields[letter->field];

	switch (letter->kind) {
	case LETTER_NUMBER:
	case LETTER_FRACTION:
		write_padded(to, value, letter->digits < 0 ? -letter->digits : letter->digits,
			letter->digits < 0 ? ' ' : '0');
		break;
	case LETTER_NAME:
		buffer_text(to, letter->names[value - letter->low]);
		break;
	case LETTER_FORMAT:
		write_format(to, slice_of(letter->format), fields);
		break;
	case LETTER_OFFSET:
		write_offset(to, value, "");
		break;
	case LETTER_ZONE:
		if (zone_is_utc())
			buffer_text(to, "UTC");
		else
			write_offset(to, value, ":");
		break;
	case LETTER_EPOCH:
		write_epoch(to, value);
		break;
	case LETTER_LITERAL:
		break;
	}
}

static void
write_format(struct buffer *to, struct slice format, const int64_t fields[CALENDAR_FIELDS])
{
	for (struct time_step step; time_step_next(&format, &step);)
		if (step.letter)
			write_letter(to, step.letter, fields);
		else if (!step.unknown)
			buffer_byte(to, step.character);
}

/* Since 1970 in units of so many microseconds, with the digits behind the point that there are. */
static void
write_units(struct buffer *to, int64_t instant, int64_t unit)
{
	int scale = unit == 1 ? 0 : unit == 1000 ? 3 : 6;

	number_append(to, (struct number){ .units = instant, .scale = scale });
}

void
time_format_write(struct buffer *to, struct slice format, int64_t instant)
{
	int64_t fields[CALENDAR_FIELDS] = { 0 }, unit = time_format_epoch(format);

	if (unit) {
		write_units(to, instant, unit);
		return;
	}
	calendar_fields(fields, instant);
	write_format(to, format, fields);
}
