/* SPDX-License-Identifier: GPL-3.0-or-later */
/* limbs: arithmetic on integers of many 64-bit limbs, the lowest first. Only lib/number includes it. */
#ifndef NUMBER_LIMBS_H
#define NUMBER_LIMBS_H

#include "number/wide.h"

#include <stdbool.h>
#include <stdint.h>

enum { LIMB = 64 }; /* bits */

/* sum of `count` limbs plus or minus addend of n of them (n <= count), modulo 2^(64 count): for two's
 * complement as for sizes. Adding is inline, since each number that is summed comes by here: with both counts
 * known the loop goes. */
void limbs_subtract(uint64_t *sum, int count, const uint64_t *subtrahend, int n);

static inline void
limbs_add(uint64_t *sum, int count, const uint64_t *addend, int n)
{
	uint128 carry = 0;

	for (int i = 0; i < count && (i < n || carry); i++) {
		carry += (uint128)sum[i] + (i < n ? addend[i] : 0);
		sum[i] = (uint64_t)carry;
		carry >>= LIMB;
	}
}

/* The product of the sizes, n + m limbs; it must not overlap its factors. */
void limbs_multiply(uint64_t *product, const uint64_t *a, int n, const uint64_t *b, int m);

/* Makes its size of a two's complement integer; says whether it was below 0. */
bool limbs_size(uint64_t *limb, int count);

/* Long division by one limb; returns the rest. */
uint64_t limbs_divide(uint64_t *limb, int count, uint64_t divisor);

#endif
