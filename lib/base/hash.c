/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"

#include "base/bytes.h"

#define P1 0x9E3779B185EBCA87u
#define P2 0xC2B2AE3D27D4EB4Fu
#define P3 0x165667B19E3779F9u
#define P4 0x85EBCA77C2B2AE63u
#define P5 0x27D4EB2F165667C5u

static uint64_t
rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static uint64_t
mix(uint64_t lane, uint64_t word)
{
	return rotate(lane + word * P2, 31) * P1;
}

static uint64_t
merge(uint64_t hash, uint64_t lane)
{
	return (hash ^ mix(0, lane)) * P1 + P4;
}

/* The stripes of 32 bytes at the beginning. Moves *at behind them. */
static uint64_t
hash_stripes(const char **at, const char *end, uint64_t seed)
{
	uint64_t lane[4] = { seed + P1 + P2, seed + P2, seed, seed - P1 };

	for (; end - *at >= 32; *at += 32) {
		lane[0] = mix(lane[0], load_le64(*at));
		lane[1] = mix(lane[1], load_le64(*at + 8));
		lane[2] = mix(lane[2], load_le64(*at + 16));
		lane[3] = mix(lane[3], load_le64(*at + 24));
	}
	uint64_t hash = rotate(lane[0], 1) + rotate(lane[1], 7) + rotate(lane[2], 12) + rotate(lane[3], 18);
	for (int i = 0; i < 4; i++)
		hash = merge(hash, lane[i]);
	return hash;
}

uint64_t
hash_xxh64(struct slice bytes, uint64_t seed)
{
	const char *at = bytes.length ? bytes.at : "", *end = at + bytes.length;
	uint64_t hash = bytes.length >= 32 ? hash_stripes(&at, end, seed) : seed + P5;

	hash += bytes.length;
	for (; end - at >= 8; at += 8)
		hash = rotate(hash ^ mix(0, load_le64(at)), 27) * P1 + P4;
	for (; end - at >= 4; at += 4)
		hash = rotate(hash ^ load_le32(at) * P1, 23) * P2 + P3;
	for (; at < end; at++)
		hash = rotate(hash ^ (unsigned char)*at * P5, 11) * P1;
	hash = (hash ^ hash >> 33) * P2;
	hash = (hash ^ hash >> 29) * P3;
	return hash ^ hash >> 32;
}

/* The first and the last bytes, which overlap where there are fewer than 16. */
static uint64_t
fold_ends(const char *at, size_t length, uint64_t hash)
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
	return hash_fold(a ^ P2, b ^ hash);
}

uint64_t
hash_bytes(struct slice bytes, uint64_t seed)
{
	const char *at = bytes.at;
	size_t length = bytes.length;
	uint64_t hash = seed ^ P1;

	for (; length > 16; at += 16, length -= 16)
		hash = hash_fold(load_le64(at) ^ P2, load_le64(at + 8) ^ hash);
	return hash_fold(fold_ends(at, length, hash) ^ P4, bytes.length ^ P1);
}
