/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/power_sum.h"

#include "number/internal.h"

#include <math.h>
#include <stdlib.h>

enum {
	PRODUCT_SCALE = 2 * NUMBER_SCALE,
	PRODUCT_LOWEST = 2 * BINARY_LOWEST, /* the exponent of the smallest product of two doubles */
	PRODUCT_LIMBS = 4,                  /* of two factors of 128 bits */
	DECIMAL_LIMBS = 5,
	/* 2^1024 squared, 10^36 (2^119.6), 2^64 addends and the sign, in units of 2^PRODUCT_LOWEST */
	REAL_LIMBS = (2 * 1024 + 120 + 64 + 1 - PRODUCT_LOWEST + LIMB - 1) / LIMB,
};

struct real_products { /* two's complement */
	uint64_t limb[REAL_LIMBS];
};

/* A number as size x 10^-NUMBER_SCALE x 2^exponent. */
struct factor {
	uint128 size;
	int exponent; /* 0 for decimals, BINARY_LOWEST or more */
	bool negative;
};

static struct factor
factor_of(struct number number)
{
	if (!number_is_real(number)) {
		int128 units = units_at_scale(number, NUMBER_SCALE);
		return (struct factor){ (uint128)(units < 0 ? -units : units), 0, units < 0 };
	}
	struct binary_parts parts = binary_parts_of(number.real);
	uint128 size = (uint128)parts.mantissa * power_of_ten[NUMBER_SCALE];
	return (struct factor){ size, parts.exponent, number.real < 0 };
}

static struct real_products *
reals_of(struct product_sum *sum)
{
	if (!sum->reals)
		sum->reals = calloc(1, sizeof *sum->reals);
	return sum->reals;
}

/* Adds product x 2^place. */
static void
add_real(struct real_products *reals, const uint64_t product[PRODUCT_LIMBS], int place, bool negative)
{
	uint64_t shifted[PRODUCT_LIMBS + 1] = { 0 };
	int from = place / LIMB, shift = place % LIMB;

	for (int i = 0; i < PRODUCT_LIMBS; i++) {
		uint128 part = (uint128)product[i] << shift;
		shifted[i] |= (uint64_t)part;
		shifted[i + 1] = (uint64_t)(part >> LIMB);
	}
	int above = REAL_LIMBS - from;
	(negative ? limbs_subtract : limbs_add)(
		reals->limb + from, above, shifted, above < PRODUCT_LIMBS + 1 ? above : PRODUCT_LIMBS + 1);
}

static int
product_sum_add(struct product_sum *sum, struct number x, struct number y)
{
	struct factor a = factor_of(x), b = factor_of(y);
	uint64_t left[] = { (uint64_t)a.size, (uint64_t)(a.size >> LIMB) };
	uint64_t right[] = { (uint64_t)b.size, (uint64_t)(b.size >> LIMB) };
	uint64_t product[PRODUCT_LIMBS];
	bool negative = a.negative != b.negative;

	limbs_multiply(product, left, 2, right, 2);
	if (!number_is_real(x) && !number_is_real(y)) {
		(negative ? limbs_subtract : limbs_add)(sum->limb, DECIMAL_LIMBS, product, PRODUCT_LIMBS);
		return 0;
	}
	if (!reals_of(sum))
		return -1;
	add_real(sum->reals, product, a.exponent + b.exponent - PRODUCT_LOWEST, negative);
	return 0;
}

static int
product_sum_merge(struct product_sum *sum, const struct product_sum *other)
{
	if (other->reals) {
		if (!reals_of(sum))
			return -1;
		limbs_add(sum->reals->limb, REAL_LIMBS, other->reals->limb, REAL_LIMBS);
	}
	limbs_add(sum->limb, DECIMAL_LIMBS, other->limb, DECIMAL_LIMBS);
	return 0;
}

/* The sum in units of 10^-PRODUCT_SCALE, times 2^PRODUCT_LOWEST where `real`; without it no double may be in
 * the sum. */
static void
product_sum_big(const struct product_sum *sum, bool real, struct big *big)
{
	big_of_limbs(big, sum->limb, DECIMAL_LIMBS);
	if (real)
		big_shift_left(big, -PRODUCT_LOWEST);
	if (sum->reals) {
		struct big reals;
		big_of_limbs(&reals, sum->reals->limb, REAL_LIMBS);
		big_add(big, &reals);
	}
}

static const struct serialized_form form = {
	.scale = PRODUCT_SCALE,
	.decimal_bits = DECIMAL_LIMBS * LIMB - 1,
	.exponent = PRODUCT_LOWEST,
	.real_bits = REAL_LIMBS * LIMB - 1,
};

/* As exact_sum_save, exact_sum_load and exact_sum_free. */
static void
product_sum_save(const struct product_sum *sum, struct buffer *to)
{
	struct big decimals, reals;

	big_of_limbs(&decimals, sum->limb, DECIMAL_LIMBS);
	if (sum->reals)
		big_of_limbs(&reals, sum->reals->limb, REAL_LIMBS);
	serialized_write(to, &form, &decimals, sum->reals ? &reals : NULL);
}

static int
product_sum_load(struct product_sum *sum, struct slice json)
{
	struct buffer again = { 0 };
	struct big decimals, reals;
	bool real;

	if (!serialized_read(json, &form, &decimals, &reals, &real))
		return 1;
	limbs_add_big(sum->limb, DECIMAL_LIMBS, &decimals);
	if (real) {
		if (!reals_of(sum))
			return -1;
		limbs_add_big(sum->reals->limb, REAL_LIMBS, &reals);
	}
	product_sum_save(sum, &again);
	return serialized_compare(&again, json);
}

static void
product_sum_free(struct product_sum *sum)
{
	free(sum->reals);
	*sum = (struct product_sum){ 0 };
}

