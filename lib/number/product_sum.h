/* SPDX-License-Identifier: GPL-3.0-or-later */
/* product_sum: a sum of products x y without rounding. Only lib/number includes it. */
#ifndef NUMBER_PRODUCT_SUM_H
#define NUMBER_PRODUCT_SUM_H

#include "base/buffer.h"
#include "base/slice.h"
#include "number/big.h"
#include "number/number.h"
#include "number/power_sum.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	PRODUCT_SCALE = 2 * NUMBER_SCALE,
	PRODUCT_STEP = -2 * 1074, /* the exponent of the smallest product of two doubles */
};

/* 0, or -1 when memory ran out. The numbers must be finite. */
int product_sum_add(struct product_sum *sum, struct number x, struct number y);
int product_sum_merge(struct product_sum *sum, const struct product_sum *other);

/* The sum in steps of 10^-PRODUCT_SCALE, times 2^PRODUCT_STEP where `real`; without it no double may be in
 * the sum. */
void product_sum_big(const struct product_sum *sum, bool real, struct big *big);

/* As exact_sum_save and exact_sum_load. */
void product_sum_save(const struct product_sum *sum, struct buffer *to);
int product_sum_load(struct product_sum *sum, struct slice json);

void product_sum_free(struct product_sum *sum);

#endif
