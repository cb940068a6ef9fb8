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
	struct path_node *node = arena_alloc(&projection->arena, sizeof *node);
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

static struct path_node *
node_of_slot(struct path_node *node, int slot)
{
	for (struct path_node *child = node->child; child; child = child->sibling) {
		struct path_node *found = child->slot == slot ? child : node_of_slot(child, slot);
		if (found)
			return found;
	}
	return NULL;
}

struct gathering
projection_gather(struct projection *projection, int array, struct slice key)
{
	const struct gathering none = { .number = -1 };
	struct path_node *node = node_of_slot(&projection->root, array);

	if (!node->element) {
		node->element = arena_alloc(&projection->arena, sizeof *node->element);
		if (!node->element)
			return none;
		node->element->slot = (int)projection->gathered++;
	}
	struct path_node *wanted = child(projection, node->element, key);
	struct gathering gathering = { .number = node->element->slot };
	if (slot(projection, wanted, key) < 0)
		return none;
	for (const struct path_node *i = node->element->child; i != wanted; i = i->sibling)
		gathering.key++;
	return gathering;
}

void
projection_free(struct projection *projection)
{
	arena_free(&projection->arena);
	free(projection->paths);
	*projection = (struct projection){ 0 };
}
