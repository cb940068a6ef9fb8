/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/exact_sum.h"

#include "number/internal.h"

#include <math.h>
#include <stdlib.h>

/* A superaccumulator: R. M. Neal, "Fast exact summation using small and large superaccumulators", 2015.
 * limb[i] counts units of 2^(32 i - 1074), so that the limbs reach beyond 2^1100; the highest keeps the sign.
 * A double adds less than 2^32 to three of them, so carrying can wait for 2^30 addends. */
enum {
	REAL_LIMBS = 67,
	REAL_TOP = REAL_LIMBS - 1,
	REAL_LIMB = 32,                            /* bits, but 63 of the highest */
	REAL_SUM_BITS = REAL_LIMB * REAL_TOP + 62, /* of the largest sum */
};

struct real_sum { /* all zero is an empty one */
	int64_t limb[REAL_LIMBS];
	uint32_t addends; /* since the last carrying */
};

static const int64_t limb_mask = (INT64_C(1) << REAL_LIMB) - 1;
static const uint32_t most_addends = UINT32_C(1) << 30;

/* Brings each limb but the highest to 0 .. 2^32 - 1: one form for each value. */
static void
real_sum_carry(struct real_sum *sum)
{
	for (int i = 0; i < REAL_TOP; i++) {
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

static void
real_sum_add(struct real_sum *sum, double real)
{
	struct binary_parts parts = binary_parts_of(real);
	int place = parts.exponent - BINARY_LOWEST; /* of the mantissa's lowest bit */
	uint128 mantissa = (uint128)parts.mantissa << place % REAL_LIMB;
	int64_t *limb = sum->limb + place / REAL_LIMB;
	for (int i = 0; i < 3; i++, mantissa >>= REAL_LIMB) {
		int64_t part = (int64_t)mantissa & limb_mask;
		limb[i] += real < 0 ? -part : part;
	}
	real_sum_count(sum);
}

static void
real_sum_merge(struct real_sum *sum, const struct real_sum *other)
{
	struct real_sum carried = *other;

	real_sum_carry(&carried);
	for (int i = 0; i < REAL_LIMBS; i++)
		sum->limb[i] += carried.limb[i];
	real_sum_count(sum);
}

/* The nearest double, ties to even; an infinity when the sum is beyond a double. Three limbs from the highest
 * that is not zero hold 65 bits or more, or the whole sum; with a bit for what lies below them, their
 * conversion to a double is the only rounding. (Below DBL_MIN there are so few bits that none is lost.) */
static double
real_sum_value(const struct real_sum *sum)
{
	struct real_sum size = *sum;
	bool negative, below = false;

	real_sum_carry(&size);
	negative = size.limb[REAL_TOP] < 0;
	if (negative) {
		for (int i = 0; i < REAL_LIMBS; i++)
			size.limb[i] = -size.limb[i];
		real_sum_carry(&size);
	}
	int high = REAL_TOP;
	while (high > 2 && size.limb[high] == 0)
		high--;
	for (int i = 0; i < high - 2; i++)
		below |= size.limb[i] != 0;
	uint64_t middle = (uint64_t)size.limb[high - 1], low = (uint64_t)size.limb[high - 2] | below;
	uint128 window = (uint128)size.limb[high] << 2 * REAL_LIMB | middle << REAL_LIMB | low;
	double real = ldexp((double)window, (high - 2) * REAL_LIMB + BINARY_LOWEST);
	return negative ? -real : real;
}

/* The sum in units of 2^BINARY_LOWEST. */
static void
real_sum_big(const struct real_sum *sum, struct big *big)
{
	uint64_t limb[REAL_LIMBS / 2 + 1];
	struct real_sum carried = *sum;

	real_sum_carry(&carried);
	for (int i = 0; i < REAL_TOP; i += 2)
		limb[i / 2] = (uint64_t)carried.limb[i] | (uint64_t)carried.limb[i + 1] << REAL_LIMB;
	limb[REAL_TOP / 2] = (uint64_t)carried.limb[REAL_TOP];
	big_of_limbs(big, limb, REAL_TOP / 2 + 1);
}

/* The inverse: of at most REAL_SUM_BITS. */
static void
real_sum_of_big(struct real_sum *sum, const struct big *big)
{
	*sum = (struct real_sum){ 0 };
	for (int i = 0; i < big->count; i++) {
		int64_t low = (int64_t)big->limb[i] & limb_mask, high = (int64_t)(big->limb[i] >> REAL_LIMB);
		sum->limb[2 * i] = low;
		if (2 * i < REAL_TOP)
			sum->limb[2 * i + 1] = high;
		else
			sum->limb[2 * i] = (int64_t)big->limb[i];
	}
	for (int i = 0; big->negative && i < REAL_LIMBS; i++)
		sum->limb[i] = -sum->limb[i];
	real_sum_carry(sum);
}

enum { DECIMAL_LIMBS = 3 };

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
		uint128 units = (uint128)units_at_scale(number, NUMBER_SCALE);
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
	limbs_add(sum->limb, DECIMAL_LIMBS, other->limb, DECIMAL_LIMBS);
	return 0;
}

/* The sum of the decimals as a decimal with the fewest places; false when it is not one. Trailing zeros are
 * dropped 16, 8, ... at a time. */
static bool
decimals_exact(const struct exact_sum *sum, struct number *value)
{
	const uint64_t sign_bit = UINT64_C(1) << 63;
	uint64_t limb[DECIMAL_LIMBS], shorter[DECIMAL_LIMBS];
	int scale = NUMBER_SCALE;

	memcpy(limb, sum->limb, sizeof limb);
	bool negative = limbs_make_size(limb, DECIMAL_LIMBS);
	for (int step = 16; step > 0; step /= 2) {
		memcpy(shorter, limb, sizeof limb);
		if (scale < step || limbs_divide(shorter, DECIMAL_LIMBS, power_of_ten[step]) != 0)
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

/* The double nearest to the sum of the decimals, ties to even. One limb after the point makes the quotient
 * long enough: its two highest limbs, with a bit for what lies below them, are then rounded once. A sum
 * shorter than that is exact here. */
static double
decimals_rounded(const struct exact_sum *sum)
{
	uint64_t limb[DECIMAL_LIMBS + 1] = { 0 };

	memcpy(limb + 1, sum->limb, sizeof sum->limb);
	bool negative = limbs_make_size(limb + 1, DECIMAL_LIMBS);
	bool below = limbs_divide(limb, DECIMAL_LIMBS + 1, power_of_ten[NUMBER_SCALE]) != 0;
	int high = DECIMAL_LIMBS;
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

	if (!decimals_exact(sum, &decimals))
		decimals = number_of_double(decimals_rounded(sum));
	if (!sum->reals)
		return decimals;

	struct real_sum reals = *sum->reals;
	real_sum_add(&reals, number_to_double(decimals));
	return number_of_double(real_sum_value(&reals));
}

void
exact_sum_big(const struct exact_sum *sum, bool real, struct big *big)
{
	big_of_limbs(big, sum->limb, DECIMAL_LIMBS);
	if (real)
		big_shift_left(big, -BINARY_LOWEST);
	if (sum->reals) {
		struct big reals;
		real_sum_big(sum->reals, &reals);
		big_scale(&reals, power_of_ten[NUMBER_SCALE]);
		big_add(big, &reals);
	}
}

struct number
exact_sum_mean(const struct exact_sum *sum, uint64_t count)
{
	struct number value = exact_sum_value(sum);
	struct big dividend, divisor;
	bool real = sum->reals;
	int exponent;

	if (!number_is_real(value))
		return number_divide(value, number_of_int((int64_t)count));
	exact_sum_big(sum, real, &dividend);
	big_of_unsigned(&divisor, count);
	big_scale(&divisor, power_of_ten[NUMBER_SCALE]);
	double fraction = big_ratio(&dividend, &divisor, &exponent);
	return number_of_double(ldexp(fraction, exponent + (real ? BINARY_LOWEST : 0)));
}

static const struct serialized_form form = {
	.scale = NUMBER_SCALE,
	.decimal_bits = DECIMAL_LIMBS * LIMB - 1,
	.exponent = BINARY_LOWEST,
	.real_bits = REAL_SUM_BITS,
};

void
exact_sum_save(const struct exact_sum *sum, struct buffer *to)
{
	struct big decimals, reals;

	big_of_limbs(&decimals, sum->limb, DECIMAL_LIMBS);
	if (sum->reals)
		real_sum_big(sum->reals, &reals);
	serialized_write(to, &form, &decimals, sum->reals ? &reals : NULL);
}

int
exact_sum_load(struct exact_sum *sum, struct slice json)
{
	struct buffer again = { 0 };
	struct big decimals, reals;
	bool real;

	if (!serialized_read(json, &form, &decimals, &reals, &real))
		return 1;
	limbs_add_big(sum->limb, DECIMAL_LIMBS, &decimals);
	if (real) {
		if (!reals_of(sum))
			return -1;
		real_sum_of_big(sum->reals, &reals);
	}
	exact_sum_save(sum, &again);
	return serialized_compare(&again, json);
}

void
exact_sum_free(struct exact_sum *sum)
{
	free(sum->reals);
	*sum = (struct exact_sum){ 0 };
}
