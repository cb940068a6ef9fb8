/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/real_sum.h"

#include "number/real.h"
#include "number/wide.h"

#include <math.h>

enum {
	LIMB_BITS = 32,
	LOWEST_BIT = REAL_SUM_STEP,
	TOP = REAL_SUM_LIMBS - 1,
};

static const int64_t limb_mask = (INT64_C(1) << LIMB_BITS) - 1;
static const uint32_t most_addends = UINT32_C(1) << 30;

/* Brings each limb but the highest to 0 .. 2^32 - 1: one form for one value. */
static void
real_sum_carry(struct real_sum *sum)
{
	for (int i = 0; i < TOP; i++) {
		int64_t low = sum->limb[i] & limb_mask;
		sum->limb[i + 1] += (sum->limb[i] - low) / (limb_mask + 1);
		sum->limb[i] = low;
	}
	sum->addends = 0;
}

static void
real_sum_count(struct real_sum *sum)
{
	if (++sum->addends >= most_addends)
		real_sum_carry(sum);
}

void
real_sum_add(struct real_sum *sum, double real)
{
	struct real size = real_of(real);
	int place = size.exponent - REAL_LOWEST; /* of the mantissa's lowest bit */
	uint128 mantissa = (uint128)size.mantissa << place % LIMB_BITS;
	int64_t *limb = sum->limb + place / LIMB_BITS;
	for (int i = 0; i < 3; i++, mantissa >>= LIMB_BITS) {
		int64_t part = (int64_t)mantissa & limb_mask;
		limb[i] += real < 0 ? -part : part;
	}
	real_sum_count(sum);
}

void
real_sum_merge(struct real_sum *sum, const struct real_sum *other)
{
	struct real_sum carried = *other;

	real_sum_carry(&carried);
	for (int i = 0; i < REAL_SUM_LIMBS; i++)
		sum->limb[i] += carried.limb[i];
	real_sum_count(sum);
}

/* Three limbs from the highest that is not zero hold 65 bits or more, or the whole sum; with a bit for what
 * lies below them, their conversion to a double is the only rounding. (Below DBL_MIN the sum has few bits,
 * and nothing is rounded.) */
double
real_sum_value(const struct real_sum *sum)
{
	struct real_sum size = *sum;
	bool negative, below = false;

	real_sum_carry(&size);
	negative = size.limb[TOP] < 0;
	if (negative) {
		for (int i = 0; i < REAL_SUM_LIMBS; i++)
			size.limb[i] = -size.limb[i];
		real_sum_carry(&size);
	}
	int high = TOP;
	while (high > 2 && size.limb[high] == 0)
		high--;
	for (int i = 0; i < high - 2; i++)
		below |= size.limb[i] != 0;
	uint64_t middle = (uint64_t)size.limb[high - 1], low = (uint64_t)size.limb[high - 2] | below;
	uint128 window = (uint128)size.limb[high] << 2 * LIMB_BITS | middle << LIMB_BITS | low;
	double real = ldexp((double)window, (high - 2) * LIMB_BITS + LOWEST_BIT);
	return negative ? -real : real;
}

void
real_sum_big(const struct real_sum *sum, struct big *big)
{
	uint64_t limb[REAL_SUM_LIMBS / 2 + 1];
	struct real_sum carried = *sum;

	real_sum_carry(&carried);
	for (int i = 0; i < TOP; i += 2)
		limb[i / 2] = (uint64_t)carried.limb[i] | (uint64_t)carried.limb[i + 1] << LIMB_BITS;
	limb[TOP / 2] = (uint64_t)carried.limb[TOP];
	big_of_limbs(big, limb, TOP / 2 + 1);
}

void
real_sum_of_big(struct real_sum *sum, const struct big *big)
{
	*sum = (struct real_sum){ 0 };
	for (int i = 0; i < big->count; i++) {
		int64_t low = (int64_t)big->limb[i] & limb_mask, high = (int64_t)(big->limb[i] >> LIMB_BITS);
		sum->limb[2 * i] = low;
		if (2 * i < TOP)
			sum->limb[2 * i + 1] = high;
		else
			sum->limb[2 * i] = (int64_t)big->limb[i];
	}
	for (int i = 0; big->negative && i < REAL_SUM_LIMBS; i++)
		sum->limb[i] = -sum->limb[i];
	real_sum_carry(sum);
}
