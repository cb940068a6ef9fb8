/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/token.h"

#include <string.h>

int
token_expected(struct cursor *cursor, const char *wanted)
{
	cursor->wanted = wanted;
	return -1;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
escape(struct cursor *cursor)
{
	if (cursor->at == cursor->end || !strchr("\"\\/bfnrtu", *cursor->at) || !*cursor->at)
		return token_expected(cursor, "a JSON escape after the backslash");
	if (*cursor->at++ != 'u')
		return 0;
	for (int i = 0; i < 4; i++, cursor->at++) {
		char c = cursor->at < cursor->end ? *cursor->at : '\0';
		if (!is_digit(c) && !((c | 0x20) >= 'a' && (c | 0x20) <= 'f'))
			return token_expected(cursor, "four hexadecimal digits");
	}
	return 0;
}

int
token_text(struct cursor *cursor, struct slice *inside, bool *escaped)
{
	const char *from = cursor->at;

	*escaped = false;
	for (; cursor->at < cursor->end; cursor->at++) {
		char c = *cursor->at;
		if (c == '"') {
			*inside = slice_between(from, cursor->at++);
			return 0;
		}
		if ((unsigned char)c < 0x20)
			return token_expected(cursor, "no control character inside a text");
		if (c != '\\')
			continue;
		*escaped = true;
		cursor->at++;
		if (escape(cursor))
			return -1;
		cursor->at--;
	}
	return token_expected(cursor, "a closing quote");
}

static int
digits(struct cursor *cursor)
{
	if (cursor->at == cursor->end || !is_digit(*cursor->at))
		return token_expected(cursor, "a digit");
	while (cursor->at < cursor->end && is_digit(*cursor->at))
		cursor->at++;
	return 0;
}

int
token_number(struct cursor *cursor)
{
	token_accept(cursor, '-');
	if (!token_accept(cursor, '0') && digits(cursor))
		return -1;
	if (token_accept(cursor, '.') && digits(cursor))
		return -1;
	if (token_accept(cursor, 'e') || token_accept(cursor, 'E')) {
		if (!token_accept(cursor, '+'))
			token_accept(cursor, '-');
		return digits(cursor);
	}
	return 0;
}

int
token_word(struct cursor *cursor, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, word, length) != 0)
		return token_expected(cursor, "a JSON value");
	cursor->at += length;
	return 0;
}
