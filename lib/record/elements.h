/* SPDX-License-Identifier: GPL-3.0-or-later */
/* elements: what stands inside a JSON array or object, walked over in place. The JSON must have been proved
 * valid before, as scan does for a whole line: nothing is checked here, nothing is decoded or allocated. What
 * `array[].key` asks for need not be walked over: the scanner has it (record/gathered.h). */
#ifndef RECORD_ELEMENTS_H
#define RECORD_ELEMENTS_H

#include "base/slice.h"
#include "record/scan.h"

#include <stdbool.h>

/* The value that a text of JSON holds. */
struct slot elements_slot(struct slice json);

/* What an array or object has between its brackets: the beginning of a walk. */
struct slice elements_inside(struct slice raw);

/* Takes the next element off what is left of an array; false at its end. */
bool elements_next(struct slice *rest, struct slot *element);

/* For what holds arrays inside arrays, in one pass: steps over the '[' that comes next; over the ']' that
 * does, or what is left is empty. */
bool elements_enter(struct slice *rest);
bool elements_leave(struct slice *rest);

/* elements_next for `"key": value` of an object; the key is a text. */
bool members_next(struct slice *rest, struct slot *key, struct slot *value);

/* Whether a key, or any text, is this name once its escapes are decoded. */
bool member_is(const struct slot *key, struct slice name);

/* The value under that key of an object, the last one where there are several; KIND_MISSING without one. */
struct slot member_find(struct slice object, struct slice name);

#endif
