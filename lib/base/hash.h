/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash: one for results, and quicker ones for tables in memory, which differ from machine to machine. A table
 * whose keys come from records has a seed from system_hash_seed, so that none can be made to collide. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/bytes.h"
#include "base/slice.h"

#include <stdint.h>

/* XXH64 (Yann Collet, https://xxhash.com, doc/xxhash_spec.md), so that a split can be computed again
 * anywhere.
 */
uint64_t hash_xxh64(struct slice bytes, uint64_t seed);

/* In the manner of wyhash (Wang Yi, https://github.com/wangyi-fudan/wyhash): a product of 64 by 64 bits mixes
 * 16 bytes at once. */
uint64_t hash_bytes(struct slice bytes, uint64_t seed);

/* Both halves of a product. */
static inline uint64_t
hash_fold(uint64_t a, uint64_t b)
{
	const uint128 product = (uint128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Of a word. */
static inline uint64_t
hash_word(uint64_t word, uint64_t seed)
{
	return hash_fold(word ^ seed, 0x9E3779B97F4A7C15u); /* 2^64 by the golden ratio */
}

#endif
