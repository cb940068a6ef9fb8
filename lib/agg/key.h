/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key: the values of the group fields, each as its JSON text with a newline behind it: equal by value means
 * equal by bytes. */
#ifndef AGG_KEY_H
#define AGG_KEY_H

#include "base/arena.h"
#include "base/slice.h"
#include "expr/value.h"

#include <stdbool.h>

/* Takes the next JSON text off the key. */
bool key_next(struct slice *key, struct slice *text);

/* Whether the first so many values of two keys are the same. */
bool key_begins(struct slice a, struct slice b, size_t values);

/* The order of two keys of as many values: value_compare of each, without decoding. */
int key_compare(struct slice a, struct slice b);

/* Word number `place` of the words that stand for a value of a key: values differ as the first words that
 * differ. Another follows a word that is odd. False where there are none, as of a number that is a double. */
bool key_word(struct slice text, size_t place, uint64_t *word);

/* The value of a JSON text of a key; a text with escapes is decoded into the arena. 0, or -1 when memory ran
 * out. */
int key_value(struct slice text, struct arena *arena, struct value *value);

#endif
