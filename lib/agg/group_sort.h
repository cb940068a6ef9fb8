/* SPDX-License-Identifier: GPL-3.0-or-later */
/* group_sort: groups in the order of their keys (group_key_compare), by words that stand for the beginnings
 * of the keys and are compared as numbers. */
#ifndef AGG_GROUP_SORT_H
#define AGG_GROUP_SORT_H

#include "agg/groups.h"

#include <stddef.h>
#include <stdint.h>

struct sort_entry {
	uint64_t word; /* used while sorting */
	struct group *group;
};

/* Sorts in place by the first `fields` fields of the keys. */
void group_sort(struct sort_entry *entries, size_t count, size_t fields);

enum { FETCH_GROUPS = 32 }; /* groups that are fetched together */

/* Reads the first FETCH_GROUPS groups from memory, all at a time: reading one after another would wait for
 * each, and prefetching was slower where they are far away. */
void group_sort_fetch(const struct sort_entry *entries, size_t count);

/* All groups in the order of the ends of their windows, the starts of their windows, their keys: an array for
 * the caller to free, or NULL when memory ran out. */
struct sort_entry *group_sort_all(const struct groups *groups, size_t *count);

#endif
