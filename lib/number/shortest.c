/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/shortest.h"

#include "number/powers.h"
#include "number/real.h"
#include "number/wide.h"

/* What reads back as a double lies between the middles to its neighbours; here in quarters of 10^exponent,
 * each rounded to an odd number where it is no whole one, so that it compares with whole numbers as before.
 */
struct interval {
	uint64_t low, at, high;
	bool open; /* the middles themselves read back as the neighbours, which are even */
};

/* size x power / 2^128, rounded to odd. The power, rounded up, makes it too large by less than 2^-64: of a
 * whole number the second limb is 0, and what is none lies farther from one than that (continued fractions of
 * all powers show it), but for 6.802601037806062e215, which is just above an odd one. */
static uint64_t
rounded_product(uint64_t size, struct power power)
{
	uint128 low = (uint128)size * power.low;
	uint128 high = (uint128)size * power.high + (uint64_t)(low >> 64);

	return (uint64_t)(high >> 64) | ((uint64_t)high != 0);
}

/* Below a power of two the next double is half as far as above. */
static struct interval
interval_of(struct real real, bool uneven, int exponent)
{
	struct power power = power_at(-exponent);
	int shift = real.exponent + binary_exponent(-exponent) + 1;
	uint64_t quarters = 4 * real.mantissa;

	return (struct interval){
		.low = rounded_product((quarters - (uneven ? 1 : 2)) << shift, power),
		.at = rounded_product(quarters << shift, power),
		.high = rounded_product((quarters + 2) << shift, power),
		.open = real.mantissa % 2,
	};
}

static bool
reads_back(const struct interval *interval, uint64_t multiple)
{
	return interval->low + interval->open <= 4 * multiple &&
	       4 * multiple + interval->open <= interval->high;
}

static struct figures
without_zeros(struct figures figures)
{
	while (figures.digits % 10 == 0) {
		figures.digits /= 10;
		figures.exponent++;
	}
	return figures;
}

/* R. Giulietti, "The Schubfach way to render doubles", 2020: the interval is as wide as 10^exponent or wider,
 * and narrower than ten times that. So it holds one multiple of it at least, and at most one of the next
 * power, which is the shortest then. That 128 bits of a power tell all apart is shown there. */
struct figures
shortest_figures(double value)
{
	struct real real = real_of(value);
	bool uneven = real.mantissa == UINT64_C(1) << (REAL_BITS - 1) && real.exponent > REAL_LOWEST;
	int exponent = (uneven ? decimal_exponent_less : decimal_exponent)(real.exponent);
	struct interval interval = interval_of(real, uneven, exponent);
	uint64_t floor = interval.at / 4, tens = floor / 10;

	if (reads_back(&interval, 10 * tens + 10))
		return without_zeros((struct figures){ .digits = tens + 1, .exponent = exponent + 1 });
	if (tens > 0 && reads_back(&interval, 10 * tens))
		return without_zeros((struct figures){ .digits = tens, .exponent = exponent + 1 });
	bool below = reads_back(&interval, floor), above = reads_back(&interval, floor + 1);
	uint64_t rest = interval.at % 4; /* 2 is the middle, 1 and 3 what lies on either side of it */
	bool up = below && above ? rest > 2 || (rest == 2 && floor % 2) : above;
	return without_zeros((struct figures){ .digits = floor + up, .exponent = exponent });
}
