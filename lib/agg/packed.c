/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/packed.h"

#include "base/bytes.h"
#include "base/hash.h"

enum { REAL = 255 }; /* in the place of a scale */

/* Without zeros at the end of the units. */
struct number
number_packed(struct number number)
{
	number = number_as_written(number);
	if (!number_is_real(number))
		for (; number.scale > 0 && number.units % 10 == 0; number.scale--)
			number.units /= 10;
	return number;
}

/* The scale, and the units or the bits of a double. */
static void
pack_number(struct packed *packed, struct number number)
{
	number = number_packed(number);
	packed->room[0] = (char)(number_is_real(number) ? REAL : number.scale);
	store_le64(packed->room + 1, (uint64_t)number.units);
}

static struct number
unpack_number(const char *bytes)
{
	const unsigned char scale = (unsigned char)bytes[0];

	return (struct number){ { .units = (int64_t)load_le64(bytes + 1) },
		scale == REAL ? NUMBER_REAL : scale };
}

void
value_pack(struct packed *packed, const struct value *value)
{
	size_t length = 0;

	switch (value->kind) {
	case VALUE_BOOL:
		packed->room[0] = value->truth;
		length = 1;
		break;
	case VALUE_NUMBER:
		pack_number(packed, value->number);
		length = sizeof packed->room;
		break;
	case VALUE_TIME:
		store_le64(packed->room, (uint64_t)value->instant);
		length = sizeof(uint64_t);
		break;
	case VALUE_TEXT:
		packed->bytes = value->text;
		return;
	case VALUE_OBJECT:
		packed->bytes = value->object;
		return;
	default:
		break;
	}
	packed->bytes = (struct slice){ packed->room, length };
}

struct value
value_unpack(enum value_kind kind, struct slice packed)
{
	const char *bytes = packed.at;
	struct value value = { .kind = kind };

	switch (value.kind) {
	case VALUE_BOOL:
		value.truth = bytes[0];
		break;
	case VALUE_NUMBER:
		value.number = unpack_number(bytes);
		break;
	case VALUE_TIME:
		value.instant = (int64_t)load_le64(bytes);
		break;
	default:
		value.text = packed;
	}
	return value;
}

uint64_t
value_hash(const struct value *value)
{
	struct packed packed;

	value_pack(&packed, value);
	return hash_xxh64(packed.bytes, value->kind);
}
