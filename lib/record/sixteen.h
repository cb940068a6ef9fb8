/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sixteen: one question about 16 bytes at a time, answered by a mask: bit i is byte i. With SSE2, or by
 * arithmetic on 8 bytes at a time where that is missing; -DNO_SIMD asks for the latter. The questions:
 *
 *   special     what a text of JSON does not pass over unseen: a quote, a backslash, a control character, and
 *               what is not ASCII
 *   not_digit
 *   byte        this one
 *   equal       to the other place's */
#ifndef RECORD_SIXTEEN_H
#define RECORD_SIXTEEN_H

#include "base/bytes.h"

#if defined __SSE2__ && !defined NO_SIMD

#include <emmintrin.h>

static inline __m128i
sixteen_load(const char *at)
{
	return _mm_loadu_si128((const __m128i *)at);
}

static inline uint32_t
sixteen_special(const char *at)
{
	const __m128i bytes = sixteen_load(at);
	const __m128i backslashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
	/* With bit 1 turned over the quote is 0x20 and stands next to the control characters, the space does
	 * not; as signed bytes those from 0x80 up are below 0. */
	const __m128i turned = _mm_xor_si128(bytes, _mm_set1_epi8(2));
	const __m128i others = _mm_cmplt_epi8(turned, _mm_set1_epi8(0x21));

	return (uint32_t)_mm_movemask_epi8(_mm_or_si128(backslashes, others));
}

static inline uint32_t
sixteen_not_digit(const char *at)
{
	/* '0' to '9' become the lowest ten of the signed bytes. */
	const __m128i moved = _mm_add_epi8(sixteen_load(at), _mm_set1_epi8(0x80 - '0'));

	return (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(moved, _mm_set1_epi8(-128 + 9)));
}

static inline uint32_t
sixteen_byte(const char *at, char byte)
{
	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(sixteen_load(at), _mm_set1_epi8(byte)));
}

static inline uint32_t
sixteen_equal(const char *at, const char *other)
{
	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(sixteen_load(at), sixteen_load(other)));
}

#else

/* The highest bits of eight bytes. */
static inline uint32_t
sixteen_high(uint64_t bytes)
{
	return (uint32_t)((bytes & repeat_byte(0x80)) / 0x80 * 0x0102040810204080u >> 56);
}

/* The mask of what a question about eight bytes answers in the highest bit of each. */
static inline uint32_t
sixteen_mask(const char *at, uint64_t (*question)(uint64_t bytes))
{
	return sixteen_high(question(load_le64(at))) | sixteen_high(question(load_le64(at + 8))) << 8;
}

/* Whether a byte is at or above `least`, which is 1 to 128. No byte carries into the next one. */
static inline uint64_t
sixteen_at_least(uint64_t bytes, unsigned char least)
{
	return ((bytes & repeat_byte(0x7F)) + repeat_byte((unsigned char)(128 - least))) | bytes;
}

static inline uint64_t
sixteen_is(uint64_t bytes, char c)
{
	return ~sixteen_at_least(bytes ^ repeat_byte((unsigned char)c), 1);
}

static inline uint64_t
sixteen_half_special(uint64_t bytes)
{
	return sixteen_is(bytes, '"') | sixteen_is(bytes, '\\') | ~sixteen_at_least(bytes, 0x20) | bytes;
}

static inline uint64_t
sixteen_half_not_digit(uint64_t bytes)
{
	return sixteen_at_least(bytes, '9' + 1) | ~sixteen_at_least(bytes, '0');
}

static inline uint32_t
sixteen_special(const char *at)
{
	return sixteen_mask(at, sixteen_half_special);
}

static inline uint32_t
sixteen_not_digit(const char *at)
{
	return sixteen_mask(at, sixteen_half_not_digit);
}

static inline uint32_t
sixteen_byte(const char *at, char byte)
{
	return sixteen_high(sixteen_is(load_le64(at), byte)) |
	       sixteen_high(sixteen_is(load_le64(at + 8), byte)) << 8;
}

static inline uint32_t
sixteen_equal(const char *at, const char *other)
{
	const uint64_t first = load_le64(at) ^ load_le64(other);
	const uint64_t second = load_le64(at + 8) ^ load_le64(other + 8);

	return sixteen_high(sixteen_is(first, '\0')) | sixteen_high(sixteen_is(second, '\0')) << 8;
}

#endif

/* The place of the lowest bit; mask is not 0. */
static inline unsigned
sixteen_first(uint32_t mask)
{
	return (unsigned)__builtin_ctz(mask);
}

/* The first byte from `at` on for which the mask has a bit, or the end. What stands from `from` on is looked
 * at again near the end, where 16 bytes are no more. */
static inline const char *
sixteen_skip(const char *from, const char *at, const char *end, uint32_t (*masked)(const char *at))
{
	uint32_t mask;

	for (; end - at >= 16; at += 16)
		if ((mask = masked(at)) != 0)
			return at + sixteen_first(mask);
	const size_t left = (size_t)(end - at);
	if (end - from >= 16) {
		mask = masked(end - 16) >> (16 - left);
	} else {
		char copy[16] = { 0 };
		memcpy(copy, at, left);
		mask = masked(copy);
	}
	return at + sixteen_first(mask | 1u << left);
}

#endif
