/* SPDX-License-Identifier: GPL-3.0-or-later */
/* big: whole numbers of up to 9,216 bits, for results that are rounded once. Only lib/number includes it. */
#ifndef NUMBER_BIG_H
#define NUMBER_BIG_H

#include "base/buffer.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

/* Squares and products of doubles, in steps of 10^-36 x 2^-2148, times two counts of 64 bits, are below
 * 2^4443 (power_sum.c, pair_sum.c); the products of two of these have at most 8,886 bits. */
enum { BIG_LIMBS = 144 };

struct big {
	int count; /* of limbs in use, the highest of them not 0; 0 limbs are 0 */
	bool negative;
	uint64_t limb[BIG_LIMBS]; /* the size, the lowest first */
};

/* The whole number of n limbs in two's complement. */
void big_of_limbs(struct big *big, const uint64_t *limb, int n);
void big_of_unsigned(struct big *big, uint64_t value);

int big_bits(const struct big *big);
int big_compare_sizes(const struct big *a, const struct big *b);
void big_add(struct big *sum, const struct big *addend);
void big_subtract(struct big *rest, const struct big *subtrahend);
void big_multiply(struct big *product, const struct big *a, const struct big *b);
void big_scale(struct big *big, uint64_t factor);
void big_shift_up(struct big *big, int bits);

/* The quotient is the returned fraction (0, or 0.5 to 1 in size: 53 bits, nearest, ties to even) times
 * 2^*exponent. The divisor is not 0. */
double big_ratio(const struct big *dividend, const struct big *divisor, int *exponent);

/* The same of the root of the quotient of the sizes. */
double big_root(const struct big *dividend, const struct big *divisor, int *exponent);

/* Appends big x 10^-scale as a plain decimal without zeros at its end. At most 384 bits. */
void big_write_decimal(struct buffer *to, const struct big *big, int scale);

/* Appends big x 2^exponent as `-0x1fp-12`: an odd whole number in hexadecimal and its exponent, or 0x0p0. */
void big_write_binary(struct buffer *to, const struct big *big, int exponent);

/* Read what these write (and more: compare with what is written again). False when the text is neither, is
 * no multiple of the step 10^-scale or 2^exponent, or has more than `bits` bits in such steps. */
bool big_read_decimal(struct big *big, struct slice text, int scale, int bits);
bool big_read_binary(struct big *big, struct slice text, int exponent, int bits);

#endif
