/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bytes: single bytes, and several of them as one little-endian integer. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

static inline bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool
is_json_space(char byte)
{
	return (unsigned char)byte <= ' ' && (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r');
}

static inline uint64_t
load_le64(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

static inline uint64_t
load_le32(const char *at)
{
	uint32_t word;

	memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap32(word);
#endif
	return word;
}

static inline void
store_le64(char *to, uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	memcpy(to, &word, sizeof word);
}

/* This byte eight times. */
static inline uint64_t
repeat_byte(unsigned char byte)
{
	return UINT64_C(0x0101010101010101) * byte;
}

#endif
