/* SPDX-License-Identifier: GPL-3.0-or-later */
/* internal: what the files of lib/number share; nobody else includes it. "Size" is the absolute value. */
#ifndef NUMBER_INTERNAL_H
#define NUMBER_INTERNAL_H

#include "base/buffer.h"
#include "base/bytes.h"
#include "base/slice.h"
#include "number/number.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* number_arithmetic.c */

enum { POWERS_OF_TEN = 20 }; /* 10^0 to 10^19, the largest in 64 bits */
extern const uint64_t power_of_ten[POWERS_OF_TEN];

static inline uint64_t
size_of_units(int64_t units)
{
	return units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
}

/* A decimal in units of 10^-scale, for a scale from its own to NUMBER_SCALE: below 2^123 in size. */
static inline int128
units_at_scale(struct number decimal, int scale)
{
	return (int128)decimal.units * (int128)power_of_ten[scale - decimal.scale];
}

/* The size of a finite double: mantissa x 2^exponent. The mantissa is below 2^53, and 2^52 or more unless the
 * exponent is BINARY_LOWEST. */
struct binary_parts {
	uint64_t mantissa;
	int exponent;
};

enum {
	MANTISSA_BITS = 53,
	BINARY_LOWEST = -1074, /* the exponent of the smallest double ... */
	BINARY_HIGHEST = 971,  /* ... and of the largest */
};

static inline struct binary_parts
binary_parts_of(double value)
{
	const uint64_t hidden = UINT64_C(1) << (MANTISSA_BITS - 1);
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	int field = (int)(bits >> (MANTISSA_BITS - 1) & 0x7ff);
	uint64_t mantissa = bits & (hidden - 1);
	return field ? (struct binary_parts){ mantissa | hidden, BINARY_LOWEST - 1 + field }
		     : (struct binary_parts){ mantissa, BINARY_LOWEST };
}

/* big.c: whole numbers of many 64-bit limbs, the lowest first, for results that are rounded once. */

enum { LIMB = 64 }; /* bits */

/* sum of `count` limbs plus or minus n limbs (n <= count), modulo 2^(64 count): for two's complement as for
 * sizes. limbs_add is inline since every number that is summed passes it: with both counts known at compile
 * time the loop is unrolled. */
void limbs_subtract(uint64_t *sum, int count, const uint64_t *subtrahend, int n);

static inline void
limbs_add(uint64_t *sum, int count, const uint64_t *addend, int n)
{
	uint128 carry = 0;

	for (int i = 0; i < count && (i < n || carry); i++) {
		carry += (uint128)sum[i] + (i < n ? addend[i] : 0);
		sum[i] = (uint64_t)carry;
		carry >>= LIMB;
	}
}

/* The product of two sizes, n + m limbs; it must not overlap its factors. */
void limbs_multiply(uint64_t *product, const uint64_t *a, int n, const uint64_t *b, int m);

/* Replaces an integer in two's complement by its size; returns whether it was negative. */
bool limbs_make_size(uint64_t *limb, int count);

/* Divides a size by one limb; returns the remainder. */
uint64_t limbs_divide(uint64_t *limb, int count, uint64_t divisor);

/* Squares and products of doubles, in units of 10^-36 x 2^-2148, times two counts of 64 bits, are below
 * 2^4443 (power_sum.c); the products of two of these have at most 8,886 bits. */
enum { BIG_LIMBS = 144 };

struct big {
	int count; /* limbs in use, the highest of them not 0; without limbs it is 0 */
	bool negative;
	uint64_t limb[BIG_LIMBS]; /* the size */
};

/* From n limbs in two's complement. */
void big_of_limbs(struct big *big, const uint64_t *limb, int n);
void big_of_unsigned(struct big *big, uint64_t value);

/* Adds a big integer of at most `count` limbs to one in two's complement. */
static inline void
limbs_add_big(uint64_t *sum, int count, const struct big *big)
{
	(big->negative ? limbs_subtract : limbs_add)(sum, count, big->limb, big->count);
}

int big_bits(const struct big *big); /* bits of the size */
int big_compare_sizes(const struct big *a, const struct big *b);
void big_add(struct big *sum, const struct big *addend);
void big_subtract(struct big *difference, const struct big *subtrahend);
void big_multiply(struct big *product, const struct big *a, const struct big *b);
void big_scale(struct big *big, uint64_t factor);
void big_shift_left(struct big *big, int bits);

/* dividend / divisor: the returned fraction (0, or 0.5 to 1 in size: 53 bits, nearest, ties to even) times
 * 2^*exponent. The divisor is not 0. */
double big_ratio(const struct big *dividend, const struct big *divisor, int *exponent);

/* The square root of the quotient of the sizes, in the same form. */
double big_ratio_root(const struct big *dividend, const struct big *divisor, int *exponent);

/* Appends big x 10^-scale as a plain decimal without trailing zeros. At most 384 bits. */
void big_write_decimal(struct buffer *to, const struct big *big, int scale);

