/* SPDX-License-Identifier: GPL-3.0-or-later */
/* value_text: values as JSON that keeps their kind, in states and keys of groups. */
#ifndef AGG_VALUE_TEXT_H
#define AGG_VALUE_TEXT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/slice.h"
#include "expr/value.h"

/* Appends the value as value_write does, but for two kinds: a time is {"time":MICROSECONDS}, an object
 * {"object":{...}} (or, of an array that is passed on as it stands, {"object":[...]}). Equal values of one
 * kind are the same bytes. */
void value_save(struct buffer *to, const struct value *value);

/* The value of what value_save wrote. Texts and objects lie in json, those with escapes and arrays in the
 * arena. 0; 1 when value_save does not write such JSON (which must be valid: anything may stand in it); -1
 * when memory ran out. */
int value_load(struct slice json, struct arena *arena, struct value *value);

#endif
