/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/projection.h"

#include "base/array.h"

#include <stdlib.h>

static struct path_node *
child(struct projection *projection, struct path_node *parent, struct slice key)
{
	struct path_node **link = &parent->child;

	for (; *link; link = &(*link)->sibling)
		if (slice_equal((*link)->key, key))
			return *link;
	struct path_node *node = arena_take(&projection->arena, sizeof *node);
	if (!node)
		return NULL;
	node->key = arena_copy(&projection->arena, key);
	node->slot = -1;
	if (!node->key.at)
		return NULL;
	return *link = node;
}

static int
slot(struct projection *projection, struct path_node *node, struct slice path)
{
	if (!node)
		return -1;
	if (node->slot >= 0)
		return node->slot;
	struct slice *paths =
		array_grow(projection->paths, &projection->capacity, projection->slots + 1, sizeof *paths);
	if (!paths)
		return -1;
	projection->paths = paths;
	struct slice copy = arena_copy(&projection->arena, path);
	if (!copy.at)
		return -1;
	projection->paths[projection->slots] = copy;
	return node->slot = (int)projection->slots++;
}

int
projection_path(struct projection *projection, struct slice path)
{
	struct path_node *node = &projection->root;
	const char *at = path.at, *end = at + path.length;

	for (const char *dot; node; at = dot + 1) {
		dot = memchr(at, '.', (size_t)(end - at));
		node = child(projection, node, slice_between(at, dot ? dot : end));
		if (!dot)
			break;
	}
	return slot(projection, node, path);
}

int
projection_field(struct projection *projection, struct slice name)
{
	return slot(projection, child(projection, &projection->root, name), name);
}

void
projection_free(struct projection *projection)
{
	arena_free(&projection->arena);
	free(projection->paths);
	*projection = (struct projection){ 0 };
}
