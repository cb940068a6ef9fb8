/* SPDX-License-Identifier: GPL-3.0-or-later */
/* packed: values as bytes, the same ones on every machine. Equal values of a kind are equal bytes. */
#ifndef AGG_PACKED_H
#define AGG_PACKED_H

#include "base/slice.h"
#include "expr/value.h"

#include <stdint.h>

struct packed {
	struct slice bytes; /* a text's own, else in room */
	char room[1 + sizeof(uint64_t)];
};

/* The number as it is packed: of equal ones the same. */
struct number number_packed(struct number number);

/* The value is neither null nor an array. */
void value_pack(struct packed *packed, const struct value *value);

/* The value of that kind again; a text lies where the bytes do. */
struct value value_unpack(enum value_kind kind, struct slice bytes);

/* A hash of the value; equal ones have the same. */
uint64_t value_hash(const struct value *value);

#endif
