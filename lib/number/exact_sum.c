/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/exact_sum.h"

#include "number/limbs.h"
#include "number/real_sum.h"
#include "number/wide.h"

#include <math.h>
#include <stdlib.h>

enum { LIMBS = 3 };

static const uint64_t sign_bit = UINT64_C(1) << 63;

static struct real_sum *
reals_of(struct exact_sum *sum)
{
	if (!sum->reals)
		sum->reals = calloc(1, sizeof *sum->reals);
	return sum->reals;
}

int
exact_sum_add(struct exact_sum *sum, struct number number)
{
	if (!number_is_real(number)) {
		uint128 units = (uint128)wide_units(number, NUMBER_SCALE);
		uint128 low = ((uint128)sum->limb[1] << LIMB | sum->limb[0]) + units;
		sum->limb[0] = (uint64_t)low;
		sum->limb[1] = (uint64_t)(low >> LIMB);
		sum->limb[2] += (uint64_t)(low < units) - (number.units < 0);
		return 0;
	}
	if (!reals_of(sum))
		return -1;
	real_sum_add(sum->reals, number.real);
	return 0;
}

int
exact_sum_merge(struct exact_sum *sum, const struct exact_sum *other)
{
	if (other->reals) {
		if (!reals_of(sum))
			return -1;
		real_sum_merge(sum->reals, other->reals);
	}
	limbs_add(sum->limb, LIMBS, other->limb, LIMBS);
	return 0;
}

/* The decimal with the fewest places, where the sum is one. Zeros at the end go by 16, 8, ... at a time. */
static bool
decimal_value(const struct exact_sum *sum, struct number *value)
{
	uint64_t limb[LIMBS], shorter[LIMBS];
	int scale = NUMBER_SCALE;

	memcpy(limb, sum->limb, sizeof limb);
	bool negative = limbs_size(limb, LIMBS);
	for (int step = 16; step > 0; step /= 2) {
		memcpy(shorter, limb, sizeof limb);
		if (scale < step || limbs_divide(shorter, LIMBS, power_of_ten[step]) != 0)
			continue;
		memcpy(limb, shorter, sizeof limb);
		scale -= step;
	}
	if (limb[1] || limb[2] || limb[0] > sign_bit - !negative)
		return false;
	int64_t units = negative ? -(int64_t)(limb[0] - 1) - 1 : (int64_t)limb[0];
	*value = (struct number){ .units = units, .scale = scale };
	return true;
}

/* The nearest double, ties to even. One limb behind the point makes the quotient long enough: its two highest
 * limbs, with a bit for what lies below them, are then rounded once. A sum shorter than that is exact here.
 */
static double
nearest_double(const struct exact_sum *sum)
{
	uint64_t limb[LIMBS + 1] = { 0 };

	memcpy(limb + 1, sum->limb, sizeof sum->limb);
	bool negative = limbs_size(limb + 1, LIMBS);
	bool below = limbs_divide(limb, LIMBS + 1, power_of_ten[NUMBER_SCALE]) != 0;
	int high = LIMBS;
	while (high > 1 && limb[high] == 0)
		high--;
	for (int i = 0; i < high - 1; i++)
		below |= limb[i] != 0;
	uint128 window = (uint128)limb[high] << LIMB | limb[high - 1] | below;
	double size = ldexp((double)window, LIMB * (high - 2));
	return negative ? -size : size;
}

struct number
exact_sum_value(const struct exact_sum *sum)
{
	struct number decimals;

	if (!decimal_value(sum, &decimals))
		decimals = number_of_double(nearest_double(sum));
	if (!sum->reals)
		return decimals;

	struct real_sum reals = *sum->reals;
	real_sum_add(&reals, number_to_double(decimals));
	return number_of_double(real_sum_value(&reals));
}

void
exact_sum_free(struct exact_sum *sum)
{
	free(sum->reals);
	*sum = (struct exact_sum){ 0 };
}
