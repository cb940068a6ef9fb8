/* SPDX-License-Identifier: GPL-3.0-or-later */
/* letters: the one table of what may stand behind % in a format of times, for the files of time_format. */
#ifndef TIME_LETTERS_H
#define TIME_LETTERS_H

#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

/* The parts of a time that letters read or write. */
enum time_field {
	FIELD_NONE,
	FIELD_YEAR,
	FIELD_MONTH,
	FIELD_DAY,
	FIELD_HOUR,
	FIELD_MINUTE,
	FIELD_SECOND,
	FIELD_QUARTER,
	FIELD_FRACTION,    /* microseconds */
	FIELD_SHORT_YEAR,  /* 69 to 99 are 1969 to 1999, 0 to 68 are 2000 to 2068, as POSIX has it */
	FIELD_DAY_OF_YEAR, /* from 1 */
	FIELD_HALF_HOUR,   /* of half a day: 1 to 12 */
	FIELD_AFTERNOON,   /* 0 AM, 1 PM */
	FIELD_WEEKDAY,     /* 0 is Monday */
	FIELD_ISO_WEEKDAY, /* 1 is Monday */
	FIELD_ISO_YEAR,    /* the year that the week is of */
	FIELD_ISO_WEEK,
	FIELD_OFFSET, /* seconds east of UTC */
	FIELD_EPOCH,  /* seconds since 1970 */
	FIELDS,
};

enum time_letter_kind {
	LETTER_NUMBER,
	LETTER_NAME,
	LETTER_FORMAT,  /* stands for a longer format */
	LETTER_LITERAL, /* the character itself */
	LETTER_FRACTION,
	LETTER_OFFSET,
	LETTER_ZONE,
	LETTER_EPOCH,
};

struct time_letter {
	char letter;
	enum time_letter_kind kind;
	bool written_only;
	enum time_field field;
	int digits; /* of a number, with zeros in front; below 0 with blanks */
	int least;  /* digits that are needed when it is read */
	int low, high;
	const char *const *names; /* of a name, ended by NULL; the first one is `low` */
	const char *format;
};

/* One step through a format: a letter, or a character that stands for itself. */
struct time_step {
	const struct time_letter *letter;
	char character; /* behind the %, where letter is NULL and unknown is set */
	bool unknown;
};

/* Takes the next step off the format; false at its end. */
bool time_step_next(struct slice *format, struct time_step *step);

/* All fields of an instant, as the zone's clock shows it. time_format_write.c */
void time_fields(int64_t fields[FIELDS], int64_t instant);

/* Microseconds of one unit of `s`, `ms` and `us`; 0 for other formats. */
int64_t time_format_epoch(struct slice format);

#endif
