/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/product_sum.h"

#include "number/limbs.h"
#include "number/saved.h"
#include "number/wide.h"

#include <math.h>
#include <stdlib.h>

enum {
	DECIMALS = 5, /* limbs */
	/* 2^1024 squared, 10^36 (2^119.6), 2^64 addends and the sign, in steps of 2^-2148 */
	REALS = (2 * 1024 + 120 + 64 + 1 - PRODUCT_STEP + LIMB - 1) / LIMB,
	PRODUCT = 4, /* of two factors of 128 bits */
	PARTS = 2,
};

struct real_products { /* two's complement */
	uint64_t limb[REALS];
};

/* A number as size x 10^-NUMBER_SCALE x 2^exponent. */
struct factor {
	uint128 size;
	int exponent; /* 0 for decimals, -1074 or more */
	bool negative;
};

static struct factor
factor_of(struct number number)
{
	if (!number_is_real(number)) {
		int128 units = wide_units(number, NUMBER_SCALE);
		return (struct factor){ (uint128)(units < 0 ? -units : units), 0, units < 0 };
	}

	int exponent;
	double fraction = frexp(fabs(number.real), &exponent);
	int place = exponent - 53;
	if (place < PRODUCT_STEP / 2) { /* below DBL_MIN a mantissa has fewer bits */
		fraction = ldexp(fraction, place - PRODUCT_STEP / 2);
		place = PRODUCT_STEP / 2;
	}
	uint128 size = (uint128)ldexp(fraction, 53) * power_of_ten[NUMBER_SCALE];
	return (struct factor){ size, place, number.real < 0 };
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
add_real(struct real_products *reals, const uint64_t product[PRODUCT], int place, bool negative)
{
	uint64_t shifted[PRODUCT + 1] = { 0 };
	int from = place / LIMB, rest = place % LIMB;

	for (int i = 0; i < PRODUCT; i++) {
		uint128 part = (uint128)product[i] << rest;
		shifted[i] |= (uint64_t)part;
		shifted[i + 1] = (uint64_t)(part >> LIMB);
	}
	int room = REALS - from;
	(negative ? limbs_subtract : limbs_add)(
		reals->limb + from, room, shifted, room < PRODUCT + 1 ? room : PRODUCT + 1);
}

int
product_sum_add(struct product_sum *sum, struct number x, struct number y)
{
	struct factor a = factor_of(x), b = factor_of(y);
	uint64_t left[] = { (uint64_t)a.size, (uint64_t)(a.size >> LIMB) };
	uint64_t right[] = { (uint64_t)b.size, (uint64_t)(b.size >> LIMB) };
	uint64_t product[PRODUCT];
	bool negative = a.negative != b.negative;

	limbs_multiply(product, left, 2, right, 2);
	if (!number_is_real(x) && !number_is_real(y)) {
		(negative ? limbs_subtract : limbs_add)(sum->limb, DECIMALS, product, PRODUCT);
		return 0;
	}
	if (!reals_of(sum))
		return -1;
	add_real(sum->reals, product, a.exponent + b.exponent - PRODUCT_STEP, negative);
	return 0;
}

int
product_sum_merge(struct product_sum *sum, const struct product_sum *other)
{
	if (other->reals) {
		if (!reals_of(sum))
			return -1;
		limbs_add(sum->reals->limb, REALS, other->reals->limb, REALS);
	}
	limbs_add(sum->limb, DECIMALS, other->limb, DECIMALS);
	return 0;
}

void
product_sum_big(const struct product_sum *sum, bool real, struct big *big)
{
	big_of_limbs(big, sum->limb, DECIMALS);
	if (real)
		big_shift_up(big, -PRODUCT_STEP);
	if (sum->reals) {
		struct big reals;
		big_of_limbs(&reals, sum->reals->limb, REALS);
		big_add(big, &reals);
	}
}

void
product_sum_save(const struct product_sum *sum, struct buffer *to)
{
	struct big big;

	if (sum->reals)
		buffer_byte(to, '[');
	big_of_limbs(&big, sum->limb, DECIMALS);
	big_write_decimal(to, &big, PRODUCT_SCALE);
	if (!sum->reals)
		return;
	big_of_limbs(&big, sum->reals->limb, REALS);
	buffer_text(to, ",\"");
	big_write_binary(to, &big, PRODUCT_STEP);
	buffer_text(to, "\"]");
}

static int
load_reals(struct product_sum *sum, struct slice text)
{
	struct big big;

	if (text.length < 2)
		return 1;
	text = (struct slice){ text.at + 1, text.length - 2 };
	if (!big_read_binary(&big, text, PRODUCT_STEP, REALS * LIMB - 1))
		return 1;
	if (!reals_of(sum))
		return -1;
	(big.negative ? limbs_subtract : limbs_add)(sum->reals->limb, REALS, big.limb, big.count);
	return 0;
}

int
product_sum_load(struct product_sum *sum, struct slice json)
{
	struct slice parts[PARTS];
	struct big big;
	bool reals = saved_parts(json, parts, PARTS);

	if (!big_read_decimal(&big, reals ? parts[0] : json, PRODUCT_SCALE, DECIMALS * LIMB - 1))
		return 1;
	(big.negative ? limbs_subtract : limbs_add)(sum->limb, DECIMALS, big.limb, big.count);
	int status = reals ? load_reals(sum, parts[1]) : 0;
	if (status)
		return status;
	struct buffer again = { 0 };
	product_sum_save(sum, &again);
	return saved_same(&again, json);
}

void
product_sum_free(struct product_sum *sum)
{
	free(sum->reals);
	*sum = (struct product_sum){ 0 };
}
