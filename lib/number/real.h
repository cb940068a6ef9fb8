/* SPDX-License-Identifier: GPL-3.0-or-later */
/* real: a finite double as a whole number and a power of two. Only lib/number includes it. */
#ifndef NUMBER_REAL_H
#define NUMBER_REAL_H

#include <stdint.h>
#include <string.h>

enum {
	REAL_BITS = 53,      /* of a mantissa */
	REAL_LOWEST = -1074, /* the exponent of the smallest double ... */
	REAL_HIGHEST = 971,  /* ... and of the largest */
};

/* The size of a double: mantissa x 2^exponent, the mantissa below 2^53; 2^52 or more but at REAL_LOWEST. */
struct real {
	uint64_t mantissa;
	int exponent;
};

static inline struct real
real_of(double value)
{
	const uint64_t hidden = UINT64_C(1) << (REAL_BITS - 1);
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	int field = (int)(bits >> (REAL_BITS - 1) & 0x7ff);
	uint64_t mantissa = bits & (hidden - 1);
	return field ? (struct real){ mantissa | hidden, REAL_LOWEST - 1 + field }
		     : (struct real){ mantissa, REAL_LOWEST };
}

/* The way back. A mantissa of 2^53 is allowed, and an exponent too high, which is an infinity. */
static inline double
real_value(struct real real)
{
	uint64_t bits = UINT64_C(0x7ff) << (REAL_BITS - 1);
	double value;

	if (real.exponent <= REAL_HIGHEST)
		bits = ((uint64_t)(real.exponent - REAL_LOWEST) << (REAL_BITS - 1)) + real.mantissa;
	memcpy(&value, &bits, sizeof value);
	return value;
}

#endif
