/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slice: a view of bytes that somebody else owns; without a NUL at the end. */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include "base/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
	const char *at;
	size_t length;
};

/* The arguments of printf's "%.*s". */
#define SLICE_PRINT(s) (int)(s).length, (s).at

static inline struct slice
slice_of(const char *text)
{
	return (struct slice){ text, strlen(text) };
}

static inline struct slice
slice_between(const char *from, const char *to)
{
	return (struct slice){ from, (size_t)(to - from) };
}

static inline bool
slice_equal(struct slice a, struct slice b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

static inline bool
slice_is(struct slice a, const char *text)
{
	return slice_equal(a, slice_of(text));
}

/* Below, equal to or above 0, as memcmp; a prefix comes before longer text. */
static inline int
slice_compare(struct slice a, struct slice b)
{
	size_t shorter = a.length < b.length ? a.length : b.length;
	int order = shorter ? memcmp(a.at, b.at, shorter) : 0;

	return order ? order : (a.length > b.length) - (a.length < b.length);
}

/* The first occurrence of `what`, which is not empty, or NULL. */
static inline const char *
slice_find(struct slice slice, struct slice what)
{
	const char *at = slice.at, *end = slice.at + slice.length;

	while ((size_t)(end - at) >= what.length) {
		at = memchr(at, *what.at, (size_t)(end - at) - what.length + 1);
		if (!at || memcmp(at, what.at, what.length) == 0)
			return at;
		at++;
	}
	return NULL;
}

/* The slice without the white space at its ends. */
static inline struct slice
slice_trim(struct slice slice)
{
	const char *space = " \t\n\v\f\r";

	while (slice.length && memchr(space, slice.at[slice.length - 1], 6))
		slice.length--;
	for (; slice.length && memchr(space, slice.at[0], 6); slice.at++)
		slice.length--;
	return slice;
}

/* Whether it consists of digits; true for an empty one. */
static inline bool
slice_is_digits(struct slice slice)
{
	for (size_t i = 0; i < slice.length; i++)
		if (!is_digit(slice.at[i]))
			return false;
	return true;
}

/* Reads a whole number, only decimal digits. False for anything else, and for a number above `most`. */
static inline bool
slice_read_unsigned(struct slice slice, uint64_t most, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < slice.length; i++) {
		unsigned digit = (unsigned)(unsigned char)slice.at[i] - '0';
		if (digit > 9 || digit > most || *number > (most - digit) / 10)
			return false;
		*number = *number * 10 + digit;
	}
	return slice.length > 0;
}

/* Takes the next line off the text; *line is without its newline, which the last line may lack. False at the
 * end. */
static inline bool
slice_take_line(struct slice *text, struct slice *line)
{
	const char *newline = text->length ? memchr(text->at, '\n', text->length) : NULL;
	size_t taken;

	if (text->length == 0)
		return false;
	*line = newline ? slice_between(text->at, newline) : *text;
	taken = line->length + (newline != NULL);
	*text = (struct slice){ text->at + taken, text->length - taken };
	return true;
}

#endif
