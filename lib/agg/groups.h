/* SPDX-License-Identifier: GPL-3.0-or-later */
/* groups: a block of aggregate states for every window and group key. What closes is used again for what
 * opens; without --window all of time is one window. */
#ifndef AGG_GROUPS_H
#define AGG_GROUPS_H

#include "agg/pool.h"
#include "agg/query.h"
#include "agg/windows.h"
#include "base/hash_table.h"
#include "base/slice.h"

#include <stddef.h>
#include <stdint.h>

struct group {
	uint32_t hash;
	uint32_t key_length;
	struct window *window;
	struct group *next; /* in its window */
	char key[];         /* and behind it the states */
};

/* For each value of the group its JSON text and a newline. */
static inline struct slice
group_key(const struct group *group)
{
	return (struct slice){ group->key, group->key_length };
}

/* The states of the query's calls; aligned to 8. */
static inline unsigned char *
group_states(const struct group *group)
{
	return (unsigned char *)group->key + (group->key_length + 7) / 8 * 8;
}

struct groups {
	const struct query *query;
	struct hash_table table; /* by window and key; of sessions one tree for each key (sessions.h) */
	struct windows windows;
	struct pool pool;
	struct window *last; /* that was asked for, or NULL */
};

/* Opens empty groups; groups_free ends them. The query must outlive them. */
void groups_open(struct groups *groups, const struct query *query);

/* The group of the span and the key, made with zeroed states
 * when it is new; NULL when memory ran out. Sessions of the key that the span touches become one with it. */
struct group *groups_find(struct groups *groups, struct span span, struct slice key);

/* The same where the key's hash (query_hash) is known. */
struct group *groups_find_hashed(struct groups *groups, struct span span, uint32_t hash, struct slice key);

/* Frees the window and its groups. */
void groups_close_window(struct groups *groups, struct window *window);

void groups_free(struct groups *groups);

/* For sessions.c: makes a group that is in no window yet, merges two, frees one. */
struct group *group_new(struct groups *groups, uint32_t hash, struct slice key);
int group_merge(const struct groups *groups, struct group *into, const struct group *from);
void group_free(struct groups *groups, struct group *group);

#endif
