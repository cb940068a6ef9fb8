/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random doubles worth testing. NUMBERS in the environment is how many are tested. */
#ifndef UNIT_NUMBERS_H
#define UNIT_NUMBERS_H

#include "number/number.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint64_t random_state = 20240607;

/* xorshift64* */
static inline uint64_t
random_bits(void)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return random_state * UINT64_C(2685821657736338717);
}

static inline int
random_below(int n)
{
	return (int)((random_bits() >> 33) % (uint64_t)n);
}

static inline long
numbers_count(long unset)
{
	const char *count = getenv("NUMBERS");

	return count ? atol(count) : unset;
}

static inline double
double_of_bits(uint64_t bits)
{
	double value;

	memcpy(&value, &bits, sizeof value);
	return value;
}

/* Up to three doubles away. */
static inline double
double_near(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	return double_of_bits(bits + (uint64_t)random_below(7) - 3);
}

/* A double beside a middle that is a multiple of a high power of ten. */
static inline double
double_near_tens(void)
{
	int tens = 1 + random_below(22);
	uint64_t middle = 1;

	for (int i = 0; i < tens; i++)
		middle *= 5;
	middle *= ((UINT64_C(1) << 53) / middle + random_bits() % ((UINT64_C(1) << 53) / middle)) | 1;
	return double_near(ldexp((double)middle, tens + random_below(4)));
}

/* A finite double of either sign, but not zero: any bits; below DBL_MIN; near a power of two or ten; short in
 * either base; very large; with quarters, which are the middle of two tenths. */
static inline double
some_double(void)
{
	double value, sign = random_below(2) ? 1 : -1;

	switch (random_below(10)) {
	case 0:
		value = double_of_bits(random_bits() >> 12 >> random_below(52)); /* below DBL_MIN */
		break;
	case 1:
		value = double_near(ldexp(1, random_below(2097) - 1073));
		break;
	case 2:
		value = double_near(pow(10, random_below(631) - 322));
		break;
	case 3:
		value = ldexp((double)(random_bits() >> (12 + random_below(52))), random_below(140) - 70);
		break;
	case 4:
		value = (double)(random_bits() >> (1 + random_below(63))) / pow(10, random_below(23));
		break;
	case 5:
		value = double_near(DBL_MAX * (1 - random_below(9) * DBL_EPSILON));
		break;
	case 6:
		value = ldexp((double)(random_bits() >> 13 | UINT64_C(1) << 52), -2);
		break;
	case 7:
		value = double_near_tens();
		break;
	default:
		value = double_of_bits(random_bits());
	}
	return isfinite(value) && value != 0 ? sign * value : sign;
}

#endif
