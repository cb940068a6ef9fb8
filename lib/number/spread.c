/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/spread.h"

#include "number/real_sum.h"
#include "number/wide.h"

void
exact_sum_big(const struct exact_sum *sum, bool real, struct big *big)
{
	big_of_limbs(big, sum->limb, 3);
	if (real)
		big_shift_up(big, -REAL_SUM_STEP);
	if (sum->reals) {
		struct big reals;
		real_sum_big(sum->reals, &reals);
		big_scale(&reals, power_of_ten[NUMBER_SCALE]);
		big_add(big, &reals);
	}
}

void
spread_of(uint64_t count, const struct exact_sum *x, const struct exact_sum *y, const struct product_sum *xy,
	bool real, struct big *spread)
{
	struct big left, right, product;

	exact_sum_big(x, real, &left);
	exact_sum_big(y, real, &right);
	big_multiply(&product, &left, &right);
	product_sum_big(xy, real, spread);
	big_scale(spread, count);
	big_subtract(spread, &product);
}
