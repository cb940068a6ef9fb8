/* SPDX-License-Identifier: GPL-3.0-or-later */
/* letters: the one table of what may stand behind % in a format of times, for the files of time_format. */
#ifndef TIME_LETTERS_H
#define TIME_LETTERS_H

#include "base/slice.h"
#include "time/calendar.h"

#include <stdbool.h>
#include <stdint.h>

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
	enum calendar_field field;
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

/* Microseconds of one unit of `s`, `ms` and `us`; 0 for other formats. */
int64_t time_format_epoch(struct slice format);

#endif
