/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/power_sum.h"

#include "number/saved.h"
#include "number/spread.h"

#include <math.h>

enum { PARTS = 6 };

int
pair_sum_add(struct pair_sum *sum, struct number x, struct number y)
{
	if (exact_sum_add(&sum->x, x) || exact_sum_add(&sum->y, y) || product_sum_add(&sum->xx, x, x) ||
		product_sum_add(&sum->xy, x, y) || product_sum_add(&sum->yy, y, y))
		return -1;
	sum->count++;
	return 0;
}

int
pair_sum_merge(struct pair_sum *sum, const struct pair_sum *other)
{
	if (exact_sum_merge(&sum->x, &other->x) || exact_sum_merge(&sum->y, &other->y) ||
		product_sum_merge(&sum->xx, &other->xx) || product_sum_merge(&sum->xy, &other->xy) ||
		product_sum_merge(&sum->yy, &other->yy))
		return -1;
	sum->count += other->count;
	return 0;
}

/* The spreads of x, of both, of y, in the same steps. */
static void
spreads(const struct pair_sum *sum, struct big *xx, struct big *xy, struct big *yy)
{
	bool real = sum->x.reals || sum->y.reals;

	spread_of(sum->count, &sum->x, &sum->x, &sum->xx, real, xx);
	spread_of(sum->count, &sum->x, &sum->y, &sum->xy, real, xy);
	spread_of(sum->count, &sum->y, &sum->y, &sum->yy, real, yy);
}

/* The root of xy^2 / (xx yy), which is exactly 1 on a line. */
bool
pair_sum_correlation(const struct pair_sum *sum, double *correlation)
{
	struct big xx, xy, yy, dividend, divisor;
	int exponent;

	spreads(sum, &xx, &xy, &yy);
	big_multiply(&dividend, &xy, &xy);
	big_multiply(&divisor, &xx, &yy);
	if (divisor.count == 0)
		return false;
	double size = big_root(&dividend, &divisor, &exponent);
	size = ldexp(size, exponent);
	*correlation = xy.negative ? -size : size;
	return true;
}

bool
pair_sum_slope(const struct pair_sum *sum, double *slope)
{
	struct big xx, xy, yy;
	int exponent;

	spreads(sum, &xx, &xy, &yy);
	if (xx.count == 0)
		return false;
	double fraction = big_ratio(&xy, &xx, &exponent);
	*slope = ldexp(fraction, exponent);
	return true;
}

void
pair_sum_save(const struct pair_sum *sum, struct buffer *to)
{
	buffer_byte(to, '[');
	buffer_unsigned(to, sum->count);
	buffer_byte(to, ',');
	exact_sum_save(&sum->x, to);
	buffer_byte(to, ',');
	exact_sum_save(&sum->y, to);
	buffer_byte(to, ',');
	product_sum_save(&sum->xx, to);
	buffer_byte(to, ',');
	product_sum_save(&sum->xy, to);
	buffer_byte(to, ',');
	product_sum_save(&sum->yy, to);
	buffer_byte(to, ']');
}

/* Whether such sums can be: doubles where there must be some, xy^2 <= xx yy. */
static bool
can_be(const struct pair_sum *sum)
{
	bool x = sum->x.reals, y = sum->y.reals;
	struct big xx, xy, yy, left, right;

	if (x != (sum->xx.reals != NULL) || y != (sum->yy.reals != NULL) ||
		(x || y) != (sum->xy.reals != NULL))
		return false;
	spreads(sum, &xx, &xy, &yy);
	big_multiply(&left, &xy, &xy);
	big_multiply(&right, &xx, &yy);
	if (sum->count < 2 && (xx.count || xy.count || yy.count))
		return false;
	return !xx.negative && !yy.negative && big_compare_sizes(&left, &right) <= 0;
}

int
pair_sum_load(struct pair_sum *sum, struct slice json)
{
	struct slice parts[PARTS];
	int status = 0;

	if (!saved_parts(json, parts, PARTS) || !saved_count(parts[0], &sum->count))
		return 1;
	const struct {
		struct exact_sum *sum;
		struct product_sum *products;
	} loads[] = { { &sum->x, NULL }, { &sum->y, NULL }, { NULL, &sum->xx }, { NULL, &sum->xy },
		{ NULL, &sum->yy } };
	for (size_t i = 0; i < PARTS - 1 && status == 0; i++)
		status = loads[i].sum ? exact_sum_load(loads[i].sum, parts[i + 1])
				      : product_sum_load(loads[i].products, parts[i + 1]);
	if (sum->count == 0)
		return status ? status : !slice_is(json, "[0,0,0,0,0,0]");
	return status ? status : !can_be(sum);
}

void
pair_sum_free(struct pair_sum *sum)
{
	exact_sum_free(&sum->x);
	exact_sum_free(&sum->y);
	product_sum_free(&sum->xx);
	product_sum_free(&sum->xy);
	product_sum_free(&sum->yy);
	sum->count = 0;
}
