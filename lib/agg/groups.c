/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/groups.h"

#include "agg/sessions.h"
#include "base/hash.h"

enum { FEW = 4 }; /* groups of a window that are gone through: most short windows then need no table */

struct wanted {
	const struct window *window;
	struct slice key;
};

static bool
is_wanted(const void *element, const void *context)
{
	const struct group *group = element;
	const struct wanted *wanted = context;

	return group->window == wanted->window && slice_equal(group_key(group), wanted->key);
}

void
groups_open(struct groups *groups, const struct query *query)
{
	*groups = (struct groups){ .query = query };
	groups->windows = (struct windows){ .seed = query->seed };
}

static size_t
size_of(const struct groups *groups, size_t key_length)
{
	return group_head(key_length) + groups->query->state_size;
}

struct group *
group_new(struct groups *groups, struct slice key)
{
	if (key.length > UINT32_MAX)
		return NULL;
	struct group *group = pool_take(&groups->pool, size_of(groups, key.length));
	if (!group)
		return NULL;
	group->key_length = (uint32_t)key.length;
	if (key.length)
		memcpy(group->key, key.at, key.length);
	return group;
}

int
group_merge(const struct groups *groups, struct group *into, const struct group *from)
{
	for (size_t i = 0; i < groups->query->call_count; i++) {
		const struct call *call = &groups->query->calls[i];
		if (!call->shared && call->kind->merge(group_states(into) + call->offset,
					     group_states(from) + call->offset))
			return -1;
	}
	return 0;
}

void
group_free(struct groups *groups, struct group *group)
{
	for (size_t i = 0; i < groups->query->call_count; i++) {
		const struct call *call = &groups->query->calls[i];
		if (call->kind->free && !call->shared)
			call->kind->free(group_states(group) + call->offset);
	}
	pool_give(&groups->pool, group, size_of(groups, group->key_length));
}

static struct window *
window_of(struct groups *groups, struct span span)
{
	if (!groups->last || span_compare(groups->last->span, span) != 0) {
		groups->windows.pool = &groups->pool;
		groups->last = windows_find(&groups->windows, span);
	}
	return groups->last;
}

struct group *
groups_find(struct groups *groups, struct span span, struct slice key)
{
	return groups_find_hashed(groups, span, query_hash(groups->query, key), key);
}

/* The place in the table of a key in a window. */
static void **
place_of(struct groups *groups, const struct window *window, uint32_t hash, struct slice key)
{
	const struct wanted wanted = { window, key };

	return hash_table_find_slot(&groups->table, hash ^ window->hash, is_wanted, &wanted);
}

static struct group *
add_group(struct groups *groups, struct window *window, struct slice key)
{
	struct group *group = group_new(groups, key);

	if (!group)
		return NULL;
	group->window = window;
	group->next = window->first;
	window->first = group;
	return group;
}

/* Puts the groups of a window into the table. 0, or -1 when memory ran out: then nothing will be looked for
 * any more. */
static int
tabulate(struct groups *groups, struct window *window)
{
	for (struct group *group = window->first; group; group = group->next) {
		if (hash_table_reserve(&groups->table)) {
			groups_settle(groups);
			return -1;
		}
		uint32_t hash = query_hash(groups->query, group_key(group));
		*place_of(groups, window, hash, group_key(group)) = group;
		groups->table.count++;
	}
	window->tabled = true;
	return 0;
}

/* In a window of few groups: they are gone through. */
static struct group *
find_few(const struct window *window, struct slice key)
{
	struct group *group = window->first;

	while (group && !slice_equal(group_key(group), key))
		group = group->next;
	return group;
}

/* Whether one more is still few. */
static bool
has_room(const struct window *window)
{
	int count = 0;

	for (const struct group *group = window->first; group; group = group->next)
		count++;
	return count < FEW;
}

/* In one whose groups are in the table. */
static struct group *
find_tabled(struct groups *groups, struct window *window, uint32_t hash, struct slice key)
{
	if (hash_table_reserve(&groups->table))
		return NULL;
	void **place = place_of(groups, window, hash, key);
	if (*place)
		return *place;
	struct group *group = add_group(groups, window, key);
	if (group) {
		groups->table.count++;
		*place = group;
	}
	return group;
}

struct group *
groups_find_hashed(struct groups *groups, struct span span, uint32_t hash, struct slice key)
{
	if (groups->query->window.shape == WINDOW_SESSION)
		return hash_table_reserve(&groups->table) ? NULL : session_find(groups, span, hash, key);
	struct window *window = window_of(groups, span);
	if (!window)
		return NULL;
	if (!window->tabled) {
		struct group *group = find_few(window, key);
		if (group)
			return group;
		if (has_room(window))
			return add_group(groups, window, key);
		if (tabulate(groups, window))
			return NULL;
	}
	return find_tabled(groups, window, hash, key);
}

static uint32_t
likely_hash(const struct groups *groups, uint32_t hash)
{
	return groups->last ? hash ^ groups->last->hash : hash;
}

void
groups_expect(const struct groups *groups, uint32_t hash)
{
	hash_table_prefetch(&groups->table, likely_hash(groups, hash));
}

void
groups_expect_group(const struct groups *groups, uint32_t hash)
{
	const struct group *group = hash_table_guess(&groups->table, likely_hash(groups, hash));

	if (group)
		group_prefetch(group);
}

void
groups_settle(struct groups *groups)
{
	if (groups->query->window.shape == WINDOW_SESSION)
		return; /* their trees are in it */
	hash_table_free(&groups->table);
	hash_table_free(&groups->windows.table);
}

static void
take_out(struct groups *groups, const struct group *group)
{
	uint32_t hash = query_hash(groups->query, group_key(group));

	hash_table_remove(&groups->table, place_of(groups, group->window, hash, group_key(group)));
}

void
groups_close_window(struct groups *groups, struct window *window)
{
	if (groups->query->window.shape == WINDOW_SESSION) {
		session_close(groups, window);
		return;
	}
	/* The last window's: at once, where that is less work than one by one. */
	if (groups->windows.count == 1 && groups->table.count > hash_table_capacity(&groups->table) / 8)
		hash_table_clear(&groups->table);
	for (struct group *group = window->first, *next; group; group = next) {
		next = group->next;
		if (window->tabled && groups->table.count)
			take_out(groups, group);
		group_free(groups, group);
	}
	if (groups->last == window)
		groups->last = NULL;
	windows_remove(&groups->windows, window);
}

void
groups_free(struct groups *groups)
{
	struct window *window;

	while ((window = windows_top(&groups->windows)))
		groups_close_window(groups, window);
	hash_table_free(&groups->table);
	windows_free(&groups->windows);
	pool_free(&groups->pool);
}
