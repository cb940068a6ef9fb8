/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/civil.h"
#include "time/letters.h"
#include "time/time_format.h"
#include "time/zone.h"

/* Monday of the week that holds the 4th of January: the first one of the year in ISO 8601. */
static int64_t
first_week(int year)
{
	int64_t day = days_from_civil((struct civil){ year, 1, 4 });

	return day - weekday_from_days(day);
}

static void
fill_week(int64_t fields[FIELDS], int64_t day, int year)
{
	year += day >= first_week(year + 1);
	year -= day < first_week(year);
	fields[FIELD_ISO_YEAR] = year;
	fields[FIELD_ISO_WEEK] = (day - first_week(year)) / 7 + 1;
	fields[FIELD_WEEKDAY] = weekday_from_days(day);
	fields[FIELD_ISO_WEEKDAY] = fields[FIELD_WEEKDAY] + 1;
}

void
time_fields(int64_t fields[FIELDS], int64_t instant)
{
	int32_t offset = zone_offset(instant);
	int64_t local = instant + offset * SECOND_LONG, day = floor_divide(local, DAY_LONG);
	int64_t time = local - day * DAY_LONG, hour = time / HOUR_LONG;
	struct civil date = civil_from_days(day);

	fields[FIELD_YEAR] = date.year;
	fields[FIELD_SHORT_YEAR] = date.year % 100;
	fields[FIELD_MONTH] = date.month;
	fields[FIELD_QUARTER] = (date.month + 2) / 3;
	fields[FIELD_DAY] = date.day;
	fields[FIELD_DAY_OF_YEAR] = day - days_from_civil((struct civil){ date.year, 1, 1 }) + 1;
	fields[FIELD_HOUR] = hour;
	fields[FIELD_HALF_HOUR] = (hour + 11) % 12 + 1;
	fields[FIELD_AFTERNOON] = hour >= 12;
	fields[FIELD_MINUTE] = time / MINUTE_LONG % 60;
	fields[FIELD_SECOND] = time / SECOND_LONG % 60;
	fields[FIELD_FRACTION] = time % SECOND_LONG;
	fields[FIELD_OFFSET] = offset;
	fields[FIELD_EPOCH] = floor_divide(instant, SECOND_LONG);
	fill_week(fields, day, date.year);
}

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

static void write_format(struct buffer *to, struct slice format, const int64_t fields[FIELDS]);

static void
write_letter(struct buffer *to, const struct time_letter *letter, const int64_t fields[FIELDS])
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
write_format(struct buffer *to, struct slice format, const int64_t fields[FIELDS])
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
	int64_t fields[FIELDS] = { 0 }, unit = time_format_epoch(format);

	if (unit) {
		write_units(to, instant, unit);
		return;
	}
	time_fields(fields, instant);
	write_format(to, format, fields);
}
