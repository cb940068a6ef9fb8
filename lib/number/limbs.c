/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/limbs.h"

void
limbs_subtract(uint64_t *sum, int count, const uint64_t *subtrahend, int n)
{
	uint64_t borrow = 0;

	for (int i = 0; i < count && (i < n || borrow); i++) {
		uint128 rest = (uint128)sum[i] - (i < n ? subtrahend[i] : 0) - borrow;
		sum[i] = (uint64_t)rest;
		borrow = (uint64_t)(rest >> LIMB) & 1;
	}
}

void
limbs_multiply(uint64_t *product, const uint64_t *a, int n, const uint64_t *b, int m)
{
	for (int i = 0; i < n + m; i++)
		product[i] = 0;
	for (int i = 0; i < n; i++) {
		uint128 carry = 0;
		for (int j = 0; j < m; j++) {
			carry += (uint128)a[i] * b[j] + product[i + j];
			product[i + j] = (uint64_t)carry;
			carry >>= LIMB;
		}
		product[i + m] = (uint64_t)carry;
	}
}

bool
limbs_size(uint64_t *limb, int count)
{
	static const uint64_t one = 1;
	bool negative = limb[count - 1] >> (LIMB - 1);

	if (negative) {
		for (int i = 0; i < count; i++)
			limb[i] = ~limb[i];
		limbs_add(limb, count, &one, 1);
	}
	return negative;
}

uint64_t
limbs_divide(uint64_t *limb, int count, uint64_t divisor)
{
	uint64_t rest = 0;

	for (int i = count - 1; i >= 0; i--) {
		uint128 both = (uint128)rest << LIMB | limb[i];
		limb[i] = rest ? (uint64_t)(both / divisor) : limb[i] / divisor;
		rest = (uint64_t)(both - (uint128)limb[i] * divisor);
	}
	return rest;
}
