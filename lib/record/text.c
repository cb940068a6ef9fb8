/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/text.h"

#include "base/bytes.h"
#include "record/simd.h"
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
		for (uint32_t mask = simd16_special(at); mask; mask &= mask - 1)
			if (escape_letter((unsigned char)at[simd16_first(mask)]))
				return at + simd16_first(mask);
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

/* Decodes \uXXXX, or a pair of them, whose first digit is at *at, and moves *at over it. The character, or
 * UINT32_MAX for a lone surrogate. */
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

/* Decodes the escape whose backslash is at *at, and moves *at over it. The length of the character, or 0 for
 * a lone surrogate. */
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

static bool
needs_quotes(struct slice text)
{
	for (size_t i = 0; i < text.length; i++) {
		char byte = text.at[i];
		if (byte == ',' || byte == '"' || byte == '\r' || byte == '\n')
			return true;
	}
	return false;
}

void
csv_text_quote(struct buffer *to, struct slice text)
{
	buffer_byte(to, '"');
	for (size_t i = 0; i < text.length; i++) {
		if (text.at[i] == '"')
			buffer_byte(to, '"');
		buffer_byte(to, text.at[i]);
	}
	buffer_byte(to, '"');
}

void
csv_text_write(struct buffer *to, struct slice text)
{
	if (needs_quotes(text))
		csv_text_quote(to, text);
	else
		buffer_slice(to, text);
}

void
base64_write(struct buffer *to, struct slice bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.length; i += 3) {
		size_t n = bytes.length - i < 3 ? bytes.length - i : 3;
		uint32_t group = 0;
		for (size_t j = 0; j < 3; j++)
			group = group << 8 | (j < n ? (unsigned char)bytes.at[i + j] : 0u);
		char four[4] = { digits[group >> 18], digits[group >> 12 & 63],
			n > 1 ? digits[group >> 6 & 63] : '=', n > 2 ? digits[group & 63] : '=' };
		buffer_append(to, four, sizeof four);
	}
}

static bool
is_plain_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || is_digit(byte) || byte == '_';
}

size_t
plain_name_write(struct slice name, char *to)
{
	size_t length = 0;

	for (size_t i = 0; i < name.length; i++) {
		if (is_plain_byte(name.at[i]))
			to[length++] = name.at[i];
		else if (length && i + 1 < name.length && is_plain_byte(name.at[i + 1]))
			to[length++] = '_';
	}
	return length;
}
