/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/nearest.h"
#include "number/number.h"
#include "number/wide.h"

#include <math.h>

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

double
number_to_double(struct number number)
{
	if (number_is_real(number))
		return number.real;
	/* A double holds both: one division rounds once. */
	if (magnitude(number.units) <= UINT64_C(1) << 53)
		return (double)number.units / (double)(int64_t)power_of_ten[number.scale];
	double size = nearest_double(magnitude(number.units), -number.scale);
	return number.units < 0 ? -size : size;
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
	return wide_number(wide_units(a, scale) + wide_units(b, scale), scale);
}

struct number
number_negate(struct number a)
{
	return number_is_real(a) ? number_of_double(-a.real) : wide_number(-(int128)a.units, a.scale);
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
	return wide_number(wide_units(a, scale) - wide_units(b, scale), scale);
}

struct number
number_multiply(struct number a, struct number b)
{
	struct number product = { .scale = a.scale + b.scale };

	if (either_real(a, b))
		return number_of_double(number_to_double(a) * number_to_double(b));
	if (product.scale <= NUMBER_SCALE && !__builtin_mul_overflow(a.units, b.units, &product.units))
		return product;
	return wide_number((int128)a.units * b.units, product.scale);
}

struct number
number_divide(struct number a, struct number b)
{
	if (either_real(a, b))
		return number_of_double(number_to_double(a) / number_to_double(b));

	uint128 dividend = magnitude(a.units), divisor = magnitude(b.units);
	if (a.scale < b.scale)
		dividend *= power_of_ten[b.scale - a.scale];
	else
		divisor *= power_of_ten[a.scale - b.scale];
	double size = wide_ratio(dividend, divisor);
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
	int128 rest = wide_units(a, scale) % wide_units(b, scale);
	return (struct number){ .units = (int64_t)rest, .scale = scale };
}
