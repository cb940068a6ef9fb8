/* SPDX-License-Identifier: GPL-3.0-or-later */
/* datum: a field of a record as a number to compute with. A decimal of up to 18 digits is rounded to a long
 * double, not to a double: where terms are nearly dependent (powers of one field) the last bits of the input
 * decide the first digits of the coefficients. */
#ifndef LINEAR_DATUM_H
#define LINEAR_DATUM_H

#include "base/slice.h"
#include "number/number.h"
#include "record/refusal.h"
#include "record/scan.h"
#include "record/slot.h"

enum datum { DATUM_NUMBER, DATUM_NULL, DATUM_REFUSED };

/* Reads a slot: its number, or null (a missing field too), or a refusal for anything else. */
static inline enum datum
datum_read(const struct slot *slot, struct slice path, struct number *value, struct refusal *refusal)
{
	if (slot->kind == KIND_MISSING || slot->kind == KIND_NULL)
		return DATUM_NULL;
	return slot_number(slot, path, value, refusal) ? DATUM_REFUSED : DATUM_NUMBER;
}

/* 10^0 to 10^18: all exact in 64 bits, so that one division rounds once. */
extern const long double datum_tens[NUMBER_SCALE + 1];

static inline long double
datum_value(struct number number)
{
	if (number_is_real(number))
		return number.real;
	return number.scale ? (long double)number.units / datum_tens[number.scale]
			    : (long double)number.units;
}

#endif
