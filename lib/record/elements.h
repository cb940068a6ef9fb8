/* SPDX-License-Identifier: GPL-3.0-or-later */
/* elements: the values inside a JSON array or object, read in place. The JSON must be valid, as scan proves
 * for a whole line: nothing is checked here, and nothing is decoded or allocated. The values of `array[].key`
 * need not be read by this: the scanner has gathered them (struct gathered in scan.h). */
#ifndef RECORD_ELEMENTS_H
#define RECORD_ELEMENTS_H

#include "base/slice.h"
#include "record/slot.h"

#include <stdbool.h>

/* The value that a JSON text holds; missing where it is empty. */
struct slot elements_slot(struct slice json);

/* The bytes between the brackets of an array or object, for elements_next or members_next. */
struct slice elements_inside(struct slice raw);

/* Takes the next element off the rest of an array; false at its end. */
bool elements_next(struct slice *rest, struct slot *element);

/* For arrays inside arrays, in one pass: steps over the '[' that comes next, and returns whether there is
 * one; the same for the ']', which the end of the rest counts as. */
bool elements_enter(struct slice *rest);
bool elements_leave(struct slice *rest);

/* Takes the next `"key": value` off the rest of an object; false at its end. */
bool members_next(struct slice *rest, struct slot *key, struct slot *value);

/* Whether a key, or any other text, is this name when its escapes are decoded. */
bool member_is(const struct slot *key, struct slice name);

/* The value under this key of an object: of duplicates the last; missing where there is none. */
struct slot member_find(struct slice object, struct slice name);

#endif
