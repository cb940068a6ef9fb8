/* SPDX-License-Identifier: GPL-3.0-or-later */
/* types: the kinds of value that an expression can have, as a set of bits. Null is in no set and always
 * allowed. A set with arrays has the kinds of their elements too, in its upper bits. */
#ifndef EXPR_TYPES_H
#define EXPR_TYPES_H

#include "expr/value.h"

enum {
	TYPE_NONE = 0, /* nothing but null */
	TYPE_BOOL = 1 << VALUE_BOOL,
	TYPE_NUMBER = 1 << VALUE_NUMBER,
	TYPE_TEXT = 1 << VALUE_TEXT,
	TYPE_TIME = 1 << VALUE_TIME,
	TYPE_ARRAY = 1 << VALUE_ARRAY,
	TYPE_OBJECT = 1 << VALUE_OBJECT,
	TYPE_SINGLE = TYPE_BOOL | TYPE_NUMBER | TYPE_TEXT | TYPE_TIME,
	TYPE_ORDERED = TYPE_NUMBER | TYPE_TEXT | TYPE_TIME,
	TYPE_KINDS = TYPE_SINGLE | TYPE_ARRAY | TYPE_OBJECT,
	TYPE_ELEMENT = 8,      /* kind k of an element is bit k + 8, of an element of an inner array too */
	TYPE_MAPPED = 1 << 16, /* made by []: `is null` asks each element */
	/* What JSON has: anything but a time. */
	TYPE_JSON = TYPE_BOOL | TYPE_NUMBER | TYPE_TEXT | TYPE_ARRAY | TYPE_OBJECT,
	TYPE_FIELD = TYPE_JSON | TYPE_JSON << TYPE_ELEMENT,
	TYPE_ANY = TYPE_KINDS | TYPE_KINDS << TYPE_ELEMENT,
};

static inline unsigned
type_of(const struct value *value)
{
	return value->kind == VALUE_NULL ? TYPE_NONE : 1u << value->kind;
}

static inline unsigned
types_elements(unsigned types)
{
	return types >> TYPE_ELEMENT & TYPE_KINDS;
}

/* The set of arrays of such elements. */
static inline unsigned
types_array(unsigned elements)
{
	return TYPE_ARRAY | ((elements & TYPE_KINDS) | types_elements(elements)) << TYPE_ELEMENT;
}

/* What an element of the arrays in the set can be. */
static inline unsigned
types_inside(unsigned types)
{
	unsigned elements = types_elements(types);

	return elements & TYPE_ARRAY ? elements | elements << TYPE_ELEMENT : elements;
}

/* Whether nothing but arrays (and null) is in the set. */
static inline bool
types_is_array(unsigned types)
{
	return (types & TYPE_KINDS) == TYPE_ARRAY;
}

/* The types that an operator that maps over arrays works on: single values, and the elements of arrays. */
unsigned types_each(unsigned types);

/* The types of the value of such an operator for operands of types a and b, when a single result is of
 * `result`. */
unsigned types_over(unsigned result, unsigned a, unsigned b);

/* The set to show in a message: without arrays, unless the value must be one. */
unsigned types_shown(unsigned types);

enum { TYPES_NAME_SIZE = 96 };

/* Writes "a number", "a number or a text", "an array of numbers": the members of a set. Returns name. */
const char *types_name(unsigned types, char name[TYPES_NAME_SIZE]);

/* Whether a value of the first set, or null, can be of the set needed. */
static inline bool
types_agree(unsigned types, unsigned needed)
{
	return (types & TYPE_KINDS) == TYPE_NONE || (types & needed & TYPE_KINDS);
}

#endif
