/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sixteen: one question about 16 bytes at a time, answered by a mask: bit i is byte i. With SSE2, or by
 * arithmetic on 8 bytes at a time where that is missing; -DNO_SIMD asks for the latter. */
#ifndef RECORD_SIXTEEN_H
#define RECORD_SIXTEEN_H

#include <stdint.h>
#include <string.h>

#if defined __SSE2__ && !defined NO_SIMD

#include <emmintrin.h>

static inline __m128i
sixteen_load(const char *at)
{
	return _mm_loadu_si128((const __m128i *)at);
}

/* Bytes that no text of JSON passes over unseen: a quote, a backslash, a control character, and what is not
 * ASCII. */
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

#define SIXTEEN_EACH(byte) ((uint64_t)(byte)*0x0101010101010101u)

/* The bytes 0 to 7, the first one lowest. */
static inline uint64_t
sixteen_half(const char *at)
{
	uint64_t half = 0;

	for (int i = 7; i >= 0; i--)
		half = half << 8 | (unsigned char)at[i];
	return half;
}

/* The highest bit of each byte becomes a mask of 8. */
static inline uint32_t
sixteen_mask(uint64_t high)
{
	return (uint32_t)((high & SIXTEEN_EACH(0x80)) / 0x80 * 0x0102040810204080u >> 56);
}

/* Highest bits: bytes at or above `least`, which is 1 to 128. No byte carries into the next one. */
static inline uint64_t
sixteen_at_least(uint64_t bytes, unsigned least)
{
	return ((bytes & SIXTEEN_EACH(0x7F)) + SIXTEEN_EACH(128 - least)) | bytes;
}

static inline uint64_t
sixteen_is(uint64_t bytes, char c)
{
	return ~sixteen_at_least(bytes ^ SIXTEEN_EACH((unsigned char)c), 1);
}

static inline uint32_t
sixteen_special(const char *at)
{
	uint32_t masks[2];

	for (int i = 0; i < 2; i++) {
		const uint64_t bytes = sixteen_half(at + 8 * i);
		masks[i] = sixteen_mask(sixteen_is(bytes, '"') | sixteen_is(bytes, '\\') |
					~sixteen_at_least(bytes, 0x20) | bytes);
	}
	return masks[0] | masks[1] << 8;
}

static inline uint32_t
sixteen_not_digit(const char *at)
{
	uint32_t masks[2];

	for (int i = 0; i < 2; i++) {
		const uint64_t bytes = sixteen_half(at + 8 * i);
		masks[i] = sixteen_mask(sixteen_at_least(bytes, '9' + 1) | ~sixteen_at_least(bytes, '0'));
	}
	return masks[0] | masks[1] << 8;
}

static inline uint32_t
sixteen_byte(const char *at, char byte)
{
	return sixteen_mask(sixteen_is(sixteen_half(at), byte)) |
	       sixteen_mask(sixteen_is(sixteen_half(at + 8), byte)) << 8;
}

static inline uint32_t
sixteen_equal(const char *at, const char *other)
{
	uint32_t masks[2];

	for (int i = 0; i < 2; i++)
		masks[i] = sixteen_mask(
			sixteen_is(sixteen_half(at + 8 * i) ^ sixteen_half(other + 8 * i), '\0'));
	return masks[0] | masks[1] << 8;
}

#endif

/* The place of the lowest bit; mask is not 0. */
static inline unsigned
sixteen_first(uint32_t mask)
{
	return (unsigned)__builtin_ctz(mask);
}

#endif
