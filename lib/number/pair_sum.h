/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pair_sum: the sums behind correlation and slope, without rounding. */
#ifndef NUMBER_PAIR_SUM_H
#define NUMBER_PAIR_SUM_H

#include "base/buffer.h"
#include "base/slice.h"
#include "number/exact_sum.h"
#include "number/number.h"
#include "number/product_sum.h"

#include <stdbool.h>
#include <stdint.h>

struct pair_sum { /* all zero is one of no pairs */
	uint64_t count;
	struct exact_sum x, y;
	struct product_sum xx, xy, yy;
};

/* 0, or -1 when memory ran out. The numbers must be finite. */
int pair_sum_add(struct pair_sum *sum, struct number x, struct number y);

/* Adds what other holds; other is left as it is. 0, or -1 when memory ran out. */
int pair_sum_merge(struct pair_sum *sum, const struct pair_sum *other);

/* Pearson's correlation, exactly 1 or -1 where the pairs lie on a line. False where there is none: fewer than
 * two pairs, or x or y always the same. */
bool pair_sum_correlation(const struct pair_sum *sum, double *correlation);

/* How much y grows when x grows by 1, by least squares. False where x is always the same. */
bool pair_sum_slope(const struct pair_sum *sum, double *slope);

/* Appends [count,x,y,xx,xy,yy] as JSON. save, load and free do as those of power_sum. */
void pair_sum_save(const struct pair_sum *sum, struct buffer *to);
int pair_sum_load(struct pair_sum *sum, struct slice json);
void pair_sum_free(struct pair_sum *sum);

#endif
