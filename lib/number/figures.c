/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/figures.h"

#include "number/nearest.h"
#include "number/shortest.h"
#include "number/wide.h"

#include <math.h>

enum {
	NEAR_PLACES = 3,
	LEAST_EXPONENT = -2 * NUMBER_SCALE, /* no 64 bits have more zeros at their end than the difference */
};

static const double near_unit = 1000; /* 10^NEAR_PLACES */
static const double near_most = 1e15; /* doubles tell all numbers of 15 digits apart */

static bool
figures_decimal(struct figures figures, struct number *number)
{
	const uint64_t most = (uint64_t)INT64_MAX + figures.negative;

	if (figures.exponent < LEAST_EXPONENT || figures.exponent > NUMBER_SCALE)
		return false;
	if (figures.exponent > 0) {
		if (__builtin_mul_overflow(figures.digits, power_of_ten[figures.exponent], &figures.digits))
			return false;
		figures.exponent = 0;
	}
	while (figures.exponent < -NUMBER_SCALE || (figures.exponent < 0 && figures.digits > most)) {
		if (figures.digits % 10 != 0)
			return false;
		figures.digits /= 10;
		figures.exponent++;
	}
	if (figures.digits > most)
		return false;
	uint64_t units = figures.negative ? 0 - figures.digits : figures.digits;
	*number = (struct number){ .units = (int64_t)units, .scale = -figures.exponent };
	return true;
}

struct number
figures_number(struct figures figures)
{
	struct number number;

	if (figures.digits == 0)
		return number_of_int(0);
	if (figures_decimal(figures, &number))
		return number;
	double real = nearest_double(figures.digits, figures.exponent);
	return real == 0 ? number_of_int(0) : number_of_double(figures.negative ? -real : real);
}

/* A double that is the nearest to a number of few places and at most 15 digits: no other of as few digits
 * reads back as the same double, so that these are the shortest. */
static bool
figures_near(double real, struct figures *figures)
{
	double scaled = real * near_unit;

	if (scaled >= near_most)
		return false;
	*figures = (struct figures){ .digits = (uint64_t)(scaled + 0.5), .exponent = -NEAR_PLACES };
	if ((double)figures->digits / near_unit != real)
		return false;
	for (; figures->exponent < 0 && figures->digits % 10 == 0; figures->exponent++)
		figures->digits /= 10;
	return true;
}

struct figures
figures_of(struct number number)
{
	struct figures figures = { 0 };

	if (!number_is_real(number))
		return (struct figures){ magnitude(number.units), -number.scale, number.units < 0 };
	double real = fabs(number.real);
	if (real != 0 && !figures_near(real, &figures))
		figures = shortest_figures(real);
	figures.negative = number.real < 0;
	return figures;
}
