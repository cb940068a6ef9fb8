/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash: XXH64 (Yann Collet, https://xxhash.com, doc/xxhash_spec.md), so that a split can be computed again
 * anywhere. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/slice.h"

#include <stdint.h>

uint64_t hash_xxh64(struct slice bytes, uint64_t seed);

/* A faster one for tables in memory: it differs from machine to machine. */
uint64_t hash_quick(struct slice bytes, uint64_t seed);

#endif
