/* SPDX-License-Identifier: GPL-3.0-or-later */
/* field_number: a field of a record as a number to compute with. A decimal of up to 18 digits is rounded to a
 * long double, not to a double: where terms are nearly dependent (powers of one field) the last bits of the
 * input decide the first digits of the coefficients. */
#ifndef LINEAR_FIELD_NUMBER_H
#define LINEAR_FIELD_NUMBER_H

#include "base/slice.h"
#include "number/number.h"
#include "record/refusal.h"
#include "record/scan.h"
#include "record/slot.h"

enum field_state { FIELD_NUMBER, FIELD_NULL, FIELD_REFUSED };

/* Reads the number of a slot. A missing field is null too; anything else is refused. */
static inline enum field_state
field_number_read(const struct slot *slot, struct slice path, struct number *value, struct refusal *refusal)
{
	if (slot->kind == KIND_MISSING || slot->kind == KIND_NULL)
		return FIELD_NULL;
	return slot_number(slot, path, value, refusal) ? FIELD_REFUSED : FIELD_NUMBER;
}

/* 10^0 to 10^18: all exact in 64 bits, so that a division by one of them rounds once. */
extern const long double field_number_tens[NUMBER_SCALE + 1];

static inline long double
field_number_value(struct number number)
{
	if (number_is_real(number))
		return number.real;
	return number.scale ? (long double)number.units / field_number_tens[number.scale]
			    : (long double)number.units;
}

#endif
