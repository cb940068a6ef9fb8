/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/letters.h"

#include "time/date.h"

static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December", NULL };
static const char *const short_months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
	"Oct", "Nov", "Dec", NULL };
static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
	"Sunday", NULL };
static const char *const short_weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", NULL };
static const char *const halves[] = { "AM", "PM", NULL };

#define NUMBER LETTER_NUMBER, false
#define NAME LETTER_NAME, false
#define WRITTEN LETTER_NUMBER, true

/* clang-format off */
static const struct time_letter letters[] = {
	{ 'Y', NUMBER, FIELD_YEAR, 4, 4, 1, 9999, NULL, NULL },
	{ 'm', NUMBER, FIELD_MONTH, 2, 1, 1, 12, NULL, NULL },
	{ 'd', NUMBER, FIELD_DAY, 2, 1, 1, 31, NULL, NULL },
	{ 'e', NUMBER, FIELD_DAY, -2, 1, 1, 31, NULL, NULL },
	{ 'H', NUMBER, FIELD_HOUR, 2, 1, 0, 23, NULL, NULL },
	{ 'M', NUMBER, FIELD_MINUTE, 2, 1, 0, 59, NULL, NULL },
	{ 'S', NUMBER, FIELD_SECOND, 2, 1, 0, 59, NULL, NULL },
	{ 'y', NUMBER, FIELD_SHORT_YEAR, 2, 2, 0, 99, NULL, NULL },
	{ 'j', NUMBER, FIELD_DAY_OF_YEAR, 3, 1, 1, 366, NULL, NULL },
	{ 'I', NUMBER, FIELD_HALF_HOUR, 2, 1, 1, 12, NULL, NULL },
	{ 'G', WRITTEN, FIELD_ISO_YEAR, 4, 4, 1, 9999, NULL, NULL },
	{ 'V', WRITTEN, FIELD_ISO_WEEK, 2, 2, 1, 53, NULL, NULL },
	{ 'u', WRITTEN, FIELD_ISO_WEEKDAY, 1, 1, 1, 7, NULL, NULL },
	{ 'b', NAME, FIELD_MONTH, 0, 0, 1, 12, short_months, NULL },
	{ 'B', NAME, FIELD_MONTH, 0, 0, 1, 12, months, NULL },
	{ 'a', NAME, FIELD_WEEKDAY, 0, 0, 0, 6, short_weekdays, NULL },
	{ 'A', NAME, FIELD_WEEKDAY, 0, 0, 0, 6, weekdays, NULL },
	{ 'p', NAME, FIELD_AFTERNOON, 0, 0, 0, 1, halves, NULL },
	{ 'f', LETTER_FRACTION, false, FIELD_FRACTION, 6, 1, 0, 999999, NULL, NULL },
	{ 'z', LETTER_OFFSET, false, FIELD_OFFSET, 0, 0, 0, 0, NULL, NULL },
	{ 'Z', LETTER_ZONE, false, FIELD_OFFSET, 0, 0, 0, 0, NULL, NULL },
	{ 's', LETTER_EPOCH, false, FIELD_EPOCH, 0, 0, 0, 0, NULL, NULL },
	{ 'T', LETTER_FORMAT, false, FIELD_NONE, 0, 0, 0, 0, NULL, "%H:%M:%S" },
	{ 'F', LETTER_FORMAT, false, FIELD_NONE, 0, 0, 0, 0, NULL, "%Y-%m-%d" },
	{ 'D', LETTER_FORMAT, false, FIELD_NONE, 0, 0, 0, 0, NULL, "%m/%d/%y" },
	{ 'R', LETTER_FORMAT, false, FIELD_NONE, 0, 0, 0, 0, NULL, "%H:%M" },
	{ 'n', LETTER_FORMAT, false, FIELD_NONE, 0, 0, 0, 0, NULL, "\n" },
	{ 't', LETTER_FORMAT, false, FIELD_NONE, 0, 0, 0, 0, NULL, "\t" },
	{ '%', LETTER_LITERAL, false, FIELD_NONE, 0, 0, 0, 0, NULL, NULL },
};
/* clang-format on */

/* NULL for what is no letter. */
static const struct time_letter *
find_letter(char letter)
{
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].letter == letter)
			return &letters[i];
	return NULL;
}

static char
take(struct slice *format)
{
	format->length--;
	return *format->at++;
}

bool
time_step_next(struct slice *format, struct time_step *step)
{
	if (format->length == 0)
		return false;
	*step = (struct time_step){ .character = take(format) };
	if (step->character != '%')
		return true;
	step->character = format->length ? take(format) : '\0';
	step->letter = find_letter(step->character);
	step->unknown = !step->letter;
	if (step->letter && step->letter->kind == LETTER_LITERAL)
		step->letter = NULL;
	return true;
}

int64_t
time_format_epoch(struct slice format)
{
	if (slice_is(format, "s"))
		return USEC_PER_SECOND;
	if (slice_is(format, "ms"))
		return USEC_PER_SECOND / 1000;
	return slice_is(format, "us");
}
