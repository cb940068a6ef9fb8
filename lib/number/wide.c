/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/wide.h"

#include <math.h>

const uint64_t power_of_ten[POWERS_OF_TEN] = {
	1u,
	10u,
	100u,
	1000u,
	10000u,
	100000u,
	1000000u,
	10000000u,
	100000000u,
	1000000000u,
	10000000000u,
	100000000000u,
	1000000000000u,
	10000000000000u,
	100000000000000u,
	1000000000000000u,
	10000000000000000u,
	100000000000000000u,
	1000000000000000000u,
	10000000000000000000u,
};

static const uint64_t exact_integers = UINT64_C(1) << 53; /* a double holds each one up to here */

bool
wide_decimal(int128 units, int scale, struct number *number)
{
	while (scale > NUMBER_SCALE || (scale > 0 && units != (int64_t)units)) {
		if (units % 10 != 0)
			return false;
		units /= 10;
		scale--;
	}
	if (units != (int64_t)units)
		return false;
	*number = (struct number){ .units = (int64_t)units, .scale = scale };
	return true;
}

static int
leading_zeros(uint128 value)
{
	uint64_t high = (uint64_t)(value >> 64);

	return high ? __builtin_clzll(high) : 64 + __builtin_clzll((uint64_t)value);
}

/* Two operands that a double holds need one division, which rounds once. Otherwise the quotient is taken to
 * 55 bits or more, the lowest of them set when anything is left over, so that the conversion of that integer
 * to a double is the only rounding: it can tell a tie from what lies beside it. */
double
wide_ratio(uint128 dividend, uint128 divisor)
{
	if (dividend <= exact_integers && divisor <= exact_integers)
		return (double)(uint64_t)dividend / (double)(uint64_t)divisor;
	if (dividend == 0)
		return 0;

	int shift = leading_zeros(dividend);
	uint128 quotient = (dividend << shift) / divisor;
	uint128 rest = (dividend << shift) % divisor;
	for (; quotient < (UINT64_C(1) << 55); shift++) {
		rest <<= 1;
		quotient <<= 1;
		if (rest >= divisor) {
			rest -= divisor;
			quotient |= 1;
		}
	}
	return ldexp((double)(quotient | (rest != 0)), -shift);
}

struct number
wide_number(int128 units, int scale)
{
	struct number number;

	if (wide_decimal(units, scale, &number))
		return number;
	int first = scale < NUMBER_SCALE ? scale : NUMBER_SCALE;
	uint128 divisor = (uint128)power_of_ten[first] * power_of_ten[scale - first];
	double size = wide_ratio((uint128)(units < 0 ? -units : units), divisor);
	return number_of_double(units < 0 ? -size : size);
}
