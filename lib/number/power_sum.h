/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power_sum: count, sum and sum of squares without rounding, so that a variance loses no digit, whatever the
 * mean, and neither the order of the numbers nor the way they were cut into parts can change it. */
#ifndef NUMBER_POWER_SUM_H
#define NUMBER_POWER_SUM_H

#include "base/buffer.h"
#include "base/slice.h"
#include "number/exact_sum.h"
#include "number/number.h"
#include "number/product_sum.h"

#include <stdint.h>

struct power_sum { /* all zero is one of no numbers */
	uint64_t count;
	struct exact_sum sum;
	struct product_sum squares;
};

/* 0, or -1 when memory ran out. The number must be finite. */
int power_sum_add(struct power_sum *sum, struct number number);

/* Adds what other holds; other is left as it is. 0, or -1 when memory ran out. */
int power_sum_merge(struct power_sum *sum, const struct power_sum *other);

/* Of one number or more; an infinity when the sum is beyond a double. */
struct number power_sum_mean(const struct power_sum *sum);

/* The variance by count - 1, the nearest double; of two numbers or more. An infinity when it is beyond a
 * double. The deviation is the double nearest to the root of the exact one. */
double power_sum_variance(const struct power_sum *sum);
double power_sum_deviation(const struct power_sum *sum);

/* Appends [count,sum,sum of squares] as JSON: the same bytes for the same numbers, in any order. */
void power_sum_save(const struct power_sum *sum, struct buffer *to);

/* Makes an all-zero sum what was saved. 0; 1 when power_sum_save does not write that (any bytes are safe to
 * try); -1 when memory ran out. To be freed in any case. */
int power_sum_load(struct power_sum *sum, struct slice json);

void power_sum_free(struct power_sum *sum);

#endif
