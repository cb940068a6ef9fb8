/* SPDX-License-Identifier: GPL-3.0-or-later */
/* counted: a number and how often it came, in 16 bytes. For bag.c and bag_order.c alone. */
#ifndef AGG_COUNTED_H
#define AGG_COUNTED_H

#include "number/number.h"

#include <stdint.h>

enum { COUNTED_REAL = 255 }; /* in the place of a scale */

struct counted {                  /* all zero is none */
	int64_t units;            /* or the bits of a double */
	uint64_t count_and_scale; /* the scale is the lowest byte */
};

static inline struct counted
counted_of(struct number number, uint64_t count)
{
	return (struct counted){ number.units,
		count << 8 | (number_is_real(number) ? COUNTED_REAL : (uint64_t)(unsigned)number.scale) };
}

static inline struct number
counted_number(const struct counted *counted)
{
	const uint64_t scale = counted->count_and_scale & 255;

	return (struct number){ { .units = counted->units },
		scale == COUNTED_REAL ? NUMBER_REAL : (int)scale };
}

static inline uint64_t
counted_times(const struct counted *counted)
{
	return counted->count_and_scale >> 8;
}

#endif
