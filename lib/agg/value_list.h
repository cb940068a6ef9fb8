/* SPDX-License-Identifier: GPL-3.0-or-later */
/* value_list: values, each with what an aggregate notes of it, in one block of memory, found again by value
 * where that is wanted. Three numbers take 256 bytes, without notes 128. */
#ifndef AGG_VALUE_LIST_H
#define AGG_VALUE_LIST_H

#include "agg/moment.h"
#include "expr/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct note {
	uint64_t count; /* how often the value came */
	struct moment moment;
};

struct value_list { /* all zero is an empty one */
	unsigned char *block;
	size_t length, capacity; /* of the block */
	size_t count;            /* of values */
	uint32_t *places;        /* a hash table over them, when there are more than a few; else NULL */
	size_t place_count;
	bool bare; /* to be set before the first value comes: there are no notes, those found are not to be
		      used */
};

/* One value of a list; what its text points at is the list's. */
struct listed {
	struct value value;
	struct note note;
};

/* The value's note: that of the equal value, or of a new one, with *note zero. NULL when memory ran out. It
 * lives until the next call. */
struct note *value_list_find(struct value_list *list, const struct value *value);

/* Adds the value even where an equal one is there. Use one list with one of the two. */
struct note *value_list_append(struct value_list *list, const struct value *value);

/* The next value after *at, in the order in which they came; start with *at = 0. False at the end. */
bool value_list_next(const struct value_list *list, size_t *at, struct listed *listed);

/* All of them, in that order (a comparison for qsort), one more entry than values: the caller frees it. NULL
 * when memory ran out. */
struct listed *value_list_sorted(
	const struct value_list *list, int (*compare)(const void *left, const void *right));

/* By value; by moment, then value; the most frequent first, then by moment, then value. */
int listed_by_value(const void *left, const void *right);
int listed_by_moment(const void *left, const void *right);
int listed_by_count(const void *left, const void *right);

void value_list_free(struct value_list *list);

#endif
