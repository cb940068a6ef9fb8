/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/utf8.h"

#include <stdbool.h>

static bool
is_continuation(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

size_t
utf8_sequence(const char *at, const char *end)
{
	const unsigned char *s = (const unsigned char *)at;
	size_t left = (size_t)(end - at);

	if (left == 0)
		return 0;
	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xC2)
		return 0; /* a continuation byte, or an overlong form of ASCII */
	if (s[0] < 0xE0)
		return left >= 2 && is_continuation(s[1]) ? 2 : 0;
	if (s[0] < 0xF0) {
		if (left < 3 || !is_continuation(s[1]) || !is_continuation(s[2]))
			return 0;
		bool overlong = s[0] == 0xE0 && s[1] < 0xA0;
		bool surrogate = s[0] == 0xED && s[1] >= 0xA0;
		return overlong || surrogate ? 0 : 3;
	}
	if (s[0] > 0xF4 || left < 4 || !is_continuation(s[1]) || !is_continuation(s[2]) ||
		!is_continuation(s[3]))
		return 0;
	bool overlong = s[0] == 0xF0 && s[1] < 0x90;
	bool too_large = s[0] == 0xF4 && s[1] >= 0x90;
	return overlong || too_large ? 0 : 4;
}

const char *
utf8_invalid(struct slice text)
{
	const uint64_t high = 0x8080808080808080u;
	const char *at = text.at, *end = at + text.length;

	while (at < end) {
		uint64_t eight;
		if (end - at >= 8 && (memcpy(&eight, at, 8), (eight & high) == 0)) {
			at += 8;
			continue;
		}
		size_t n = utf8_sequence(at, end);
		if (n == 0)
			return at;
		at += n;
	}
	return NULL;
}

size_t
utf8_write(uint32_t code, char to[4])
{
	if (code < 0x80) {
		to[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		to[0] = (char)(0xC0 | code >> 6);
		to[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		to[0] = (char)(0xE0 | code >> 12);
		to[1] = (char)(0x80 | (code >> 6 & 0x3F));
		to[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | code >> 18);
	to[1] = (char)(0x80 | (code >> 12 & 0x3F));
	to[2] = (char)(0x80 | (code >> 6 & 0x3F));
	to[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

size_t
utf8_count(struct slice text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.length; i++)
		count += !is_continuation((unsigned char)text.at[i]);
	return count;
}

size_t
utf8_prefix(struct slice text, size_t n)
{
	size_t i = 0;

	for (; i < text.length; i++)
		if (!is_continuation((unsigned char)text.at[i]) && n-- == 0)
			break;
	return i;
}
