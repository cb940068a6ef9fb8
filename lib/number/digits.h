/* SPDX-License-Identifier: GPL-3.0-or-later */
/* digits: eight digits at a time, in the bytes of one word, the first in its lowest byte. Only lib/number
 * includes it. (D. Lemire, "Quickly parsing eight digits", 2018, has the products.) */
#ifndef NUMBER_DIGITS_H
#define NUMBER_DIGITS_H

#include "base/bytes.h"

enum { FOUR = 4, EIGHT = 8 };

/* The highest bit of each byte that is above 9, and perhaps of one above such a byte: 0 when there is none.
 */
static inline uint64_t
not_digits(uint64_t values)
{
	return (values | (values + repeat_byte(0x80 - 10))) & repeat_byte(0x80);
}

static inline bool
are_digits(uint64_t word)
{
	return not_digits(word ^ repeat_byte('0')) == 0;
}

/* The number of eight digits' values (0 to 9 in each byte): neighbours join to pairs, these to fours, these
 * to all. */
static inline uint64_t
digits_number(uint64_t values)
{
	values = (values * (10 << 8 | 1) >> 8) & UINT64_C(0x00ff00ff00ff00ff);
	values = (values * (100 << 16 | 1) >> 16) & UINT64_C(0x0000ffff0000ffff);
	return values * (UINT64_C(10000) << 32 | 1) >> 32;
}

/* The way back, for a number below 10^8: to fours, pairs, digits. (Quotients by products: v x 10486 / 2^20 is
 * v / 100 below 10^4, v x 103 / 2^10 is v / 10 below 100.) */
static inline uint64_t
digits_of(uint32_t number)
{
	uint64_t fours = number / 10000 | (uint64_t)(number % 10000) << 32;
	uint64_t hundreds = (fours * 10486 >> 20) & UINT64_C(0x0000007f0000007f);
	uint64_t pairs = hundreds | (fours - hundreds * 100) << 16;
	uint64_t tens = (pairs * 103 >> 10) & UINT64_C(0x000f000f000f000f);

	return tens | (pairs - tens * 10) << 8;
}

#endif
