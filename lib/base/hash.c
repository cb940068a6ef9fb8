/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"

#include "base/bytes.h"

/* Odd 64-bit constants: the primes of XXH64. */
#define P1 0x9E3779B185EBCA87u
#define P2 0xC2B2AE3D27D4EB4Fu
#define P4 0x85EBCA77C2B2AE63u

/* Mixes in the first and the last eight bytes of at most 16; they overlap if there are fewer. */
static uint64_t
mix_ends(const char *at, size_t length, uint64_t hash)
{
	uint64_t a = 0, b = 0;

	if (length >= 8) {
		a = load_le64(at);
		b = load_le64(at + length - 8);
	} else if (length >= 4) {
		a = load_le32(at);
		b = load_le32(at + length - 4);
	} else if (length > 0) {
		a = (uint64_t)(unsigned char)at[0] << 16 | (uint64_t)(unsigned char)at[length / 2] << 8 |
		    (unsigned char)at[length - 1];
	}
	return hash_mix(a ^ P2, b ^ hash);
}

uint64_t
hash_bytes(struct slice bytes, uint64_t seed)
{
	const char *at = bytes.at;
	size_t length = bytes.length;
	uint64_t hash = seed ^ P1;

	for (; length > 16; at += 16, length -= 16)
		hash = hash_mix(load_le64(at) ^ P2, load_le64(at + 8) ^ hash);
	return hash_mix(mix_ends(at, length, hash) ^ P4, bytes.length ^ P1);
}
