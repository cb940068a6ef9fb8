/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/json_text.h"

#include "record/sixteen.h"
#include "record/utf8.h"

#include <stdint.h>

/* What follows the backslash for a byte that must be escaped: 'u' for the \u00XX form, 0 for none. */
static char
escape_letter(unsigned char byte)
{
	switch (byte) {
	case '"':
	case '\\':
		return (char)byte;
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	default:
		return byte < 0x20 ? 'u' : '\0';
	}
}

/* The first byte that must be escaped, or end. */
static const char *
skip_plain(const char *at, const char *end)
{
	for (; end - at >= 16; at += 16)
		for (uint32_t mask = sixteen_special(at); mask; mask &= mask - 1)
			if (escape_letter((unsigned char)at[sixteen_first(mask)]))
				return at + sixteen_first(mask);
	while (at < end && !escape_letter((unsigned char)*at))
		at++;
	return at;
}

void
json_text_write(struct buffer *to, struct slice text)
{
	const char *plain = text.at, *end = text.at + text.length;

	buffer_byte(to, '"');
	for (const char *at = text.at; (at = skip_plain(at, end)) < end; at++) {
		char letter = escape_letter((unsigned char)*at);
		buffer_slice(to, slice_between(plain, at));
		if (letter == 'u')
			buffer_printf(to, "\\u%04x", (unsigned)(unsigned char)*at);
		else
			buffer_append(to, (char[2]){ '\\', letter }, 2);
		plain = at + 1;
	}
	if (plain < end)
		buffer_slice(to, slice_between(plain, end));
	buffer_byte(to, '"');
}

static uint32_t
hex4(const char *at)
{
	uint32_t code = 0;

	for (int i = 0; i < 4; i++) {
		char c = at[i];
		uint32_t digit = (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
		code = code << 4 | digit;
	}
	return code;
}

/* Decodes the \uXXXX (or pair of them) at `at`, which stands behind the 'u'. Moves *at behind it. Returns the
 * character, or UINT32_MAX for a lone surrogate. */
static uint32_t
read_code(const char **at, const char *end)
{
	uint32_t code = hex4(*at);

	*at += 4;
	if (code < 0xD800 || code > 0xDFFF)
		return code;
	if (code > 0xDBFF || end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u')
		return UINT32_MAX;
	uint32_t low = hex4(*at + 2);
	if (low < 0xDC00 || low > 0xDFFF)
		return UINT32_MAX;
	*at += 6;
	return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
}

/* Decodes the escape at *at, a backslash, and moves *at behind it. Returns the length of the character, or 0
 * for a lone surrogate. */
static size_t
read_escape(const char **at, const char *end, char bytes[4])
{
	char letter = (*at)[1];

	*at += 2;
	if (letter == 'u') {
		uint32_t code = read_code(at, end);
		return code == UINT32_MAX ? 0 : utf8_write(code, bytes);
	}
	const char *from = "bfnrt", *found = strchr(from, letter);
	bytes[0] = found ? "\b\f\n\r\t"[found - from] : letter;
	return 1;
}

int
json_text_read(struct buffer *to, struct slice inside)
{
	const char *at = inside.at, *end = at + inside.length;
	char bytes[4];

	while (at < end) {
		const char *backslash = memchr(at, '\\', (size_t)(end - at));
		buffer_slice(to, slice_between(at, backslash ? backslash : end));
		if (!backslash)
			break;
		at = backslash;
		size_t length = read_escape(&at, end, bytes);
		if (length == 0)
			return -1;
		buffer_append(to, bytes, length);
	}
	return 0;
}

bool
json_text_is(struct slice inside, struct slice text)
{
	const char *at = inside.at, *end = at + inside.length;

	while (at < end) {
		char bytes[4] = { *at };
		size_t length = 1;
		if (*at == '\\')
			length = read_escape(&at, end, bytes);
		else
			at++;
		if (length == 0 || length > text.length || memcmp(bytes, text.at, length) != 0)
			return false;
		text = (struct slice){ text.at + length, text.length - length };
	}
	return text.length == 0;
}
