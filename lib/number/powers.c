/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/powers.h"

#include "number/big.h"
#include "number/limbs.h"

#include <pthread.h>

struct power powers_table[POWERS_HIGHEST - POWERS_LOWEST + 1];
atomic_bool powers_ready;

static void
power_set(int e, uint128 size)
{
	powers_table[e - POWERS_LOWEST] = (struct power){ (uint64_t)(size >> LIMB), (uint64_t)size };
}

/* The highest 128 bits of a size, rounded up: no power of five ends in so many ones that this would carry
 * beyond them (it would be too near to a power of two). */
static uint128
highest_bits(const struct big *size)
{
	struct big aligned = *size;
	bool below = false;

	big_shift_up(&aligned, 3 * LIMB - big_bits(size) % LIMB);
	int top = aligned.count - 1;
	for (int i = 0; i < top - 1; i++)
		below |= aligned.limb[i] != 0;
	return ((uint128)aligned.limb[top] << LIMB | aligned.limb[top - 1]) + below;
}

/* 2^(127 + the bits of five) / five, rounded up, from something near: the quotient is right when what the
 * product is above the dividend lies from 0 to below five, and until then it is moved. */
static uint128
reciprocal(uint128 near, const struct big *five)
{
	struct big over, dividend,
		factor = { .count = 2, .limb = { (uint64_t)near, (uint64_t)(near >> LIMB) } };

	big_of_unsigned(&dividend, 1);
	big_shift_up(&dividend, 2 * LIMB - 1 + big_bits(five));
	big_multiply(&over, &factor, five);
	big_subtract(&over, &dividend);
	for (; over.negative; near++)
		big_add(&over, five);
	for (; big_compare_sizes(&over, five) >= 0; near--)
		big_subtract(&over, five);
	return near;
}

/* From one power of five to the next: exact above 1; below 1 from the one before it, divided by five. */
static void
compute(void)
{
	uint128 below = (uint128)1 << (2 * LIMB - 1);
	struct big five;
	int bits = 0;

	big_of_unsigned(&five, 1);
	power_set(0, below);
	for (int e = 1; e <= -POWERS_LOWEST; e++) {
		big_scale(&five, 5);
		int more = big_bits(&five) - bits;
		below = reciprocal((below / 5 << more) + (below % 5 << more) / 5, &five);
		bits += more;
		power_set(-e, below);
		if (e <= POWERS_HIGHEST)
			power_set(e, highest_bits(&five));
	}
	atomic_store_explicit(&powers_ready, true, memory_order_release);
}

void
powers_make(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, compute);
}
