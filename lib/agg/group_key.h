/* SPDX-License-Identifier: GPL-3.0-or-later */
/* group_key: the key of a group is the values of its fields, each as JSON text followed by a newline: equal
 * by value means equal by bytes. */
#ifndef AGG_GROUP_KEY_H
#define AGG_GROUP_KEY_H

#include "base/arena.h"
#include "base/slice.h"
#include "expr/value.h"

#include <stdbool.h>

/* Takes the next JSON text off the key. */
bool group_key_next(struct slice *key, struct slice *text);

/* Whether the first values of two keys, as many as given, are the same. */
bool group_key_has_prefix(struct slice a, struct slice b, size_t values);

/* The order of two keys with the same number of values: value_compare of each pair, without decoding. */
int group_key_compare(struct slice a, struct slice b);

/* Word number `place` of those that stand for a value of a key: values compare as the first words in which
 * they differ. After an odd word comes another. False where there are no words: for a number that is a
 * double. */
bool group_key_word(struct slice text, size_t place, uint64_t *word);

/* The value of a JSON text of a key; a text with escapes is decoded into the arena. 0, or -1 when memory ran
 * out. */
int group_key_value(struct slice text, struct arena *arena, struct value *value);

#endif
