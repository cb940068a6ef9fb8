/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names: an ordered list of names, as the comma-separated option values give it. */
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

/* Adds the pieces of text between commas; only the comma is special. 0, or -1 when memory ran out. */
int names_split(struct names *names, struct slice text);

/* The index of name, or -1. */
ptrdiff_t names_find(const struct names *names, struct slice name);

/* Splits "OLD=NEW" at its first '='. False when there is none or a side is empty. */
bool names_split_pair(struct slice text, struct slice *left, struct slice *right);

/* The candidate closest to name by edit distance (case counts half), or NULL when none is close enough to
 * be what was meant. */
const struct slice *names_nearest(const struct names *names, struct slice name);

void names_free(struct names *names);

#endif
