/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names: a list of names, such as the comma-separated values of options. */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include "base/slice.h"

#include <stdbool.h>
#include <stddef.h>

struct names { /* all zero is an empty one; the bytes of the names are not owned */
	struct slice *at;
	size_t count;
	size_t capacity;
};

/* 0, or -1 when memory ran out. */
int names_add(struct names *names, struct slice name);

/* Adds the names in a comma-separated text; there are no quotes or escapes. 0, or -1 when memory ran out. */
int names_split(struct names *names, struct slice text);

/* The index of name, or -1. */
ptrdiff_t names_find(const struct names *names, struct slice name);

/* Splits "OLD=NEW" at its first '='. False when there is none or a side is empty. */
bool names_split_pair(struct slice text, struct slice *left, struct slice *right);

/* The candidate nearest to name by edit distance (case counts half), or NULL when none is near enough to be a
 * likely correction. */
const struct slice *names_nearest(const struct names *names, struct slice name);

void names_free(struct names *names);

#endif
