/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exact_sum: a sum without rounding, which depends neither on the order of the addends nor on how they were
 * split into parts. */
#ifndef NUMBER_EXACT_SUM_H
#define NUMBER_EXACT_SUM_H

#include "base/buffer.h"
#include "base/slice.h"
#include "number/number.h"

#include <stdint.h>

/* Decimals are summed in a 192-bit two's complement integer in units of 10^-NUMBER_SCALE: one addend is below
 * 2^123, so 2^68 of them fit. Doubles are summed in an accumulator over the whole range of a double, which is
 * allocated when the first one comes. */
struct exact_sum { /* all zero is an empty one */
	uint64_t limb[3];
	struct real_sum *reals;
};

/* 0, or -1 when memory ran out. The number must be finite. */
int exact_sum_add(struct exact_sum *sum, struct number number);

/* Adds other's addends; other does not change. 0, or -1 when memory ran out. */
int exact_sum_merge(struct exact_sum *sum, const struct exact_sum *other);

/* The sum: a decimal where the exact value is one, else the nearest double. With both doubles and decimals
 * among the addends, the double nearest to the decimals' sum is added to the exact sum of the doubles, and
 * the result is rounded once. An infinity when the sum is beyond a double. */
struct number exact_sum_value(const struct exact_sum *sum);

/* The exact sum divided by count (1 or more), rounded once. */
struct number exact_sum_mean(const struct exact_sum *sum, uint64_t count);

/* Appends the exact sum as JSON: a number of any length or, with doubles among the addends, an array of the
 * decimals' sum and the doubles' sum, [12.5,"0x3p-1"]. The same bytes for the same addends, in any order. */
void exact_sum_save(const struct exact_sum *sum, struct buffer *to);

/* Loads what exact_sum_save wrote into a sum that is all zero. 0; 1 when exact_sum_save does not write such
 * text (any bytes are safe to try); -1 when memory ran out. To be freed in any case. */
int exact_sum_load(struct exact_sum *sum, struct slice json);

void exact_sum_free(struct exact_sum *sum);

#endif
