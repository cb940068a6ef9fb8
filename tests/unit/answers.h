/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads tests/answers/number.txt (by number.py) and number-by-hand.txt: lines of an operation, its arguments
 * and the answer, with tabs between. */
#ifndef UNIT_ANSWERS_H
#define UNIT_ANSWERS_H

#include "number/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FIELDS = 4, ANSWER_TEXT = 64 };

struct operation {
	const char *name;
	int arguments;
	/* Writes what lib/number says, as number.py spells it. */
	void (*answer)(char *const *argument, char to[ANSWER_TEXT]);
};

/* A double in hexadecimal, else the text of a number. */
static inline struct number
number_of(const char *text)
{
	struct number number;

	if (strstr(text, "0x"))
		return number_of_double(strtod(text, NULL));
	assert_int_equal(number_read(slice_of(text), &number), NUMBER_OK);
	return number;
}

/* Tells a double from a decimal, and doubles by their bits. */
static inline void
number_say(struct number number, char to[ANSWER_TEXT])
{
	if (number_is_real(number))
		snprintf(to, ANSWER_TEXT, "%a", number.real);
	else
		to[number_write(number, to)] = '\0';
}

/* Python writes 0x1.8000000000000p+0, C 0x1.8p+0. */
static inline bool
answers_agree(const char *seen, const char *expected)
{
	if (!strstr(seen, "0x") || !strstr(expected, "0x"))
		return strcmp(seen, expected) == 0;
	double a = strtod(seen, NULL), b = strtod(expected, NULL);
	return memcmp(&a, &b, sizeof a) == 0;
}

static inline int
line_split(char *line, char *fields[FIELDS])
{
	int count = 0;

	line[strcspn(line, "\n")] = '\0';
	for (char *at = line; at && count < FIELDS; count++) {
		fields[count] = at;
		at = strchr(at, '\t');
		if (at)
			*at++ = '\0';
	}
	return count;
}

/* Answers every line of that operation in one file; returns how many there were. */
static inline size_t
answers_check_file(const struct operation *operation, const char *name)
{
	const char *top = getenv("TOP");
	char path[4096], *line = NULL, *fields[FIELDS], seen[ANSWER_TEXT];
	size_t capacity = 0, lines = 0;

	snprintf(path, sizeof path, "%s/tests/answers/%s", top ? top : ".", name);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	while (getline(&line, &capacity, file) > 0) {
		int count = line_split(line, fields);
		if (strcmp(fields[0], operation->name) != 0)
			continue;
		assert_int_equal(count, operation->arguments + 2);
		operation->answer(fields + 1, seen);
		if (!answers_agree(seen, fields[count - 1]))
			fail_msg("%s %s %s: expected %s, seen %s", fields[0], fields[1],
				count > 3 ? fields[2] : "", fields[count - 1], seen);
		lines++;
	}
	free(line);
	fclose(file);
	return lines;
}

static inline void
answers_check(const struct operation *operation)
{
	size_t lines = answers_check_file(operation, "number-by-hand.txt");

	lines += answers_check_file(operation, "number.txt");
	assert_true(lines > 0);
}

#endif
