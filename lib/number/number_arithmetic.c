/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversion to a double, arithmetic, comparison and rounding of numbers. */
#include "number/number.h"

#include "number/internal.h"

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

static const uint64_t exact_integers = UINT64_C(1) << MANTISSA_BITS; /* a double holds each one up to here */

static int
leading_zeros(uint128 value)
{
	uint64_t high = (uint64_t)(value >> 64);

	return high ? __builtin_clzll(high) : 64 + __builtin_clzll((uint64_t)value);
}

/* The double nearest to dividend / divisor, ties to even. The divisor is below 2^123 and not 0.
 *
 * Two operands that a double holds need one division, which rounds once. Otherwise the quotient is computed
 * to 55 bits or more, the lowest of them set when there is a remainder, so that the conversion of that
 * integer to a double is the only rounding: it can tell a tie from its neighbours. */
static double
ratio(uint128 dividend, uint128 divisor)
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

/* Makes a decimal of units x 10^-scale (scale 0 to 2 NUMBER_SCALE), dropping trailing zeros where it must.
 * False when no decimal has this value. */
static bool
decimal_of_units(int128 units, int scale, struct number *number)
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

/* The same, but the nearest double where no decimal has this value. */
static struct number
number_of_units(int128 units, int scale)
{
	struct number number;

	if (decimal_of_units(units, scale, &number))
		return number;
	int first = scale < NUMBER_SCALE ? scale : NUMBER_SCALE;
	uint128 divisor = (uint128)power_of_ten[first] * power_of_ten[scale - first];
	double size = ratio((uint128)(units < 0 ? -units : units), divisor);
	return number_of_double(units < 0 ? -size : size);
}

double
number_to_double(struct number number)
{
	if (number_is_real(number))
		return number.real;
	/* A double holds both: one division rounds once. */
	if (size_of_units(number.units) <= exact_integers)
		return (double)number.units / (double)(int64_t)power_of_ten[number.scale];
	double size = nearest_double(size_of_units(number.units), -number.scale);
	return number.units < 0 ? -size : size;
}

static bool
either_real(struct number a, struct number b)
{
	return number_is_real(a) || number_is_real(b);
}

static int
larger_scale(struct number a, struct number b)
{
	return a.scale > b.scale ? a.scale : b.scale;
}

struct number
number_add(struct number a, struct number b)
{
	struct number sum = { .scale = a.scale };

	if (a.scale == b.scale && !number_is_real(a) && !__builtin_add_overflow(a.units, b.units, &sum.units))
		return sum;
	if (either_real(a, b))
		return number_of_double(number_to_double(a) + number_to_double(b));

	int scale = larger_scale(a, b);
	return number_of_units(units_at_scale(a, scale) + units_at_scale(b, scale), scale);
}

struct number
number_negate(struct number a)
{
	return number_is_real(a) ? number_of_double(-a.real) : number_of_units(-(int128)a.units, a.scale);
}

struct number
number_subtract(struct number a, struct number b)
{
	struct number difference = { .scale = a.scale };

	if (a.scale == b.scale && !number_is_real(a) &&
		!__builtin_sub_overflow(a.units, b.units, &difference.units))
		return difference;
	if (either_real(a, b))
		return number_of_double(number_to_double(a) - number_to_double(b));

	int scale = larger_scale(a, b);
	return number_of_units(units_at_scale(a, scale) - units_at_scale(b, scale), scale);
}

struct number
number_multiply(struct number a, struct number b)
{
	struct number product = { .scale = a.scale + b.scale };

	if (either_real(a, b))
		return number_of_double(number_to_double(a) * number_to_double(b));
	if (product.scale <= NUMBER_SCALE && !__builtin_mul_overflow(a.units, b.units, &product.units))
		return product;
	return number_of_units((int128)a.units * b.units, product.scale);
}

struct number
number_divide(struct number a, struct number b)
{
	if (either_real(a, b))
		return number_of_double(number_to_double(a) / number_to_double(b));

	uint128 dividend = size_of_units(a.units), divisor = size_of_units(b.units);
	if (a.scale < b.scale)
		dividend *= power_of_ten[b.scale - a.scale];
	else
		divisor *= power_of_ten[a.scale - b.scale];
	double size = ratio(dividend, divisor);
	bool negative = size != 0 && (a.units < 0) != (b.units < 0);
	return number_of_double(negative ? -size : size);
}

