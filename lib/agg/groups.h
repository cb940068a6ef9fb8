/* SPDX-License-Identifier: GPL-3.0-or-later */
/* groups: a block of aggregate states for every window and group key. The memory of windows that close is
 * used again for those that open. Without --window all of time is one window. A session is a window with one
 * group; sessions of one key that touch become one. A pause of exactly the given length does not end a
 * session, as in Spark, Flink and ksqlDB. */
#ifndef AGG_GROUPS_H
#define AGG_GROUPS_H

#include "agg/pool.h"
#include "agg/query.h"
#include "agg/windows.h"
#include "base/hash_table.h"
#include "base/slice.h"

#include <stddef.h>
#include <stdint.h>

enum { CACHE_LINE = 64 };

struct group {
	struct window *window;
	struct group *next; /* next group in the list of its window */
	uint32_t key_length;
	char key[]; /* followed by the states, aligned to 8 */
};

/* The size of a group without its states. */
static inline size_t
group_head(size_t key_length)
{
	return (offsetof(struct group, key) + key_length + 7) / 8 * 8;
}

/* See group_order.h. */
static inline struct slice
group_key(const struct group *group)
{
	return (struct slice){ group->key, group->key_length };
}

/* The states of the query's calls; aligned to 8. */
static inline unsigned char *
group_states(struct group *group)
{
	return (unsigned char *)group + group_head(group->key_length);
}

struct groups {
	const struct query *query;
	struct hash_table table; /* groups of larger windows, by window and key; of sessions, trees by key */
	struct windows windows;
	struct pool pool;    /* memory of groups and windows */
	struct window *last; /* the window that was found last, or NULL */
};

/* The query must outlive the groups, which must stay where they are; groups_free ends them. */
void groups_open(struct groups *groups, const struct query *query);

/* The group of the span and the key, made with zeroed states if it is new; NULL when memory ran out. Sessions
 * of the key that the span touches are merged. */
struct group *groups_find(struct groups *groups, struct span span, struct slice key);

/* The same if the key's hash (query_hash) is known. */
struct group *groups_find_hashed(struct groups *groups, struct span span, uint32_t hash, struct slice key);

/* Has the processor fetch a group that is needed soon: its head, and what follows it. */
static inline void
group_prefetch(const struct group *group)
{
	__builtin_prefetch(group);
	__builtin_prefetch((const char *)group + CACHE_LINE);
}

/* Whether all groups may be in the processor's cache. */
static inline bool
groups_are_few(const struct groups *groups)
{
	return hash_table_capacity(&groups->table) <= 4096;
}

/* Have the processor fetch what groups_find_hashed will read: first the place in the table, some records
 * later the group that is there. They guess that the record is of the same window as the one before. The
 * table must not be empty. */
void groups_prefetch_place(const struct groups *groups, uint32_t hash);
void groups_prefetch_group(const struct groups *groups, uint32_t hash);

/* Frees what is needed only to find groups: no more are looked up. */
void groups_end_lookup(struct groups *groups);

/* Settles the states of a group, as reading them needs (aggregate.h). */
static inline void
group_settle(const struct query *query, struct group *group)
{
	for (size_t i = 0; query->settles && i < query->call_count; i++)
		aggregate_settle(query->calls[i].kind, group_states(group) + query->calls[i].offset);
}

/* Frees a window and its groups. */
void groups_close_window(struct groups *groups, struct window *window);

void groups_free(struct groups *groups);

#endif
