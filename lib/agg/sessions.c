/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree is a treap (Seidel and Aragon 1996): a search tree by the starts, a heap by random numbers, for
 * which the scrambled address of a group serves. The table of groups holds its root. */
#include "agg/sessions.h"

struct session {
	struct window window; /* first, so that a group's window is its session */
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

/* Splits a tree into those that start before and the others. */
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

/* One tree of two, the first of which is all before the second. */
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

/* The last one that starts at the limit or before, or NULL. */
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
make(struct groups *groups, struct span span, struct slice key)
{
	struct session *session = NULL;
	struct group *group = group_new(groups, key);

	if (group && windows_reserve(&groups->windows) == 0)
		session = pool_take(&groups->pool, sizeof *session);
	if (!session)
		return NULL; /* the run ends; the pool has the group */
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
	group_free(groups, group);
}

/* Adds to the group those before it that the span touches; it then begins where the first of them does. */
static int
swallow(struct groups *groups, struct group **root, struct group *group, struct span *span)
{
	struct group *other;

	while ((other = last_until(*root, start_of(group) - 1)) && other->window->span.end >= span->start) {
		if (start_of(other) < span->start)
			span->start = start_of(other);
		if (group_merge(groups, group, other))
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

struct group *
session_find(struct groups *groups, struct span span, uint32_t hash, struct slice key)
{
	struct group **root = tree_of(groups, hash, key);
	struct group *group = last_until(*root, span.end);

	if (!group || group->window->span.end < span.start) {
		if (!(group = make(groups, span, key)))
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
	else if (span.start < before.start && swallow(groups, root, group, &span))
		return NULL;
	if (span_compare(span, before) != 0) /* only now, since the tree is ordered by the starts */
		windows_move(&groups->windows, group->window, span);
	return group;
}

void
session_close(struct groups *groups, struct window *window)
{
	struct group *group = window->first;
	struct group **root = tree_of(groups, query_hash(groups->query, group_key(group)), group_key(group));

	*root = erase(*root, group);
	if (!*root)
		hash_table_remove(&groups->table, (void **)root);
	free_session(groups, group);
}
