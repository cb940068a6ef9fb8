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

enum { GROUP_CACHE_LINE = 64 }; /* bytes that come at once */

struct group {
	struct window *window;
	struct group *next; /* in its window */
	uint32_t key_length;
	char key[]; /* and behind it, at the next eight bytes, the states */
};

/* The bytes of a group before its states. */
static inline size_t
group_head(size_t key_length)
{
	return (offsetof(struct group, key) + key_length + 7) / 8 * 8;
}

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
	return (unsigned char *)group + group_head(group->key_length);
}

struct groups {
	const struct query *query;
	struct hash_table table; /* by window and key, of windows with more than a few; of sessions one tree
				    for each key (sessions.h) */
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

/* Has the processor fetch a group that is needed soon: its head, and what is behind it. */
static inline void
group_prefetch(const struct group *group)
{
	__builtin_prefetch(group);
	__builtin_prefetch((const char *)group + GROUP_CACHE_LINE);
}

/* Whether they may all be in the processor's cache. */
static inline bool
groups_are_few(const struct groups *groups)
{
	return hash_table_capacity(&groups->table) <= 4096;
}

/* Have the processor fetch what groups_find_hashed will look at: first where it looks, some records later
 * what it finds there. Guesses that the record is of the same window as the one before. Not of an empty
 * table. */
void groups_expect(const struct groups *groups, uint32_t hash);
void groups_expect_group(const struct groups *groups, uint32_t hash);

/* No group is going to be looked for any more: frees what finds them. */
void groups_settle(struct groups *groups);

/* Frees the window and its groups. */
void groups_close_window(struct groups *groups, struct window *window);

void groups_free(struct groups *groups);

/* For sessions.c: makes a group that is in no window yet, merges two, frees one. */
struct group *group_new(struct groups *groups, struct slice key);
int group_merge(const struct groups *groups, struct group *into, const struct group *from);
void group_free(struct groups *groups, struct group *group);

#endif
