/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power_sum: counts, sums, sums of squares and of products without rounding, so that a variance, a
 * correlation or a slope loses no digit, whatever the mean, and depends neither on the order of the numbers
 * nor on how they were split into parts. */
#ifndef NUMBER_POWER_SUM_H
#define NUMBER_POWER_SUM_H

#include "base/buffer.h"
#include "base/slice.h"
#include "number/exact_sum.h"
#include "number/number.h"

#include <stdbool.h>
#include <stdint.h>

/* A sum of products of two numbers. Products of two decimals are summed in a 320-bit two's complement integer
 * in units of 10^-36: one product is below 2^246. Products with a double in them are summed in units of
 * 10^-36 x 2^-2148, over the whole range of such products; memory for that is allocated when the first one
 * comes. */
struct product_sum { /* all zero is an empty one */
	uint64_t limb[5];
	struct real_products *reals;
};

/* What the variance of numbers needs. */
struct power_sum { /* all zero is one of no numbers */
	uint64_t count;
	struct exact_sum sum;
	struct product_sum squares;
};

/* 0, or -1 when memory ran out. The number must be finite. */
int power_sum_add(struct power_sum *sum, struct number number);

/* Adds other's numbers; other does not change. 0, or -1 when memory ran out. */
int power_sum_merge(struct power_sum *sum, const struct power_sum *other);

/* The mean of one number or more; an infinity when the sum is beyond a double. */
struct number power_sum_mean(const struct power_sum *sum);

/* The sample variance (divided by count - 1) of two numbers or more, as the nearest double; an infinity when
 * it is beyond a double. The standard deviation is the double nearest to the root of the exact variance. */
double power_sum_variance(const struct power_sum *sum);
double power_sum_stddev(const struct power_sum *sum);

/* Appends [count,sum,sum of squares] as JSON: the same bytes for the same numbers, in any order. */
void power_sum_save(const struct power_sum *sum, struct buffer *to);

/* Loads what power_sum_save wrote into a sum that is all zero. 0; 1 when power_sum_save does not write such
 * text (any bytes are safe to try); -1 when memory ran out. To be freed in any case. */
int power_sum_load(struct power_sum *sum, struct slice json);

void power_sum_free(struct power_sum *sum);

/* What the correlation and the slope of pairs of numbers need. */
struct pair_sum { /* all zero is one of no pairs */
	uint64_t count;
	struct exact_sum x, y;
	struct product_sum xx, xy, yy;
};

/* 0, or -1 when memory ran out. The numbers must be finite. */
int pair_sum_add(struct pair_sum *sum, struct number x, struct number y);

/* Adds other's pairs; other does not change. 0, or -1 when memory ran out. */
int pair_sum_merge(struct pair_sum *sum, const struct pair_sum *other);

/* Pearson's correlation, exactly 1 or -1 where the pairs lie on a line. False where there is none: fewer than
 * two pairs, or x or y is constant. */
bool pair_sum_correlation(const struct pair_sum *sum, double *correlation);

/* The slope of the least-squares line: the change of y when x grows by 1. False where x is constant. */
bool pair_sum_slope(const struct pair_sum *sum, double *slope);

/* Appends [count,x,y,xx,xy,yy] as JSON. save, load and free are as those of power_sum. */
void pair_sum_save(const struct pair_sum *sum, struct buffer *to);
int pair_sum_load(struct pair_sum *sum, struct slice json);
void pair_sum_free(struct pair_sum *sum);

#endif
