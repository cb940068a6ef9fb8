/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bytes.h"
#include "time/date.h"
#include "time/instant.h"
#include "time/letters.h"
#include "time/time_format.h"
#include "time/zone.h"

/* What is left to read, and what was read. */
struct reading {
	const char *at, *end;
	unsigned has; /* bits of enum calendar_field */
	int64_t fields[CALENDAR_FIELDS];
};

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char
small(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
}

static bool
has(const struct reading *r, enum calendar_field field)
{
	return r->has >> field & 1;
}

static bool
give(struct reading *r, enum calendar_field field, int64_t value)
{
	r->has |= 1u << field;
	r->fields[field] = value;
	return true;
}

/* Up to `most` digits; how many there were. */
static int
take_digits(struct reading *r, int most, int64_t *value)
{
	int count = 0;

	*value = 0;
	for (; count < most && r->at < r->end && is_digit(*r->at); count++)
		*value = *value * 10 + (*r->at++ - '0');
	return count;
}

static bool
take_byte(struct reading *r, char byte)
{
	if (r->at == r->end || *r->at != byte)
		return false;
	r->at++;
	return true;
}

static bool
take_word(struct reading *r, const char *word)
{
	const char *at = r->at;

	for (; *word; word++, at++)
		if (at == r->end || small(*at) != small(*word))
			return false;
	r->at = at;
	return true;
}

static bool
read_number(struct reading *r, const struct time_letter *letter)
{
	int64_t value;

	if (letter->digits < 0)
		take_byte(r, ' ');
	if (take_digits(r, letter->digits < 0 ? -letter->digits : letter->digits, &value) < letter->least)
		return false;
	return value >= letter->low && value <= letter->high && give(r, letter->field, value);
}

static bool
read_name(struct reading *r, const struct time_letter *letter)
{
	for (int i = 0; letter->names[i]; i++)
		if (take_word(r, letter->names[i]))
			return give(r, letter->field, letter->low + i);
	return false;
}

static bool
read_fraction(struct reading *r, const struct time_letter *letter)
{
	int64_t value, beyond;
	int count = take_digits(r, letter->digits, &value);

	if (count < letter->least)
		return false;
	for (; count < letter->digits; count++)
		value *= 10;
	while (take_digits(r, 1, &beyond))
		;
	return give(r, letter->field, value);
}

/* Z, +hh, +hhmm or +hh:mm. */
static bool
read_offset(struct reading *r, const struct time_letter *letter)
{
	int64_t hours, minutes = 0;

	if (take_byte(r, 'Z') || take_byte(r, 'z'))
		return give(r, letter->field, 0);
	int sign = take_byte(r, '-') ? -1 : 1;
	if (sign > 0 && !take_byte(r, '+'))
		return false;
	if (take_digits(r, 2, &hours) < 2 || hours > 23)
		return false;
	bool colon = take_byte(r, ':');
	int count = take_digits(r, 2, &minutes);
	if (minutes > 59 || (count != 2 && (colon || count)))
		return false;
	return give(r, letter->field, sign * (hours * 3600 + minutes * 60));
}

static bool
read_zone(struct reading *r, const struct time_letter *letter)
{
	return (take_word(r, "UTC") || take_word(r, "GMT")) && give(r, letter->field, 0);
}

static bool
read_epoch(struct reading *r, const struct time_letter *letter)
{
	int64_t value;
	int sign = take_byte(r, '-') ? -1 : 1;

	return take_digits(r, 12, &value) && give(r, letter->field, sign * value);
}

static bool read_format(struct reading *r, struct slice format);

static bool
read_letter(struct reading *r, const struct time_letter *letter)
{
	static bool (*const readers[])(struct reading *, const struct time_letter *) = {
		[LETTER_NUMBER] = read_number,
		[LETTER_NAME] = read_name,
		[LETTER_FRACTION] = read_fraction,
		[LETTER_OFFSET] = read_offset,
		[LETTER_ZONE] = read_zone,
		[LETTER_EPOCH] = read_epoch,
	};

	if (letter->kind == LETTER_FORMAT)
		return read_format(r, slice_of(letter->format));
	return !letter->written_only && readers[letter->kind](r, letter);
}

