/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/types.h"

#include <stdio.h>

static const struct type {
	unsigned type;
	const char *name, *many;
} types_known[] = {
	{ TYPE_NUMBER, "a number", "numbers" },
	{ TYPE_TEXT, "a text", "texts" },
	{ TYPE_TIME, "a time", "times" },
	{ TYPE_ARRAY, "an array", "arrays" },
	{ TYPE_OBJECT, "an object", "objects" },
	{ TYPE_BOOL, "true or false", "true and false" },
};

enum { KNOWN = sizeof types_known / sizeof *types_known };

unsigned
types_each(unsigned types)
{
	unsigned elements = types & TYPE_ARRAY ? types_elements(types) : TYPE_NONE;

	return ((types & TYPE_KINDS) | elements) & ~(unsigned)TYPE_ARRAY;
}

unsigned
types_shown(unsigned types)
{
	return types_is_array(types) ? types : types_each(types);
}

unsigned
types_over(unsigned result, unsigned a, unsigned b)
{
	unsigned either = a | b, elements = result | (types_elements(either) & TYPE_ARRAY);

	if (!(either & TYPE_ARRAY))
		return result;
	if (types_is_array(a) || types_is_array(b))
		return types_array(elements) | (either & TYPE_MAPPED);
	return result | types_array(elements);
}

/* Of a set of arrays whose elements, those of inner arrays too, are of one kind: the many of that kind, or
 * NULL. */
static const char *
elements_name(unsigned types)
{
	unsigned single = types_each(types), elements = single ? single : types_elements(types);

	for (size_t i = 0; i < KNOWN; i++)
		if (types_is_array(types) && elements == types_known[i].type)
			return types_known[i].many;
	return NULL;
}

const char *
types_name(unsigned types, char name[TYPES_NAME_SIZE])
{
	unsigned left = types & TYPE_KINDS;
	const char *elements = elements_name(types);
	size_t length = 0;

	if (left == TYPE_NONE || elements) {
		snprintf(name, TYPES_NAME_SIZE, elements ? "an array of %s" : "null", elements);
		return name;
	}
	name[0] = '\0';
	for (size_t i = 0; i < KNOWN; i++) {
		unsigned type = types_known[i].type;
		if (!(left & type))
			continue;
		left &= ~type;
		/* "true or false" brings its own "or". */
		const char *separator = length == 0 ? "" : left || type == TYPE_BOOL ? ", " : " or ";
		length += (size_t)snprintf(
			name + length, TYPES_NAME_SIZE - length, "%s%s", separator, types_known[i].name);
	}
	return name;
}
