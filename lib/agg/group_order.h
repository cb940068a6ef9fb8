/* SPDX-License-Identifier: GPL-3.0-or-later */
/* group_order: the keys of groups, their order, and groups sorted by it. A key is the values of the group
 * fields, each as JSON text followed by a newline: equal by value means equal by bytes. */
#ifndef AGG_GROUP_ORDER_H
#define AGG_GROUP_ORDER_H

#include "agg/groups.h"
#include "base/arena.h"
#include "base/slice.h"
#include "expr/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Takes the next JSON text off the key. False at its end. */
bool group_key_next(struct slice *key, struct slice *text);

/* Whether the first `values` values of two keys are the same. */
bool group_key_has_prefix(struct slice a, struct slice b, size_t values);

/* The order of two keys with the same number of values: value_compare of each pair, without decoding. */
int group_key_compare(struct slice a, struct slice b);

/* The value of a JSON text of a key; a text with escapes is decoded into the arena. 0, or -1 when memory ran
 * out. */
int group_key_value(struct slice text, struct arena *arena, struct value *value);

struct sort_entry {
	uint64_t word; /* used while sorting */
	struct group *group;
};

/* Sorts in place by the first `fields` fields of the keys, which are compared as words that stand for their
 * beginnings. */
void group_sort(struct sort_entry *entries, size_t count, size_t fields);

enum { FETCH_GROUPS = 32 }; /* groups that are fetched together */

/* Reads the first FETCH_GROUPS groups from memory, all at a time: reading one after another would wait for
 * each, and prefetching was slower where they are far away. */
void group_sort_fetch(const struct sort_entry *entries, size_t count);

/* All groups in the order of the ends of their windows, the starts of their windows, their keys: an array for
 * the caller to free, or NULL when memory ran out. */
struct sort_entry *group_sort_all(const struct groups *groups, size_t *count);

#endif
