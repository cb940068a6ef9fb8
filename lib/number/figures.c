/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/figures.h"

#include "number/wide.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIRST_FIVES = 28, /* 5^0 to 5^27, the largest in 63 bits */
	MOST_DIGITS = 17, /* tell any two doubles apart */
	PRINTED = 32,     /* bytes for "%.16e" or a uint64_t, "e" and an int */
};

static const uint64_t power_of_five[FIRST_FIVES] = {
	1u,
	5u,
	25u,
	125u,
	625u,
	3125u,
	15625u,
	78125u,
	390625u,
	1953125u,
	9765625u,
	48828125u,
	244140625u,
	1220703125u,
	6103515625u,
	30517578125u,
	152587890625u,
	762939453125u,
	3814697265625u,
	19073486328125u,
	95367431640625u,
	476837158203125u,
	2384185791015625u,
	11920928955078125u,
	59604644775390625u,
	298023223876953125u,
	1490116119384765625u,
	7450580596923828125u,
};

/* No decimal point stands in the text, so that strtod cannot meet a locale's. */
static double
figures_double(uint64_t digits, int exponent)
{
	char text[PRINTED];

	snprintf(text, sizeof text, "%" PRIu64 "e%d", digits, exponent);
	return strtod(text, NULL);
}

static bool
figures_decimal(struct figures figures, struct number *number)
{
	wide units = figures.negative ? -(wide)figures.digits : (wide)figures.digits;

	if (units == 0 || (figures.exponent >= -2 * NUMBER_SCALE && figures.exponent <= 0))
		return wide_decimal(units, units ? -figures.exponent : 0, number);
	if (figures.exponent < 0 || figures.exponent > NUMBER_SCALE)
		return false;
	return wide_decimal(units * (wide)power_of_ten[figures.exponent], 0, number);
}

struct number
figures_number(struct figures figures)
{
	struct number number;

	if (figures_decimal(figures, &number))
		return number;
	double real = figures_double(figures.digits, figures.exponent);
	return real == 0 ? number_of_int(0) : number_of_double(figures.negative ? -real : real);
}

/* What reads back as a double lies between the middles to its neighbours, all of it times 10^places, so that
 * integers stand for decimals. Whether a middle itself reads back does not matter below 2^53: with neighbours
 * 2^-k apart it has more than k decimal places, and one with k places lies inside. */
struct interval {
	uint64_t low, high; /* the first and the last integer that reads back */
	unsigned_wide at;   /* the double itself, in steps of 2^-shift */
	int shift;
	int places;
};

/* The doubles that interval_of takes. */
static bool
is_near(double real)
{
	return real >= 0x1p-36 && real < 0x1p53;
}

/* The interval of mantissa x 2^exponent, exact in 128 bits: places is at most 27, and 4 x mantissa x 5^27
 * below 2^118. With a mantissa of 2^52 the neighbour below is half as far. */
static struct interval
interval_of(uint64_t mantissa, int exponent, int places)
{
	uint64_t fives = power_of_five[places];
	uint64_t below = mantissa == UINT64_C(1) << 52 ? 1 : 2;
	int shift = 2 - exponent - places;
	unsigned_wide low = (unsigned_wide)(4 * mantissa - below) * fives;
	unsigned_wide high = (unsigned_wide)(4 * mantissa + 2) * fives;

	return (struct interval){
		.low = (uint64_t)((low + ((unsigned_wide)1 << shift) - 1) >> shift),
		.high = (uint64_t)(high >> shift),
		.at = (unsigned_wide)(4 * mantissa) * fives,
		.shift = shift,
		.places = places,
	};
}

/* The multiple of step nearest to the double, of two the even one, that lies in the interval. One does. */
static uint64_t
interval_nearest(const struct interval *interval, uint64_t step)
{
	uint64_t floor = (uint64_t)(interval->at >> interval->shift);
	uint64_t multiple = floor / step;
	unsigned_wide over = interval->at - ((unsigned_wide)(multiple * step) << interval->shift);
	unsigned_wide whole = (unsigned_wide)step << interval->shift;

	if (2 * over > whole || (2 * over == whole && multiple % 2))
		multiple++;
	if (multiple * step < interval->low)
		multiple++;
	return multiple;
}

/* The shortest digits between the two middles are the multiple of the largest power of ten that has one there
 * (Steele and White 1990), found in exact integers. */
static struct figures
figures_near(double real)
{
	int exponent;
	uint64_t mantissa = (uint64_t)ldexp(frexp(real, &exponent), 53);
	int tens = (int)floor((exponent - 1) * 0.30103); /* its decimal exponent, or one less */
	struct interval interval = interval_of(mantissa, exponent - 53, MOST_DIGITS - 1 - tens);
	uint64_t step = 1;
	int zeros = 0;

	while (interval.high / (10 * step) * (10 * step) >= interval.low) {
		step *= 10;
		zeros++;
	}
	return (struct figures){
		.digits = interval_nearest(&interval, step),
		.exponent = zeros - interval.places,
	};
}

/* Reads the digits of "%.*e"; the second byte is the decimal point. */
static struct figures
figures_scan(const char *text, int count)
{
	struct figures figures = { .digits = (uint64_t)(text[0] - '0') };

	for (int i = 1; i < count; i++)
		figures.digits = figures.digits * 10 + (uint64_t)(text[i + 1] - '0');
	figures.exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10) - (count - 1);
	return figures;
}

/* The first count of digits whose nearest decimal reads back; 15 digits show any shorter one, but for the
 * doubles below DBL_MIN, which are coarser. At a power of two the next decimal may be the only one that does:
 * the neighbour below is half as far as the one above. */
static struct figures
figures_far(double real)
{
	struct figures figures = { 0 };
	char text[PRINTED];

	for (int count = real < DBL_MIN ? 1 : DBL_DIG; count <= MOST_DIGITS; count++) {
		snprintf(text, sizeof text, "%.*e", count - 1, real);
		figures = figures_scan(text, count);
		if (figures_double(figures.digits, figures.exponent) == real)
			break;
		figures.digits++;
		if (figures_double(figures.digits, figures.exponent) == real)
			break;
	}
	while (figures.digits % 10 == 0) {
		figures.digits /= 10;
		figures.exponent++;
	}
	return figures;
}

struct figures
figures_of(struct number number)
{
	struct figures figures = { 0 };

	if (!number_is_real(number))
		return (struct figures){ magnitude(number.units), -number.scale, number.units < 0 };
	double real = fabs(number.real);
	if (real != 0)
		figures = is_near(real) ? figures_near(real) : figures_far(real);
	figures.negative = number.real < 0;
	return figures;
}
