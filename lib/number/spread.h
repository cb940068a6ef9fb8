/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spread: what a variance or covariance is the quotient of. Only lib/number includes it. */
#ifndef NUMBER_SPREAD_H
#define NUMBER_SPREAD_H

#include "number/big.h"
#include "number/exact_sum.h"
#include "number/product_sum.h"

#include <stdbool.h>
#include <stdint.h>

enum { SPREAD_STEP = PRODUCT_STEP };

/* The sum in steps of 10^-NUMBER_SCALE, times 2^(SPREAD_STEP / 2) where `real`. */
void exact_sum_big(const struct exact_sum *sum, bool real, struct big *big);

/* count xy - x y, exactly: in steps of 10^-PRODUCT_SCALE, times 2^SPREAD_STEP where `real`; without it no
 * double may be in the sums. */
void spread_of(uint64_t count, const struct exact_sum *x, const struct exact_sum *y,
	const struct product_sum *xy, bool real, struct big *spread);

#endif
