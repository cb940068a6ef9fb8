/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wide: what 128 bits and powers of ten do for numbers. Only lib/number includes it. */
#ifndef NUMBER_WIDE_H
#define NUMBER_WIDE_H

#include "base/bytes.h"
#include "number/number.h"

#include <stdbool.h>
#include <stdint.h>

enum { POWERS_OF_TEN = 20 }; /* 10^0 to 10^19, the largest in 64 bits */
extern const uint64_t power_of_ten[POWERS_OF_TEN];

static inline uint64_t
magnitude(int64_t units)
{
	return units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
}

/* units of a decimal in steps of 10^-scale, for a scale from its own to NUMBER_SCALE: below 2^123. */
static inline int128
wide_units(struct number decimal, int scale)
{
	return (int128)decimal.units * (int128)power_of_ten[scale - decimal.scale];
}

/* Makes a decimal of units x 10^-scale (scale 0 to 2 NUMBER_SCALE), dropping trailing zeros where it must.
 * False when the value is no decimal. */
bool wide_decimal(int128 units, int scale, struct number *number);

/* The same, but the nearest double where the value is no decimal. */
struct number wide_number(int128 units, int scale);

/* The double nearest to dividend / divisor, ties to even. The divisor is below 2^123 and not 0. */
double wide_ratio(uint128 dividend, uint128 divisor);

#endif
