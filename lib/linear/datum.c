/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/datum.h"

#include "record/slot.h"

/* 10^0 to 10^18: all exact in 64 bits, so that one division rounds once. */
static const long double tens[NUMBER_SCALE + 1] = { 1e0L, 1e1L, 1e2L, 1e3L, 1e4L, 1e5L, 1e6L, 1e7L, 1e8L,
	1e9L, 1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L };

static long double
number_long(struct number number)
{
	if (number_is_real(number))
		return number.real;
	return number.scale ? (long double)number.units / tens[number.scale] : (long double)number.units;
}

enum datum
datum_read(const struct slot *slot, struct slice path, long double *value, struct refusal *refusal)
{
	struct number number;

	if (slot->kind == KIND_MISSING || slot->kind == KIND_NULL)
		return DATUM_NULL;
	if (slot_number(slot, path, &number, refusal))
		return DATUM_REFUSED;
	*value = number_long(number);
	return DATUM_NUMBER;
}
