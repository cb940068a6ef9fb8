/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/gathered.h"

#include "base/array.h"
#include "record/scan.h"

#include <stdlib.h>

/* Fills in how many keys are wanted of the arrays at and below a node. */
static void
count_keys(struct gathered *gathered, const struct path_node *node)
{
	for (; node; node = node->sibling) {
		const struct path_node *key = node->element ? node->element->child : NULL;
		for (; key; key = key->sibling)
			gathered[node->element->slot].keys++;
		count_keys(gathered, node->child);
	}
}

struct gathered *
gathered_open(const struct projection *projection)
{
	struct gathered *gathered = calloc(projection->gathered + 1, sizeof *gathered);

	if (gathered)
		count_keys(gathered, projection->root.child);
	return gathered;
}

void
gathered_close(struct gathered *gathered, size_t count)
{
	for (size_t i = 0; gathered && i < count; i++)
		free(gathered[i].slots);
	free(gathered);
}

void
gathered_begin(struct gathered *gathered, const char *array)
{
	gathered->array = array;
	gathered->elements = 0;
}

static int
grow(struct gathered *gathered, size_t count)
{
	struct slot *grown = array_grow(gathered->slots, &gathered->capacity, count, sizeof *grown);

	if (!grown)
		return -1;
	gathered->slots = grown;
	return 0;
}

int
gathered_add(struct gathered *gathered, const struct path_node *element, struct slot *slots)
{
	size_t count = gathered->elements * gathered->keys;

	if (count + gathered->keys > GATHERED_MOST)
		gathered->array = NULL;
	if (!gathered->array)
		count = 0; /* where they are taken to does not matter */
	if (count + gathered->keys > gathered->capacity && grow(gathered, count + gathered->keys))
		return -1;
	for (const struct path_node *key = element->child; key; key = key->sibling) {
		gathered->slots[count++] = slots[key->slot];
		slots[key->slot] = (struct slot){ 0 };
	}
	gathered->elements++;
	return 0;
}
