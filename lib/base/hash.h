/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash: XXH64 where others must be able to compute the same hash; faster ones, which differ between machines,
 * for tables in memory. A table whose keys come from records takes its seed from system_hash_seed, so that no
 * input can be made to collide. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/bytes.h"
#include "base/slice.h"

#include <stdint.h>
#include <xxhash.h>

static inline uint64_t
hash_xxh64(struct slice bytes, uint64_t seed)
{
	return XXH64(bytes.at, bytes.length, seed);
}

/* The exclusive or of both halves of a 128-bit product. */
static inline uint64_t
hash_mix(uint64_t a, uint64_t b)
{
	const uint128 product = (uint128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t
hash_word(uint64_t word, uint64_t seed)
{
	return hash_mix(word ^ seed, 0x9E3779B97F4A7C15u); /* 2^64 divided by the golden ratio */
}

/* After wyhash (Wang Yi, https://github.com/wangyi-fudan/wyhash): a product mixes 16 bytes at once. */
uint64_t hash_bytes(struct slice bytes, uint64_t seed);

#endif
