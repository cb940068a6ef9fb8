/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/big.h"

#include "number/limbs.h"
#include "number/wide.h"

#include <math.h>
#include <string.h>

enum {
	QUOTIENT = 66, /* bits of a quotient before it is rounded: 65 or more of them count */
	SQUARE = 127,  /* bits of one before its root is taken, of which 62 count */
};

static void
big_trim(struct big *big)
{
	while (big->count > 0 && big->limb[big->count - 1] == 0)
		big->count--;
	if (big->count == 0)
		big->negative = false;
}

void
big_of_limbs(struct big *big, const uint64_t *limb, int n)
{
	memcpy(big->limb, limb, (size_t)n * sizeof *limb);
	big->count = n;
	big->negative = limbs_size(big->limb, n);
	big_trim(big);
}

void
big_of_unsigned(struct big *big, uint64_t value)
{
	big->count = 1;
	big->negative = false;
	big->limb[0] = value;
	big_trim(big);
}

int
big_bits(const struct big *big)
{
	if (big->count == 0)
		return 0;
	return big->count * LIMB - __builtin_clzll(big->limb[big->count - 1]);
}

int
big_compare_sizes(const struct big *a, const struct big *b)
{
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	for (int i = a->count - 1; i >= 0; i--)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	return 0;
}

/* Makes the size `count` limbs long at least. */
static void
big_widen(struct big *big, int count)
{
	while (big->count < count)
		big->limb[big->count++] = 0;
}

static void
add_sizes(struct big *sum, const struct big *addend)
{
	big_widen(sum, addend->count);
	big_widen(sum, sum->count + 1);
	limbs_add(sum->limb, sum->count, addend->limb, addend->count);
}

/* The difference of the sizes, with the sign of sum where that is the larger, else the other one. */
static void
subtract_sizes(struct big *sum, const struct big *other)
{
	if (big_compare_sizes(sum, other) >= 0) {
		limbs_subtract(sum->limb, sum->count, other->limb, other->count);
		return;
	}
	struct big size = *other;
	limbs_subtract(size.limb, size.count, sum->limb, sum->count);
	size.negative = !sum->negative;
	*sum = size;
}

void
big_add(struct big *sum, const struct big *addend)
{
	(sum->negative == addend->negative ? add_sizes : subtract_sizes)(sum, addend);
	big_trim(sum);
}

void
big_subtract(struct big *rest, const struct big *subtrahend)
{
	(rest->negative == subtrahend->negative ? subtract_sizes : add_sizes)(rest, subtrahend);
	big_trim(rest);
}

void
big_multiply(struct big *product, const struct big *a, const struct big *b)
{
	limbs_multiply(product->limb, a->limb, a->count, b->limb, b->count);
	product->count = a->count + b->count;
	product->negative = a->negative != b->negative;
	big_trim(product);
}

void
big_scale(struct big *big, uint64_t factor)
{
	uint128 carry = 0;

	for (int i = 0; i < big->count; i++) {
		carry += (uint128)big->limb[i] * factor;
		big->limb[i] = (uint64_t)carry;
		carry >>= LIMB;
	}
	big->limb[big->count++] = (uint64_t)carry;
	big_trim(big);
}

void
big_shift_up(struct big *big, int bits)
{
	int whole = bits / LIMB, rest = bits % LIMB;

	if (big->count == 0 || bits == 0)
		return;
	memmove(big->limb + whole, big->limb, (size_t)big->count * sizeof *big->limb);
	memset(big->limb, 0, (size_t)whole * sizeof *big->limb);
	big->count += whole;
	big_scale(big, UINT64_C(1) << rest);
}

/* The quotient of the sizes (not 0) in steps of 2^*exponent: `bits` bits, the highest of which may be 0, and
 * the lowest one set where there is a rest. Both are shifted to one length, then it comes bit by bit. */
static uint128
quotient_of(const struct big *dividend, const struct big *divisor, int bits, int *exponent)
{
	struct big rest = *dividend, step = *divisor;
	int longer = big_bits(dividend) - big_bits(divisor);
	uint128 quotient = 0;

	big_shift_up(longer > 0 ? &step : &rest, longer > 0 ? longer : -longer);
	rest.negative = step.negative = false;
	for (int i = 0; i < bits; i++) {
		quotient <<= 1;
		if (big_compare_sizes(&rest, &step) >= 0) {
			big_subtract(&rest, &step);
			quotient |= 1;
		}
		big_shift_up(&rest, 1);
	}
	*exponent = longer - (bits - 1);
	return quotient | (rest.count != 0);
}

/* The conversion to a double is the only rounding. */
static double
fraction_of(uint128 size, int step, int *exponent)
{
	double fraction = frexp((double)size, exponent);

	*exponent += step;
	return fraction;
}

double
big_ratio(const struct big *dividend, const struct big *divisor, int *exponent)
{
	int step;

	*exponent = 0;
	if (dividend->count == 0)
		return 0;
	uint128 quotient = quotient_of(dividend, divisor, QUOTIENT, &step);
	double fraction = fraction_of(quotient, step, exponent);
	return dividend->negative != divisor->negative ? -fraction : fraction;
}

/* The whole part of the root. */
static uint64_t
whole_root(uint128 square)
{
	uint64_t root = 0;

	for (int bit = LIMB - 1; bit >= 0; bit--) {
		uint64_t more = root | UINT64_C(1) << bit;
		if ((uint128)more * more <= square)
			root = more;
	}
	return root;
}

/* The quotient, of an even exponent, has twice as many bits as a root needs; a rest of either makes the root
 * behind its last bit one that is not whole. */
double
big_root(const struct big *dividend, const struct big *divisor, int *exponent)
{
	int bits = SQUARE, step;

	*exponent = 0;
	if (dividend->count == 0)
		return 0;
	if ((big_bits(dividend) - big_bits(divisor) - (bits - 1)) % 2 != 0)
		bits--;
	uint128 square = quotient_of(dividend, divisor, bits, &step);
	uint64_t root = whole_root(square);
	bool rest = (uint128)root * root != square;
	return fraction_of((uint128)root << 1 | rest, step / 2 - 1, exponent);
}
