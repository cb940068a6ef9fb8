/* SPDX-License-Identifier: GPL-3.0-or-later */
/* value_read: a piece of a JSON line as a value. */
#ifndef EXPR_VALUE_READ_H
#define EXPR_VALUE_READ_H

#include "base/arena.h"
#include "expr/value.h"
#include "record/scan.h"

/* Values whose number is not known yet, on their way into an array. */
struct pile { /* all zero is an empty one; free(at) when done */
	struct value *at;
	size_t count, capacity;
};

/* 0, or -1 when memory ran out. */
int pile_add(struct pile *pile, const struct value *value);

/* Moves what lies above the lowest `from` values into an array in the arena. 0 or -1. */
int pile_take(struct pile *pile, size_t from, struct arena *arena, struct value *array);

enum value_fault {
	VALUE_GOOD,
	VALUE_TOO_LARGE, /* a number that no double holds */
	VALUE_HALF_PAIR, /* a text with half a surrogate pair in it */
	VALUE_OUT_OF_MEMORY,
};

/* Reads a slot, which holds valid JSON: numbers as numbers, texts decoded, arrays with all that is in them,
 * objects as they stand. Texts without escapes and objects stay where they are; the rest lives in the arena.
 * The pile is working memory and comes back as it was. */
enum value_fault value_read(
	const struct slot *slot, struct arena *arena, struct pile *pile, struct value *value);

#endif
