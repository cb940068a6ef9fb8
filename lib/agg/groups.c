/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/groups.h"

#include "base/hash.h"

/* Most groups of a window that are searched one by one: few short windows have more. */
enum { FEW = 4 };

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
	groups->windows = (struct windows){ .pool = &groups->pool, .seed = query->seed };
}

static size_t
size_of(const struct groups *groups, size_t key_length)
{
	return group_head(key_length) + groups->query->state_size;
}

static struct group *
new_group(struct groups *groups, struct slice key)
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

static int
merge_group(const struct groups *groups, struct group *into, struct group *from)
{
	group_settle(groups->query, from);
	for (size_t i = 0; i < groups->query->call_count; i++) {
		const struct query_call *call = &groups->query->calls[i];
		if (!call->shared && call->kind->merge(group_states(into) + call->offset,
					     group_states(from) + call->offset))
			return -1;
	}
	return 0;
}

static void
free_group(struct groups *groups, struct group *group)
{
	for (size_t i = 0; i < groups->query->call_count; i++) {
		const struct query_call *call = &groups->query->calls[i];
		if (call->kind->free && !call->shared)
			call->kind->free(group_states(group) + call->offset);
	}
	pool_give(&groups->pool, group, size_of(groups, group->key_length));
}

static struct window *
find_window(struct groups *groups, struct span span)
{
	if (!groups->last || span_compare(groups->last->span, span) != 0)
		groups->last = windows_find(&groups->windows, span);
	return groups->last;
}

/* The place in the table of the group of a window and key. */
static void **
place_of(struct groups *groups, const struct window *window, uint32_t hash, struct slice key)
{
	const struct wanted wanted = { window, key };

	return hash_table_find_slot(&groups->table, hash ^ window->hash, is_wanted, &wanted);
}

static struct group *
add_group(struct groups *groups, struct window *window, struct slice key)
{
	struct group *group = new_group(groups, key);

	if (!group)
		return NULL;
	group->window = window;
	group->next = window->first;
	window->first = group;
	return group;
}

/* Puts the groups of a window into the table. 0, or -1 when memory ran out: then nothing is looked up any
 * more. */
static int
index_window(struct groups *groups, struct window *window)
{
	for (struct group *group = window->first; group; group = group->next) {
		if (hash_table_reserve(&groups->table)) {
			groups_end_lookup(groups);
			return -1;
		}
		uint32_t hash = query_hash(groups->query, group_key(group));
		*place_of(groups, window, hash, group_key(group)) = group;
		groups->table.count++;
	}
	window->indexed = true;
	return 0;
}

/* The group of a window that has few. */
static struct group *
find_among_few(const struct window *window, struct slice key)
{
	struct group *group = window->first;

	while (group && !slice_equal(group_key(group), key))
		group = group->next;
	return group;
}

/* Whether there are fewer than FEW groups. */
static bool
has_few(const struct window *window)
{
	int count = 0;

	for (const struct group *group = window->first; group; group = group->next)
		count++;
	return count < FEW;
}

/* The group of a window whose groups are in the table, made if it is new. */
static struct group *
find_indexed(struct groups *groups, struct window *window, uint32_t hash, struct slice key)
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

/* Sessions: the groups of one key are in a tree by their starts, a treap (Seidel and Aragon 1996), whose root
 * is in the table of groups: a search tree by the starts, and a heap by random numbers, for which the
 * scrambled address of a group serves. Each group is in a window of its own. */
struct session {
	struct window window; /* first member: the window of a group is its session */
	struct group *child[2];
};

static struct session *
session_of(const struct group *group)
{
	return (struct session *)group->window;
}

static int64_t
start_of(const struct group *group)
{
	return group->window->span.start;
}

static uint64_t
priority(const struct group *group)
{
	return (uint64_t)(uintptr_t)group * UINT64_C(0x9E3779B97F4A7C15);
}

/* Splits a tree into the sessions that start before `start`, and the others. */
static void
split(struct group *root, int64_t start, struct group **below, struct group **above)
{
	if (!root) {
		*below = *above = NULL;
	} else if (start_of(root) < start) {
		*below = root;
		split(session_of(root)->child[1], start, &session_of(root)->child[1], above);
	} else {
		*above = root;
		split(session_of(root)->child[0], start, below, &session_of(root)->child[0]);
	}
}

/* Joins two trees, the first of which lies before the second. */
static struct group *
join(struct group *a, struct group *b)
{
	if (!a || !b)
		return a ? a : b;
	if (priority(a) > priority(b)) {
		session_of(a)->child[1] = join(session_of(a)->child[1], b);
		return a;
	}
	session_of(b)->child[0] = join(a, session_of(b)->child[0]);
	return b;
}

static struct group *
insert(struct group *root, struct group *group)
{
	if (!root || priority(group) > priority(root)) {
		struct session *session = session_of(group);
		split(root, start_of(group), &session->child[0], &session->child[1]);
		return group;
	}
	struct group **child = &session_of(root)->child[start_of(group) > start_of(root)];
	*child = insert(*child, group);
	return root;
}

static struct group *
erase(struct group *root, const struct group *group)
{
	if (root == group)
		return join(session_of(root)->child[0], session_of(root)->child[1]);
	struct group **child = &session_of(root)->child[start_of(group) > start_of(root)];
	*child = erase(*child, group);
	return root;
}

