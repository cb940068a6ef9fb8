/* SPDX-License-Identifier: GPL-3.0-or-later */
/* types: the kinds of value that an expression can have, as a set; null is in none and always goes. */
#ifndef EXPR_TYPES_H
#define EXPR_TYPES_H

#include "expr/value.h"

enum {
	TYPE_NONE = 0, /* nothing but null */
	TYPE_BOOL = 1 << VALUE_BOOL,
	TYPE_NUMBER = 1 << VALUE_NUMBER,
	TYPE_TEXT = 1 << VALUE_TEXT,
	TYPE_ORDERED = TYPE_NUMBER | TYPE_TEXT,
	TYPE_ANY = TYPE_BOOL | TYPE_NUMBER | TYPE_TEXT,
};

static inline unsigned
type_of(const struct value *value)
{
	return value->kind == VALUE_NULL ? TYPE_NONE : 1u << value->kind;
}

/* "a number", "a number or a text": the members of a set that is not empty. */
const char *types_name(unsigned types);

/* Whether a value of the set `is` can be one of the set `needed`. */
static inline bool
types_agree(unsigned is, unsigned needed)
{
	return is == TYPE_NONE || (is & needed);
}

/* Whether values of the two sets can be compared: both numbers, both texts or both booleans. */
static inline bool
types_comparable(unsigned a, unsigned b)
{
	return a == TYPE_NONE || b == TYPE_NONE || (a & b);
}

#endif