/* The scatter, count xy - x y, of which variances and covariances are quotients: exactly, in units of
 * 10^-PRODUCT_SCALE, times 2^PRODUCT_LOWEST where `real`; without it no double may be in the sums. */
static void
scatter_of(uint64_t count, const struct exact_sum *x, const struct exact_sum *y, const struct product_sum *xy,
	bool real, struct big *scatter)
{
	struct big left, right, product;

	exact_sum_big(x, real, &left);
	exact_sum_big(y, real, &right);
	big_multiply(&product, &left, &right);
	product_sum_big(xy, real, scatter);
	big_scale(scatter, count);
	big_subtract(scatter, &product);
}

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
power_scatter(const struct power_sum *sum, struct big *scatter)
{
	scatter_of(sum->count, &sum->sum, &sum->sum, &sum->squares, sum->sum.reals != NULL, scatter);
}

/* The variance is their quotient, times 2^PRODUCT_LOWEST where there are doubles. */
static void
variance_terms(const struct power_sum *sum, struct big *dividend, struct big *divisor)
{
	power_scatter(sum, dividend);
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

	variance_terms(sum, &dividend, &divisor);
	double fraction = big_ratio(&dividend, &divisor, &exponent);
	return ldexp(fraction, exponent + (sum->sum.reals ? PRODUCT_LOWEST : 0));
}

double
power_sum_stddev(const struct power_sum *sum)
{
	struct big dividend, divisor;
	int exponent;

	variance_terms(sum, &dividend, &divisor);
	double fraction = big_ratio_root(&dividend, &divisor, &exponent);
	return ldexp(fraction, exponent + (sum->sum.reals ? PRODUCT_LOWEST / 2 : 0));
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

/* Whether numbers can have these sums: doubles in both or in neither, and a variance that is not below 0. */
static bool
power_sum_possible(const struct power_sum *sum)
{
	struct big scatter;

	if (!sum->sum.reals != !sum->squares.reals)
		return false;
	power_scatter(sum, &scatter);
	return !scatter.negative && (sum->count > 1 || scatter.count == 0);
}

int
power_sum_load(struct power_sum *sum, struct slice json)
{
	struct slice parts[3];

	if (!serialized_split(json, parts, 3) || !serialized_count(parts[0], &sum->count))
		return 1;
	int status = exact_sum_load(&sum->sum, parts[1]);
	if (status == 0)
		status = product_sum_load(&sum->squares, parts[2]);
	if (sum->count == 0)
		return status ? status : !slice_is(json, "[0,0,0]");
	return status ? status : !power_sum_possible(sum);
}

void
power_sum_free(struct power_sum *sum)
{
	exact_sum_free(&sum->sum);
	product_sum_free(&sum->squares);
	sum->count = 0;
}

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

/* The scatter of x, of both and of y, in the same units. */
static void
pair_scatters(const struct pair_sum *sum, struct big *xx, struct big *xy, struct big *yy)
{
	bool real = sum->x.reals || sum->y.reals;

	scatter_of(sum->count, &sum->x, &sum->x, &sum->xx, real, xx);
	scatter_of(sum->count, &sum->x, &sum->y, &sum->xy, real, xy);
	scatter_of(sum->count, &sum->y, &sum->y, &sum->yy, real, yy);
}

/* The root of xy^2 / (xx yy), which is exactly 1 on a line. */
bool
pair_sum_correlation(const struct pair_sum *sum, double *correlation)
{
	struct big xx, xy, yy, dividend, divisor;
	int exponent;

	pair_scatters(sum, &xx, &xy, &yy);
	big_multiply(&dividend, &xy, &xy);
	big_multiply(&divisor, &xx, &yy);
	if (divisor.count == 0)
		return false;
	double size = big_ratio_root(&dividend, &divisor, &exponent);
	size = ldexp(size, exponent);
	*correlation = xy.negative ? -size : size;
	return true;
}

bool
pair_sum_slope(const struct pair_sum *sum, double *slope)
{
	struct big xx, xy, yy;
	int exponent;

	pair_scatters(sum, &xx, &xy, &yy);
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

/* Whether pairs can have these sums: doubles where there must be some, xy^2 <= xx yy. */
static bool
pair_sum_possible(const struct pair_sum *sum)
{
	bool x = sum->x.reals, y = sum->y.reals;
	struct big xx, xy, yy, left, right;

	if (x != (sum->xx.reals != NULL) || y != (sum->yy.reals != NULL) ||
		(x || y) != (sum->xy.reals != NULL))
		return false;
	pair_scatters(sum, &xx, &xy, &yy);
	big_multiply(&left, &xy, &xy);
	big_multiply(&right, &xx, &yy);
	if (sum->count < 2 && (xx.count || xy.count || yy.count))
		return false;
	return !xx.negative && !yy.negative && big_compare_sizes(&left, &right) <= 0;
}

int
pair_sum_load(struct pair_sum *sum, struct slice json)
{
	struct exact_sum *const sums[] = { &sum->x, &sum->y };
	struct product_sum *const products[] = { &sum->xx, &sum->xy, &sum->yy };
	struct slice parts[6];
	int status = 0;

	if (!serialized_split(json, parts, 6) || !serialized_count(parts[0], &sum->count))
		return 1;
	for (size_t i = 0; i < 2 && status == 0; i++)
		status = exact_sum_load(sums[i], parts[1 + i]);
	for (size_t i = 0; i < 3 && status == 0; i++)
		status = product_sum_load(products[i], parts[3 + i]);
	if (sum->count == 0)
		return status ? status : !slice_is(json, "[0,0,0,0,0,0]");
	return status ? status : !pair_sum_possible(sum);
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
