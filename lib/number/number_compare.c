/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/number.h"
#include "number/wide.h"

#include <math.h>

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

	int scale = a.scale > b.scale ? a.scale : b.scale;
	int128 left = wide_units(a, scale), right = wide_units(b, scale);
	return (left > right) - (left < right);
}

/* The sizes of a decimal and a double: the double, times the decimal's power of ten, is cut to an integer,
 * which leaves a part below one step of the decimal or nothing. */
static int
sizes_compare(struct number decimal, double real)
{
	int exponent;

	if (real >= 0x1p64)
		return -1;
	uint64_t mantissa = (uint64_t)ldexp(frexp(real, &exponent), 53);
	uint128 scaled = (uint128)mantissa * power_of_ten[decimal.scale]; /* below 2^113 */
	int shift = 53 - exponent;
	uint128 units, size = magnitude(decimal.units);
	bool more = false; /* the double has a part below one unit */
	if (shift <= 0) {
		units = scaled << -shift;
	} else {
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
number_is_close(struct number value, struct number of, struct number share)
{
	struct number off = size_of(number_subtract(value, of));

	return number_compare(off, number_multiply(share, size_of(of))) < 0;
}
