/* SPDX-License-Identifier: GPL-3.0-or-later */
/* real_sum: a sum of doubles without rounding (a superaccumulator: R. M. Neal, "Fast exact summation using
 * small and large superaccumulators", 2015). Only lib/number includes it. */
#ifndef NUMBER_REAL_SUM_H
#define NUMBER_REAL_SUM_H

#include "number/big.h"

#include <stdint.h>

enum {
	REAL_SUM_STEP = -1074,        /* the exponent of the smallest double */
	REAL_SUM_BITS = 32 * 66 + 62, /* of the largest sum in such steps */
	REAL_SUM_LIMBS = 67,          /* from 2^-1074 on, 32 bits each, the highest 63: to beyond 2^1100 */
};

/* limb[i] counts steps of 2^(32 i - 1074). An addend puts less than 2^32 into three of them, so that carrying
 * may wait for 2^30 addends. The highest limb keeps the sign. */
struct real_sum { /* all zero is an empty one */
	int64_t limb[REAL_SUM_LIMBS];
	uint32_t addends; /* since the last carrying */
};

/* The double must be finite. */
void real_sum_add(struct real_sum *sum, double real);

void real_sum_merge(struct real_sum *sum, const struct real_sum *other);

/* The nearest double, ties to even; an infinity when it is beyond a double. */
double real_sum_value(const struct real_sum *sum);

/* The sum in steps of 2^REAL_SUM_STEP, and one made of such (at most REAL_SUM_BITS). */
void real_sum_big(const struct real_sum *sum, struct big *big);
void real_sum_of_big(struct real_sum *sum, const struct big *big);

#endif
