/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/token.h"

#include "base/bytes.h"
#include "record/utf8.h"

#include <string.h>

const char *
token_expected(struct cursor *cursor, const char *at, const char *wanted)
{
	cursor->fault = at;
	cursor->wanted = wanted;
	return NULL;
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
		at = sixteen_skip(cursor->from, at, cursor->end, sixteen_special);
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
	return sixteen_skip(cursor->from, at, cursor->end, sixteen_not_digit);
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
