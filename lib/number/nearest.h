/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nearest: the double nearest to a decimal, ties to even, always. Only lib/number includes it. */
#ifndef NUMBER_NEAREST_H
#define NUMBER_NEAREST_H

#include <stdint.h>

enum {
	LARGEST_POINT = 309,   /* a double is below 1e309; ... */
	SMALLEST_POINT = -324, /* ... half the smallest is above 1e-324 */
	FEW_DIGITS = 19,       /* always fit in 64 bits */
	MOST_DIGITS = 768,     /* decide any rounding when one more says whether something follows: the middle
				* between two doubles has at most 767 */
};

/* digits x 10^exponent; an infinity where that is too large. */
double nearest_double(uint64_t digits, int exponent);

/* The same of a text of digits, more than FEW_DIGITS and at most MOST_DIGITS + 1 of them, the first not 0,
 * with 10^exponent x 10^count above 10^SMALLEST_POINT and not above 10^LARGEST_POINT. */
double nearest_double_of_many(const char *digits, int count, int exponent);

#endif
