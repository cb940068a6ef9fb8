/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sorting: puts groups in the order of their keys (key_compare), by words that stand for the keys' beginnings
 * and can be compared as numbers. */
#ifndef AGG_SORTING_H
#define AGG_SORTING_H

#include "agg/groups.h"

#include <stddef.h>
#include <stdint.h>

struct sorted {
	uint64_t word; /* room for sorting */
	struct group *group;
};

/* Sorts in place, by so many of the first fields of the key. */
void groups_sort(struct sorted *groups, size_t count, size_t fields);

enum { SORTED_BLOCK = 32 }; /* groups that are fetched together */

/* Has the first SORTED_BLOCK groups come from memory, all at a time: reading one after the other would wait
 * for each, and for what is far away prefetching was slower. */
void groups_fetch(const struct sorted *groups, size_t count);

/* All groups in the order of their windows' ends, their windows' starts, their keys: an array for the caller
 * to free, or NULL when memory ran out. */
struct sorted *groups_sorted(const struct groups *groups, size_t *count);

#endif
