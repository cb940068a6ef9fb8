/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/packed.h"

#include "base/hash.h"

#include <string.h>

enum { REAL = 255 }; /* in the place of a scale */

static void
put_uint64(unsigned char *to, uint64_t value)
{
	for (int i = 0; i < 8; i++, value >>= 8)
		to[i] = (unsigned char)value;
}

static uint64_t
get_uint64(const unsigned char *from)
{
	uint64_t value = 0;

	for (int i = 7; i >= 0; i--)
		value = value << 8 | from[i];
	return value;
}

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
	uint64_t bits;

	number = number_packed(number);
	memcpy(&bits, &number.units, sizeof bits);
	packed->room[0] = number_is_real(number) ? REAL : (unsigned char)number.scale;
	put_uint64(packed->room + 1, bits);
}

static struct number
unpack_number(const unsigned char *bytes)
{
	struct number number = { .scale = bytes[0] == REAL ? NUMBER_REAL : bytes[0] };
	uint64_t units = get_uint64(bytes + 1);

	memcpy(&number.units, &units, sizeof units);
	return number;
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
		put_uint64(packed->room, (uint64_t)value->instant);
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
	packed->bytes = (struct slice){ (const char *)packed->room, length };
}

struct value
value_unpack(enum value_kind kind, struct slice packed)
{
	const unsigned char *bytes = (const unsigned char *)packed.at;
	struct value value = { .kind = kind };

	switch (value.kind) {
	case VALUE_BOOL:
		value.truth = bytes[0];
		break;
	case VALUE_NUMBER:
		value.number = unpack_number(bytes);
		break;
	case VALUE_TIME:
		value.instant = (int64_t)get_uint64(bytes);
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