/* The last session that starts at the limit or before, or NULL. */
static struct group *
last_until(struct group *root, int64_t limit)
{
	struct group *last = NULL;

	while (root) {
		bool until = start_of(root) <= limit;
		if (until)
			last = root;
		root = session_of(root)->child[until];
	}
	return last;
}

static struct group *
new_session(struct groups *groups, struct span span, struct slice key)
{
	struct session *session = NULL;
	struct group *group = new_group(groups, key);

	if (group && windows_reserve(&groups->windows) == 0)
		session = pool_take(&groups->pool, sizeof *session);
	if (!session) {
		if (group)
			free_group(groups, group);
		return NULL;
	}
	session->window.span = span;
	session->window.first = group;
	group->window = &session->window;
	windows_add(&groups->windows, &session->window);
	return group;
}

static void
free_session(struct groups *groups, struct group *group)
{
	windows_remove(&groups->windows, group->window);
	pool_give(&groups->pool, group->window, sizeof(struct session));
	free_group(groups, group);
}

/* Merges earlier sessions that the span touches into the group, and moves the start of the span to that of
 * the first of them. */
static int
merge_earlier(struct groups *groups, struct group **root, struct group *group, struct span *span)
{
	struct group *other;

	while ((other = last_until(*root, start_of(group) - 1)) && other->window->span.end >= span->start) {
		if (start_of(other) < span->start)
			span->start = start_of(other);
		if (merge_group(groups, group, other))
			return -1;
		*root = erase(*root, other);
		free_session(groups, other);
	}
	return 0;
}

static bool
has_key(const void *element, const void *key)
{
	return slice_equal(group_key(element), *(const struct slice *)key);
}

static struct group **
tree_of(const struct groups *groups, uint32_t hash, struct slice key)
{
	return (struct group **)hash_table_find_slot(&groups->table, hash, has_key, &key);
}

static struct group *
find_session(struct groups *groups, struct span span, uint32_t hash, struct slice key)
{
	struct group **root = tree_of(groups, hash, key);
	struct group *group = last_until(*root, span.end);

	if (!group || group->window->span.end < span.start) {
		if (!(group = new_session(groups, span, key)))
			return NULL;
		groups->table.count += *root == NULL;
		*root = insert(*root, group);
		return group;
	}
	struct span before = group->window->span;
	if (span.end < before.end)
		span.end = before.end;
	if (span.start > before.start)
		span.start = before.start;
	else if (span.start < before.start && merge_earlier(groups, root, group, &span))
		return NULL;
	if (span_compare(span, before) != 0) /* only after merging: the tree is ordered by the starts */
		windows_move(&groups->windows, group->window, span);
	return group;
}

static void
close_session(struct groups *groups, struct window *window)
{
	struct group *group = window->first;
	struct group **root = tree_of(groups, query_hash(groups->query, group_key(group)), group_key(group));

	*root = erase(*root, group);
	if (!*root)
		hash_table_remove(&groups->table, (void **)root);
	free_session(groups, group);
}

struct group *
groups_find_hashed(struct groups *groups, struct span span, uint32_t hash, struct slice key)
{
	if (groups->query->window.shape == WINDOW_SESSION)
		return hash_table_reserve(&groups->table) ? NULL : find_session(groups, span, hash, key);
	struct window *window = find_window(groups, span);
	if (!window)
		return NULL;
	if (!window->indexed) {
		struct group *group = find_among_few(window, key);
		if (group)
			return group;
		if (has_few(window))
			return add_group(groups, window, key);
		if (index_window(groups, window))
			return NULL;
	}
	return find_indexed(groups, window, hash, key);
}

struct group *
groups_find(struct groups *groups, struct span span, struct slice key)
{
	return groups_find_hashed(groups, span, query_hash(groups->query, key), key);
}

static uint32_t
likely_hash(const struct groups *groups, uint32_t hash)
{
	return groups->last ? hash ^ groups->last->hash : hash;
}

void
groups_prefetch_place(const struct groups *groups, uint32_t hash)
{
	hash_table_prefetch(&groups->table, likely_hash(groups, hash));
}

void
groups_prefetch_group(const struct groups *groups, uint32_t hash)
{
	const struct group *group = hash_table_guess(&groups->table, likely_hash(groups, hash));

	if (group)
		group_prefetch(group);
}

void
groups_end_lookup(struct groups *groups)
{
	if (groups->query->window.shape == WINDOW_SESSION)
		return; /* their trees are in the table */
	hash_table_free(&groups->table);
	hash_table_free(&groups->windows.table);
}

static void
unindex(struct groups *groups, const struct group *group)
{
	uint32_t hash = query_hash(groups->query, group_key(group));

	hash_table_remove(&groups->table, place_of(groups, group->window, hash, group_key(group)));
}

void
groups_close_window(struct groups *groups, struct window *window)
{
	if (groups->query->window.shape == WINDOW_SESSION) {
		close_session(groups, window);
		return;
	}
	/* The groups of the last window are removed at once, where that is less work than one by one. */
	if (groups->windows.count == 1 && groups->table.count > hash_table_capacity(&groups->table) / 8)
		hash_table_clear(&groups->table);
	for (struct group *group = window->first, *next; group; group = next) {
		next = group->next;
		if (window->indexed && groups->table.count)
			unindex(groups, group);
		free_group(groups, group);
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