struct number
number_remainder(struct number a, struct number b)
{
	if (either_real(a, b))
		return number_of_double(fmod(number_to_double(a), number_to_double(b)));

	/* It is no larger than a and smaller than b, one of which had this scale already: it fits. */
	int scale = larger_scale(a, b);
	int128 rest = units_at_scale(a, scale) % units_at_scale(b, scale);
	return (struct number){ .units = (int64_t)rest, .scale = scale };
}

bool
number_is_zero(struct number a)
{
	return number_is_real(a) ? a.real == 0 : a.units == 0;
}

static int
sign_of(struct number a)
{
	if (number_is_real(a))
		return (a.real > 0) - (a.real < 0);
	return (a.units > 0) - (a.units < 0);
}

static int
reals_compare(double a, double b)
{
	return (a > b) - (a < b);
}

static int
decimals_compare(struct number a, struct number b)
{
	if (a.scale == b.scale)
		return (a.units > b.units) - (a.units < b.units);

	int scale = larger_scale(a, b);
	int128 left = units_at_scale(a, scale), right = units_at_scale(b, scale);
	return (left > right) - (left < right);
}

/* Compares the size of a decimal with a double above 0. The double, times the decimal's power of ten, is cut
 * to an integer; what is cut off is less than one unit of the decimal. */
static int
sizes_compare(struct number decimal, double real)
{
	if (real >= 0x1p64)
		return -1;
	struct binary_parts parts = binary_parts_of(real);
	uint128 scaled = (uint128)parts.mantissa * power_of_ten[decimal.scale]; /* below 2^113 */
	uint128 units, size = size_of_units(decimal.units);
	bool more = false; /* whether something was cut off */
	if (parts.exponent >= 0) {
		units = scaled << parts.exponent;
	} else {
		int shift = -parts.exponent;
		units = shift < 128 ? scaled >> shift : 0;
		more = shift >= 128 || units << shift != scaled;
	}
	return units == size ? -more : size > units ? 1 : -1;
}

static int
mixed_compare(struct number decimal, double real)
{
	int sign = sign_of(decimal), other = sign_of(number_of_double(real));

	if (sign != other || sign == 0)
		return sign - other;
	return sign * sizes_compare(decimal, fabs(real));
}

int
number_compare(struct number a, struct number b)
{
	if (number_is_real(a))
		return number_is_real(b) ? reals_compare(a.real, b.real) : -mixed_compare(b, a.real);
	return number_is_real(b) ? mixed_compare(a, b.real) : decimals_compare(a, b);
}

static struct number
size_of(struct number number)
{
	return number_compare(number, number_of_int(0)) < 0 ? number_negate(number) : number;
}

bool
number_is_close(struct number value, struct number reference, struct number tolerance)
{
	struct number difference = size_of(number_subtract(value, reference));

	return number_compare(difference, number_multiply(tolerance, size_of(reference))) < 0;
}

/* digits / 10^drop, halves up. */
static uint64_t
digits_round(uint64_t digits, int drop)
{
	if (drop >= POWERS_OF_TEN)
		return 0;

	uint64_t unit = power_of_ten[drop], rest = digits % unit;
	return digits / unit + (rest >= unit - rest);
}

struct number
number_round(struct number a, int places)
{
	enum { FARTHEST = 400 }; /* no digit of a double lies farther from the point */

	if (!number_is_finite(a))
		return a;

	struct decimal_parts parts = decimal_parts_of(a);
	int exponent = places > FARTHEST ? -FARTHEST : places < -FARTHEST ? FARTHEST : -places;
	if (exponent > parts.exponent) {
		parts.digits = digits_round(parts.digits, exponent - parts.exponent);
		parts.exponent = exponent;
	}
	return number_of_parts(parts);
}

/* A whole double as a decimal, where it is one. */
static struct number
whole_number(double real)
{
	if (real >= -0x1p63 && real < 0x1p63)
		return number_of_int((int64_t)real);
	return number_of_double(real);
}

struct number
number_floor(struct number a)
{
	if (number_is_real(a))
		return whole_number(floor(a.real));

	int64_t unit = (int64_t)power_of_ten[a.scale], whole = a.units / unit;
	return number_of_int(whole - (a.units % unit < 0));
}

struct number
number_ceil(struct number a)
{
	if (number_is_real(a))
		return whole_number(ceil(a.real));

	int64_t unit = (int64_t)power_of_ten[a.scale], whole = a.units / unit;
	return number_of_int(whole + (a.units % unit > 0));
}
