/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/token.h"

#include "record/utf8.h"

#include <string.h>

const char *
token_expected(struct cursor *cursor, const char *at, const char *wanted)
{
	cursor->fault = at;
	cursor->wanted = wanted;
	return NULL;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* To the first byte for which the mask has a bit, or the end. Near the end the mask is that of the last 16
 * bytes, or of a copy. */
static inline const char *
skip(const struct cursor *cursor, const char *at, uint32_t (*masked)(const char *at))
{
	uint32_t mask;

	for (; cursor->end - at >= 16; at += 16)
		if ((mask = masked(at)) != 0)
			return at + sixteen_first(mask);
	const size_t left = (size_t)(cursor->end - at);
	if (cursor->end - cursor->from >= 16) {
		mask = masked(cursor->end - 16) >> (16 - left);
	} else {
		char copy[16] = { 0 };
		memcpy(copy, at, left);
		mask = masked(copy);
	}
	mask |= 1u << left;
	return at + sixteen_first(mask);
}

static const char *
escape(struct cursor *cursor, const char *at)
{
	if (at == cursor->end || !*at || !strchr("\"\\/bfnrtu", *at))
		return token_expected(cursor, at, "a JSON escape after the backslash");
	if (*at++ != 'u')
		return at;
	for (int i = 0; i < 4; i++, at++) {
		char c = at < cursor->end ? *at : '\0';
		if (!is_digit(c) && !((c | 0x20) >= 'a' && (c | 0x20) <= 'f'))
			return token_expected(cursor, at, "four hexadecimal digits");
	}
	return at;
}

/* Over characters that are not ASCII, of which one stands here. */
static const char *
foreign(struct cursor *cursor, const char *at)
{
	while (at < cursor->end && (unsigned char)*at >= 0x80) {
		size_t n = utf8_sequence(at, cursor->end);
		if (n == 0)
			return token_expected(cursor, at, "UTF-8");
		at += n;
	}
	return at;
}

const char *
token_text_rest(struct cursor *cursor, const char *at, bool *escaped)
{
	while (at) {
		at = skip(cursor, at, sixteen_special);
		if (at == cursor->end)
			return token_expected(cursor, at, "a closing quote");
		if (*at == '"')
			return at + 1;
		if (*at == '\\') {
			*escaped = true;
			at = escape(cursor, at + 1);
		} else if ((unsigned char)*at >= 0x80) {
			at = foreign(cursor, at);
		} else {
			return token_expected(cursor, at, "no control character inside a text");
		}
	}
	return NULL;
}

static const char *
digits(struct cursor *cursor, const char *at)
{
	if (at == cursor->end || !is_digit(*at))
		return token_expected(cursor, at, "a digit");
	return skip(cursor, at, sixteen_not_digit);
}

const char *
token_number_whole(struct cursor *cursor, const char *at)
{
	at += token_is(cursor, at, '-');
	at = token_is(cursor, at, '0') ? at + 1 : digits(cursor, at);
	if (at && token_is(cursor, at, '.'))
		at = digits(cursor, at + 1);
	if (at && (token_is(cursor, at, 'e') || token_is(cursor, at, 'E'))) {
		at++;
		at += token_is(cursor, at, '+') || token_is(cursor, at, '-');
		at = digits(cursor, at);
	}
	return at;
}

const char *
token_word(struct cursor *cursor, const char *at, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(cursor->end - at) < length || memcmp(at, word, length) != 0)
		return token_expected(cursor, at, "a JSON value");
	return at + length;
}
