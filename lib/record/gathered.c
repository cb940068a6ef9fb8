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

int
gathered_add(struct gathered *gathered, const struct path_node *element, const struct slot *slots)
{
	size_t count = gathered->elements * gathered->keys;

	if (!gathered->array || count + gathered->keys > GATHERED_MOST) {
		gathered->array = NULL;
		return 0;
	}
	if (count + gathered->keys > gathered->capacity) {
		struct slot *grown = array_grow(
			gathered->slots, &gathered->capacity, count + gathered->keys, sizeof *grown);
		if (!grown)
			return -1;
		gathered->slots = grown;
	}
	for (const struct path_node *key = element->child; key; key = key->sibling)
		gathered->slots[count++] = slots[key->slot];
	gathered->elements++;
	return 0;
}
