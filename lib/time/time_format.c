/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/time_format.h"

#include "time/instant.h"
#include "time/letters.h"

/* Marks the fields that the format has. */
static int
check_letters(struct slice format, bool writing, unsigned *fields, struct error *error)
{
	struct slice rest = format;

	for (struct time_step step; time_step_next(&rest, &step);) {
		const struct time_letter *letter = step.letter;
		if (step.unknown && step.character == '\0')
			return error_set(error, STATUS_USAGE,
				"the time format \"%.*s\" ends in a single %%; write %%%% for the character",
				SLICE_PRINT(format));
		if (step.unknown || (letter && letter->written_only && !writing))
			return error_set(error, STATUS_USAGE,
				"the time format \"%.*s\": no time is %s by %%%c; tillpipe-expressions(7) "
				"lists the letters",
				SLICE_PRINT(format), writing ? "written" : "read", step.character);
		if (letter)
			*fields |= 1u << letter->field;
		if (letter && letter->format &&
			check_letters(slice_of(letter->format), writing, fields, error))
			return -1;
	}
	return 0;
}

int
time_format_check_reading(struct slice format, struct error *error)
{
	const unsigned years = 1u << FIELD_YEAR | 1u << FIELD_SHORT_YEAR | 1u << FIELD_EPOCH;
	unsigned fields = 0;

	if (time_format_epoch(format))
		return 0;
	if (check_letters(format, false, &fields, error))
		return -1;
	if (!(fields & years))
		return error_set(error, STATUS_USAGE,
			"the time format \"%.*s\" has no year; a format is letters of strptime, as "
			"%%Y-%%m-%%d %%H:%%M, or s, ms, us since 1970",
			SLICE_PRINT(format));
	if (fields & 1u << FIELD_HALF_HOUR && !(fields & 1u << FIELD_AFTERNOON))
		return error_set(error, STATUS_USAGE,
			"the time format \"%.*s\" has %%I without %%p; hours from 0 to 23 are %%H",
			SLICE_PRINT(format));
	return 0;
}

int
time_format_check_writing(struct slice format, struct error *error)
{
	unsigned fields = 0;

	if (time_format_epoch(format))
		return 0;
	if (check_letters(format, true, &fields, error))
		return -1;
	if (fields == 0)
		return error_set(error, STATUS_USAGE,
			"the time format \"%.*s\" has no letter; a format is letters of strftime, as "
			"%%Y-%%m-%%d %%H:%%M, or s, ms, us since 1970",
			SLICE_PRINT(format));
	return 0;
}

static struct slice told;

int
time_format_open(const char *format, struct error *error)
{
	struct error wrong = { 0 };

	told = slice_of(format);
	if (time_format_check_reading(told, &wrong))
		return error_set(error, STATUS_USAGE, "--time-format: %s", wrong.text);
	return 0;
}

struct slice
time_format_option(void)
{
	return told;
}

bool
time_read(struct slice text, int64_t *instant)
{
	struct slice format = time_format_option();

	return (format.length && time_format_read(format, text, instant)) || instant_read(text, instant);
}

bool
time_in_gap(struct slice text)
{
	struct slice format = time_format_option();

	return (format.length && time_format_in_gap(format, text)) || instant_in_gap(text);
}

bool
time_read_number(struct number number, int64_t *instant)
{
	struct slice format = time_format_option();

	return format.length && time_format_read_number(format, number, instant);
}

bool
time_format_read_number(struct slice format, struct number number, int64_t *instant)
{
	int64_t unit = time_format_epoch(format);

	if (!unit)
		return false;
	number = number_floor(number_multiply(number, number_of_int(unit)));
	if (!number_is_finite(number) || number_compare(number, number_of_int(INSTANT_MIN)) < 0 ||
		number_compare(number, number_of_int(INSTANT_MAX)) > 0)
		return false;
	*instant = number_is_real(number) ? (int64_t)number.real : number.units;
	return true;
}
