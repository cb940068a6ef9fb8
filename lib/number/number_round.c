/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/figures.h"
#include "number/number.h"
#include "number/wide.h"

#include <math.h>

enum { FARTHEST = 400 }; /* no digit of a double lies farther from the point */

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
	if (!number_is_finite(a))
		return a;

	struct figures figures = figures_of(a);
	int exponent = places > FARTHEST ? -FARTHEST : places < -FARTHEST ? FARTHEST : -places;
	if (exponent > figures.exponent) {
		figures.digits = digits_round(figures.digits, exponent - figures.exponent);
		figures.exponent = exponent;
	}
	return figures_number(figures);
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
