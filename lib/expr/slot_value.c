/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/evaluation.h"
#include "expr/value_read.h"

int
value_of_slot(const struct slot *slot, struct slice path, struct scratch *scratch, struct value *value,
	struct refusal *refusal)
{
	/* Most of what is asked for goes the short way. */
	if (slot->kind == KIND_NUMBER && number_read(slot->raw, &value->number) == NUMBER_GOOD) {
		value->kind = VALUE_NUMBER;
		return 0;
	}
	switch (value_read(slot, &scratch->texts, &scratch->pile, value)) {
	case VALUE_TOO_LARGE:
		return refuse(refusal, path, "this number is too large for a double");
	case VALUE_HALF_PAIR:
		return refuse(refusal, path, "this text has half a surrogate pair in it");
	case VALUE_OUT_OF_MEMORY:
		scratch->failed = true;
		return -1;
	default:
		return 0;
	}
}
