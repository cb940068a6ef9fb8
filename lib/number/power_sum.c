/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/power_sum.h"

#include "number/saved.h"
#include "number/spread.h"
#include "number/wide.h"

#include <math.h>

enum { PARTS = 3 };

int
power_sum_add(struct power_sum *sum, struct number number)
{
	if (exact_sum_add(&sum->sum, number) || product_sum_add(&sum->squares, number, number))
		return -1;
	sum->count++;
	return 0;
}

int
power_sum_merge(struct power_sum *sum, const struct power_sum *other)
{
	if (exact_sum_merge(&sum->sum, &other->sum) || product_sum_merge(&sum->squares, &other->squares))
		return -1;
	sum->count += other->count;
	return 0;
}

struct number
power_sum_mean(const struct power_sum *sum)
{
	return exact_sum_mean(&sum->sum, sum->count);
}

static void
spread(const struct power_sum *sum, struct big *spread)
{
	spread_of(sum->count, &sum->sum, &sum->sum, &sum->squares, sum->sum.reals != NULL, spread);
}

/* The variance is their quotient, times 2^SPREAD_STEP where there are doubles. */
static void
variance(const struct power_sum *sum, struct big *dividend, struct big *divisor)
{
	spread(sum, dividend);
	big_of_unsigned(divisor, sum->count);
	big_scale(divisor, sum->count - 1);
	big_scale(divisor, power_of_ten[NUMBER_SCALE]);
	big_scale(divisor, power_of_ten[PRODUCT_SCALE - NUMBER_SCALE]);
}

double
power_sum_variance(const struct power_sum *sum)
{
	struct big dividend, divisor;
	int exponent;

	variance(sum, &dividend, &divisor);
	double fraction = big_ratio(&dividend, &divisor, &exponent);
	return ldexp(fraction, exponent + (sum->sum.reals ? SPREAD_STEP : 0));
}

double
power_sum_stddev(const struct power_sum *sum)
{
	struct big dividend, divisor;
	int exponent;

	variance(sum, &dividend, &divisor);
	double fraction = big_root(&dividend, &divisor, &exponent);
	return ldexp(fraction, exponent + (sum->sum.reals ? SPREAD_STEP / 2 : 0));
}

void
power_sum_save(const struct power_sum *sum, struct buffer *to)
{
	buffer_byte(to, '[');
	buffer_unsigned(to, sum->count);
	buffer_byte(to, ',');
	exact_sum_save(&sum->sum, to);
	buffer_byte(to, ',');
	product_sum_save(&sum->squares, to);
	buffer_byte(to, ']');
}

/* Whether such sums can be: doubles in both or in neither, and a variance that is not below 0. */
static bool
can_be(const struct power_sum *sum)
{
	struct big size;

	if (!sum->sum.reals != !sum->squares.reals)
		return false;
	spread(sum, &size);
	return !size.negative && (sum->count > 1 || size.count == 0);
}

int
power_sum_load(struct power_sum *sum, struct slice json)
{
	struct slice parts[PARTS];

	if (!saved_parts(json, parts, PARTS) || !saved_count(parts[0], &sum->count))
		return 1;
	int status = exact_sum_load(&sum->sum, parts[1]);
	if (status == 0)
		status = product_sum_load(&sum->squares, parts[2]);
	if (sum->count == 0)
		return status ? status : !slice_is(json, "[0,0,0]");
	return status ? status : !can_be(sum);
}

void
power_sum_free(struct power_sum *sum)
{
	exact_sum_free(&sum->sum);
	product_sum_free(&sum->squares);
	sum->count = 0;
}
