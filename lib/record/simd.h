/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simd: tests 16 bytes at a time; the result is a mask whose bit i is for byte i. With SSE2, or by arithmetic
 * on 8 bytes at a time where that is missing, which -DNO_SIMD asks for. The tests:
 *
 *   special     bytes that end the plain part of a JSON text: a quote, a backslash, a control character, or a
 *               byte beyond ASCII
 *   not_digit   anything but a decimal digit
 *   byte        equal to one byte
 *   equal       equal to the byte of the other 16 */
#ifndef RECORD_SIMD_H
#define RECORD_SIMD_H

#include "base/bytes.h"

#if defined __SSE2__ && !defined NO_SIMD

#include <emmintrin.h>

static inline __m128i
simd16_load(const char *at)
{
	return _mm_loadu_si128((const __m128i *)at);
}

static inline uint32_t
simd16_special(const char *at)
{
	const __m128i bytes = simd16_load(at);
	const __m128i backslashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
	/* With bit 1 flipped the quote is 0x20, next to the control characters, and the space is not; as
	 * signed bytes those from 0x80 up are below 0. */
	const __m128i flipped = _mm_xor_si128(bytes, _mm_set1_epi8(2));
	const __m128i others = _mm_cmplt_epi8(flipped, _mm_set1_epi8(0x21));

	return (uint32_t)_mm_movemask_epi8(_mm_or_si128(backslashes, others));
}

static inline uint32_t
simd16_not_digit(const char *at)
{
	/* '0' to '9' become the lowest ten of the signed bytes. */
	const __m128i moved = _mm_add_epi8(simd16_load(at), _mm_set1_epi8(0x80 - '0'));

	return (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(moved, _mm_set1_epi8(-128 + 9)));
}

static inline uint32_t
simd16_byte(const char *at, char byte)
{
	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(simd16_load(at), _mm_set1_epi8(byte)));
}

static inline uint32_t
simd16_equal(const char *at, const char *other)
{
	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(simd16_load(at), simd16_load(other)));
}

#else

/* The highest bit of each of eight bytes, as a mask. */
static inline uint32_t
simd16_high(uint64_t bytes)
{
	return (uint32_t)((bytes & repeat_byte(0x80)) / 0x80 * 0x0102040810204080u >> 56);
}

/* The mask of a test that answers for eight bytes in the highest bit of each. */
static inline uint32_t
simd16_mask(const char *at, uint64_t (*test)(uint64_t bytes))
{
	return simd16_high(test(load_le64(at))) | simd16_high(test(load_le64(at + 8))) << 8;
}

/* Which bytes are at or above `least`, which is 1 to 128. No byte carries into the next one. */
static inline uint64_t
simd16_at_least(uint64_t bytes, unsigned char least)
{
	return ((bytes & repeat_byte(0x7F)) + repeat_byte((unsigned char)(128 - least))) | bytes;
}

static inline uint64_t
simd16_is(uint64_t bytes, char c)
{
	return ~simd16_at_least(bytes ^ repeat_byte((unsigned char)c), 1);
}

static inline uint64_t
simd16_half_special(uint64_t bytes)
{
	return simd16_is(bytes, '"') | simd16_is(bytes, '\\') | ~simd16_at_least(bytes, 0x20) | bytes;
}

static inline uint64_t
simd16_half_not_digit(uint64_t bytes)
{
	return simd16_at_least(bytes, '9' + 1) | ~simd16_at_least(bytes, '0');
}

static inline uint32_t
simd16_special(const char *at)
{
	return simd16_mask(at, simd16_half_special);
}

static inline uint32_t
simd16_not_digit(const char *at)
{
	return simd16_mask(at, simd16_half_not_digit);
}

static inline uint32_t
simd16_byte(const char *at, char byte)
{
	return simd16_high(simd16_is(load_le64(at), byte)) | simd16_high(simd16_is(load_le64(at + 8), byte))
								     << 8;
}

static inline uint32_t
simd16_equal(const char *at, const char *other)
{
	const uint64_t first = load_le64(at) ^ load_le64(other);
	const uint64_t second = load_le64(at + 8) ^ load_le64(other + 8);

	return simd16_high(simd16_is(first, '\0')) | simd16_high(simd16_is(second, '\0')) << 8;
}

#endif

/* The number of the lowest bit; mask is not 0. */
static inline unsigned
simd16_first(uint32_t mask)
{
	return (unsigned)__builtin_ctz(mask);
}

/* The first byte from `at` on that the test finds, or the end. Where fewer than 16 bytes are left, the last
 * 16 are tested, from `from` on at most. */
static inline const char *
simd16_skip(const char *from, const char *at, const char *end, uint32_t (*test)(const char *at))
{
	uint32_t mask;

	for (; end - at >= 16; at += 16)
		if ((mask = test(at)) != 0)
			return at + simd16_first(mask);
	const size_t left = (size_t)(end - at);
	if (end - from >= 16) {
		mask = test(end - 16) >> (16 - left);
	} else {
		char copy[16] = { 0 };
		memcpy(copy, at, left);
		mask = test(copy);
	}
	return at + simd16_first(mask | 1u << left);
}

#endif