/* Appends big x 2^exponent as `-0x1fp-12`: an odd whole number in hexadecimal and its exponent, or 0x0p0. */
void big_write_binary(struct buffer *to, const struct big *big, int exponent);

/* Read what these write (and more: compare with what is written again). False when the text is of another
 * form, is not a multiple of the unit 10^-scale or 2^exponent, or has more than `bits` bits in such units. */
bool big_read_decimal(struct big *big, struct slice text, int scale, int bits);
bool big_read_binary(struct big *big, struct slice text, int exponent, int bits);

/* decimal.c: between decimal digits and doubles. */

struct decimal_parts { /* digits x 10^exponent, below 0 where negative */
	uint64_t digits;
	int exponent;
	bool negative;
};

/* The parts of a decimal; of a finite double the shortest digits that read back as the same double, without
 * trailing zeros after the point (of several the nearest to it, of two as near the even one). */
struct decimal_parts decimal_parts_of(struct number number);

/* The decimal of that value where it is one, else the nearest double, which may be an infinity. */
struct number number_of_parts(struct decimal_parts parts);

enum {
	HIGHEST_POINT = 309,  /* a double is below 1e309; ... */
	LOWEST_POINT = -324,  /* ... half the smallest is above 1e-324 */
	UINT64_DIGITS = 19,   /* always fit in 64 bits */
	NEAREST_DIGITS = 768, /* decide any rounding, with one more that stands for all that follow: the
			       * middle between two doubles has at most 767 */
};

/* The double nearest to digits x 10^exponent, ties to even; an infinity where that is too large. */
double nearest_double(uint64_t digits, int exponent);

/* The same for a text of digits, more than UINT64_DIGITS and at most NEAREST_DIGITS + 1 of them, the first
 * not 0, with 10^(exponent + count) above 10^LOWEST_POINT and at most 10^HIGHEST_POINT. */
double nearest_double_of_digits(const char *digits, int count, int exponent);

enum {
	POWERS_LOWEST = -343, /* 19 digits x 10^-343 are above half of the smallest double */
	POWERS_HIGHEST = 324, /* turns the smallest double into a whole number */
	POWERS_EXACT = 55,    /* 5^0 to 5^55 have at most 128 bits: 10^0 to 10^55 are exact */
};

/* 10^e = power x 2^(binary_exponent(e) - 127), rounded up to a whole number of 128 bits, its highest set. */
struct power {
	uint64_t high, low;
};

extern struct power powers_table[POWERS_HIGHEST - POWERS_LOWEST + 1];
extern atomic_bool powers_ready;

/* Computes the table, once for all threads. */
void powers_make(void);

/* e from POWERS_LOWEST to POWERS_HIGHEST. */
static inline struct power
power_at(int e)
{
	if (!atomic_load_explicit(&powers_ready, memory_order_acquire))
		powers_make();
	return powers_table[e - POWERS_LOWEST];
}

/* The whole part of log2(10^e), for e from -400 to 400: the factor is log2(10) x 2^19. */
static inline int
binary_exponent(int e)
{
	return e * 1741647 >> 19;
}

/* The whole part of log10(2^e), and of log10(3/4 x 2^e), for e from -1,100 to 1,100: the factor is log10(2) x
 * 2^22, the second summand -log10(3/4) x 2^22. */
static inline int
decimal_exponent(int e, bool uneven)
{
	return (e * 1262611 - (uneven ? 524031 : 0)) >> 22;
}

/* serialized.c: sums as JSON. Any bytes are safe to read. */

/* Splits `[a,b,...]` of exactly count parts, which may be such arrays themselves. */
bool serialized_split(struct slice json, struct slice *parts, size_t count);

/* Reads a count as buffer_unsigned writes it. */
bool serialized_count(struct slice json, uint64_t *count);

/* Units and bits of a sum: of its decimals, in units of 10^-scale, and of its doubles, of 2^exponent. */
struct serialized_form {
	int scale, decimal_bits;
	int exponent, real_bits;
};

/* Appends a number or, where there is a sum of doubles, [12.5,"0x3p-1"]. */
void serialized_write(struct buffer *to, const struct serialized_form *form, const struct big *decimals,
	const struct big *reals);

/* Reads what this writes (and more: see serialized_compare). *real: there is a sum of doubles. */
bool serialized_read(struct slice json, const struct serialized_form *form, struct big *decimals,
	struct big *reals, bool *real);

/* The result of a load, which has written again what it read: 0 where both texts are the same, else 1 or,
 * when memory ran out, -1. Frees the text. */
int serialized_compare(struct buffer *again, struct slice json);

/* exact_sum.c */

struct exact_sum;

/* The sum in units of 10^-NUMBER_SCALE, times 2^BINARY_LOWEST where `real`; without it no double may be in
 * the sum. */
void exact_sum_big(const struct exact_sum *sum, bool real, struct big *big);

#endif