/* White space in a format is some white space in the text. */
static bool
read_space(struct reading *r)
{
	const char *start = r->at;

	while (r->at < r->end && is_space(*r->at))
		r->at++;
	return r->at > start;
}

static bool
read_format(struct reading *r, struct slice format)
{
	for (struct time_step step; time_step_next(&format, &step);) {
		bool space = !step.letter && is_space(step.character);
		while (space && format.length && is_space(*format.at))
			time_step_next(&format, &step);
		if (step.unknown || !(step.letter   ? read_letter(r, step.letter)
					    : space ? read_space(r)
						    : take_byte(r, step.character)))
			return false;
	}
	return true;
}

/* The day that was named; false where there is none. */
static bool
day_of(const struct reading *r, int64_t *day)
{
	const int64_t *fields = r->fields;
	int year = (int)fields[FIELD_YEAR];

	if (has(r, FIELD_SHORT_YEAR))
		year = (int)fields[FIELD_SHORT_YEAR] + (fields[FIELD_SHORT_YEAR] < 69 ? 2000 : 1900);
	else if (!has(r, FIELD_YEAR))
		return false;
	int month = has(r, FIELD_MONTH) ? (int)fields[FIELD_MONTH] : 1;
	int date = has(r, FIELD_DAY) ? (int)fields[FIELD_DAY] : 1;
	if (date > days_in_month(year, month))
		return false;
	*day = days_from_date((struct date){ year, month, date });
	if (has(r, FIELD_DAY_OF_YEAR)) {
		*day = days_from_date((struct date){ year, 1, 1 }) + fields[FIELD_DAY_OF_YEAR] - 1;
		if (fields[FIELD_DAY_OF_YEAR] > 337 + days_in_month(year, 2))
			return false;
	}
	return !has(r, FIELD_WEEKDAY) || fields[FIELD_WEEKDAY] == weekday_from_days(*day);
}

/* *local: no offset was read, and *time is what the clock of --tz shows. */
static bool
time_of(const struct reading *r, int64_t *time, bool *local)
{
	const int64_t *fields = r->fields;
	int64_t day, hour = fields[FIELD_HOUR];

	*local = !has(r, FIELD_EPOCH) && !has(r, FIELD_OFFSET);
	if (has(r, FIELD_EPOCH)) {
		*time = fields[FIELD_EPOCH] * USEC_PER_SECOND + fields[FIELD_FRACTION];
		return true;
	}
	if (!day_of(r, &day))
		return false;
	if (has(r, FIELD_HALF_HOUR))
		hour = fields[FIELD_HALF_HOUR] % 12 + 12 * fields[FIELD_AFTERNOON];
	*time = day * USEC_PER_DAY + hour * USEC_PER_HOUR + fields[FIELD_MINUTE] * USEC_PER_MINUTE +
		fields[FIELD_SECOND] * USEC_PER_SECOND + fields[FIELD_FRACTION];
	if (!*local)
		*time -= fields[FIELD_OFFSET] * USEC_PER_SECOND;
	return true;
}

static bool
read_text(struct slice format, struct slice text, int64_t *time, bool *local)
{
	struct reading r = { .at = text.at, .end = text.at + text.length };

	return text.length > 0 && read_format(&r, format) && r.at == r.end && time_of(&r, time, local);
}

bool
time_format_read(struct slice format, struct slice text, int64_t *instant)
{
	struct number number;
	bool local;

	if (time_format_epoch(format))
		return number_read(text, &number) == NUMBER_OK &&
		       time_format_read_number(format, number, instant);
	return read_text(format, text, instant, &local) && (!local || zone_instant(*instant, instant)) &&
	       instant_in_range(*instant);
}

bool
time_format_in_gap(struct slice format, struct slice text)
{
	int64_t time;
	bool local;

	return !time_format_epoch(format) && read_text(format, text, &time, &local) && local &&
	       !zone_instant(time, &time);
}
