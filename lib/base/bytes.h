/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bytes: what one is, and several as a word, the first in its lowest byte on every machine. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static inline bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline uint64_t
eight_bytes(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

static inline uint64_t
four_bytes(const char *at)
{
	uint32_t word;

	memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap32(word);
#endif
	return word;
}

static inline void
eight_put(char *to, uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	memcpy(to, &word, sizeof word);
}

/* A word of this byte eight times. */
static inline uint64_t
each_byte(unsigned char byte)
{
	return UINT64_C(0x0101010101010101) * byte;
}

#endif
