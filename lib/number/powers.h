/* SPDX-License-Identifier: GPL-3.0-or-later */
/* powers: the powers of ten that reach over all doubles, to 128 bits, between decimal and binary. Only
 * lib/number includes it. */
#ifndef NUMBER_POWERS_H
#define NUMBER_POWERS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

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

/* Computes the table, once for all threads; what is in it is proved as it is put there. */
void powers_make(void);

/* e from POWERS_LOWEST to POWERS_HIGHEST. */
static inline struct power
power_at(int e)
{
	if (!atomic_load_explicit(&powers_ready, memory_order_acquire))
		powers_make();
	return powers_table[e - POWERS_LOWEST];
}

/* The whole part of log2(10^e), of log10(2^e) and of log10(3/4 x 2^e), for e from -1,100 to 1,100 (to 400 for
 * the first): the factors are log2(10) x 2^19 and log10(2) x 2^22, the second summand -log10(3/4) x 2^22. */
static inline int
binary_exponent(int e)
{
	return e * 1741647 >> 19;
}

static inline int
decimal_exponent(int e)
{
	return e * 1262611 >> 22;
}

static inline int
decimal_exponent_less(int e)
{
	return (e * 1262611 - 524031) >> 22;
}

#endif
