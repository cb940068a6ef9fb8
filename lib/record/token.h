/* SPDX-License-Identifier: GPL-3.0-or-later */
/* token: the words of JSON (RFC 8259), walked over in place. Every function takes the place where a word
 * should stand and returns the one behind it; or NULL, with the byte at fault and what should stand there in
 * the cursor. Bytes outside the cursor's text are not read. */
#ifndef RECORD_TOKEN_H
#define RECORD_TOKEN_H

#include "base/slice.h"
#include "record/sixteen.h"

#include <stdbool.h>

struct cursor {
	const char *from;
	const char *end;
	const char *fault;
	const char *wanted;
};

/* Always NULL. */
const char *token_expected(struct cursor *cursor, const char *at, const char *wanted);

static inline bool
token_is_space(char c)
{
	return (unsigned char)c <= ' ' && (c == ' ' || c == '\t' || c == '\n' || c == '\r');
}

static inline const char *
token_skip_space(const struct cursor *cursor, const char *at)
{
	while (at < cursor->end && token_is_space(*at))
		at++;
	return at;
}

/* Whether c stands here. */
static inline bool
token_is(const struct cursor *cursor, const char *at, char c)
{
	return at < cursor->end && *at == c;
}

/* What token_text and token_number do not settle at a glance. */
const char *token_text_rest(struct cursor *cursor, const char *at, bool *escaped);
const char *token_number_whole(struct cursor *cursor, const char *at);

/* From behind a text's first quote to behind its last one. */
static inline const char *
token_text(struct cursor *cursor, const char *at, bool *escaped)
{
	*escaped = false;
	if (cursor->end - at >= 32) {
		uint32_t special = sixteen_special(at) | sixteen_special(at + 16) << 16;
		at += special ? sixteen_first(special) : 32;
		if (special && *at == '"')
			return at + 1;
	}
	return token_text_rest(cursor, at, escaped);
}

/* The common number, up to 15 characters behind its sign and without an exponent, by two masks and no loop.
 * Something stands at `at`. */
static inline const char *
token_number(struct cursor *cursor, const char *at)
{
	const char *digits = at + (*at == '-');

	if (cursor->end - digits >= 16) {
		uint32_t others = sixteen_not_digit(digits) | 1u << 16;
		unsigned n = sixteen_first(others);
		bool fine = n > 0 && (n == 1 || *digits != '0');
		if (n < 16 && digits[n] == '.') {
			others &= others - 1;
			fine = fine && sixteen_first(others) > n + 1;
			n = sixteen_first(others);
		}
		if (fine && n < 16 && (digits[n] | 0x20) != 'e')
			return digits + n;
	}
	return token_number_whole(cursor, at);
}

/* true, false or null. */
const char *token_word(struct cursor *cursor, const char *at, const char *word);

#endif
