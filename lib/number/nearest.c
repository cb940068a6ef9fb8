/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/nearest.h"

#include "number/big.h"
#include "number/powers.h"
#include "number/real.h"
#include "number/wide.h"

#include <math.h>

static const uint64_t exact_integers = UINT64_C(1) << REAL_BITS; /* a double holds each one up to here */

enum { EXACT_POWER = 19 }; /* so does it these powers of ten, and more */

/* size x 2^exponent (size of 127 bits or 128), rounded to a double. The true size is less than one away, on
 * either side; where that could matter, false: the double is then the one below the middle. */
static bool
size_round(uint128 size, int exponent, struct real *real)
{
	int bits = size >> 127 ? 128 : 127;
	int drop = bits - REAL_BITS;

	if (exponent + drop < REAL_LOWEST)
		drop = REAL_LOWEST - exponent;
	*real = (struct real){ 0, exponent + drop };
	if (drop > 128)
		return true;
	uint128 whole = drop < 128 ? size >> drop : 0, half = (uint128)1 << (drop - 1);
	uint128 rest = drop < 128 ? size - (whole << drop) : size;
	real->mantissa = (uint64_t)whole + (rest > half);
	return rest != half;
}

/* The product with the power of ten to 128 bits (W. D. Clinger, "How to read floating point numbers
 * accurately", 1990; D. Lemire, "Number parsing at a gigabyte per second", 2021). The power is above the true
 * one by less than 2^-127 of it, so that the highest 128 bits of the product are less than one step above the
 * true ones, and by cutting less than one below. False, and the double below, when it cannot be told on which
 * side of a middle the product lies. */
static bool
product_round(uint64_t digits, int exponent, struct real *real)
{
	int shift = __builtin_clzll(digits);
	struct power power = power_at(exponent);
	uint128 low = (uint128)(digits << shift) * power.low;
	uint128 size = (uint128)(digits << shift) * power.high + (uint64_t)(low >> 64);
	bool clear = size_round(size, binary_exponent(exponent) - 127 + 64 - shift, real);

	if (clear || exponent < 0 || exponent > POWERS_EXACT)
		return clear;
	real->mantissa += (uint64_t)low != 0 || real->mantissa % 2;
	return true;
}

static void
big_scale_tens(struct big *big, int exponent)
{
	enum { MOST = POWERS_OF_TEN - 1 };

	for (; exponent > MOST; exponent -= MOST)
		big_scale(big, power_of_ten[MOST]);
	big_scale(big, power_of_ten[exponent]);
}

/* digits x 10^exponent against the middle between a double and the next, in whole numbers: that double, or
 * the next, or the even one of the two. The largest have 3,700 bits. */
static double
exact_round(const struct big *digits, int exponent, struct real real)
{
	struct big left = *digits, right;
	int middle = real.exponent - 1;

	big_of_unsigned(&right, 2 * real.mantissa + 1);
	big_scale_tens(exponent < 0 ? &right : &left, exponent < 0 ? -exponent : exponent);
	big_shift_up(middle < 0 ? &left : &right, middle < 0 ? -middle : middle);
	int order = big_compare_sizes(&left, &right);
	real.mantissa += order > 0 || (order == 0 && real.mantissa % 2);
	return real_value(real);
}

double
nearest_double(uint64_t digits, int exponent)
{
	struct real real;
	struct big big;

	if (digits <= exact_integers && exponent >= -EXACT_POWER && exponent <= EXACT_POWER) {
		double ten = (double)power_of_ten[exponent < 0 ? -exponent : exponent];
		return exponent < 0 ? (double)(int64_t)digits / ten : (double)(int64_t)digits * ten;
	}
	if (digits == 0 || exponent < POWERS_LOWEST)
		return 0;
	if (exponent >= LARGEST_POINT)
		return HUGE_VAL;
	if (product_round(digits, exponent, &real))
		return real_value(real);
	big_of_unsigned(&big, digits);
	return exact_round(&big, exponent, real);
}

static uint64_t
few_digits(const char *digits)
{
	uint64_t value = 0;

	for (int i = 0; i < FEW_DIGITS; i++)
		value = value * 10 + (uint64_t)(digits[i] - '0');
	return value;
}

/* The first digits lie below, one more in their last place above: mostly by the same double. If not, by
 * neighbours, which are farther apart. */
double
nearest_double_of_many(const char *digits, int count, int exponent)
{
	uint64_t first = few_digits(digits);
	int cut = exponent + count - FEW_DIGITS;
	struct real below, above;
	struct big big;

	if (product_round(first, cut, &below) && product_round(first + 1, cut, &above) &&
		real_value(below) == real_value(above))
		return real_value(below);
	big_of_unsigned(&big, first);
	for (int i = FEW_DIGITS; i < count; i++) {
		struct big digit;
		big_scale(&big, 10);
		big_of_unsigned(&digit, (uint64_t)(digits[i] - '0'));
		big_add(&big, &digit);
	}
	return exact_round(&big, exponent, below);
}
