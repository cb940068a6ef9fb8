/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash_table.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64 };

static void
put(struct hash_table *table, uint32_t hash, void *element)
{
	size_t last = table->capacity - 1, i = hash & last;

	while (table->hashes[i])
		i = (i + 1) & last;
	table->hashes[i] = hash;
	table->at[i] = element;
}

int
hash_table_reserve(struct hash_table *table)
{
	if (8 * (table->count + 1) <= 7 * table->capacity)
		return 0;
	struct hash_table grown = { .capacity = table->capacity ? 2 * table->capacity : FIRST_CAPACITY,
		.count = table->count };
	grown.at = calloc(grown.capacity, sizeof *grown.at);
	grown.hashes = calloc(grown.capacity, sizeof *grown.hashes);
	if (!grown.at || !grown.hashes) {
		hash_table_free(&grown);
		return -1;
	}
	for (size_t i = 0; i < table->capacity; i++)
		if (table->at[i])
			put(&grown, table->hashes[i], table->at[i]);
	hash_table_free(table);
	*table = grown;
	return 0;
}

/* Those behind the gap that would be looked for in it, or before, move up. */
void
hash_table_remove(struct hash_table *table, void **place)
{
	size_t last = table->capacity - 1;
	size_t gap = (size_t)(place - table->at);

	table->count--;
	for (size_t i = (gap + 1) & last; table->hashes[i]; i = (i + 1) & last) {
		size_t home = table->hashes[i] & last;
		if (((i - home) & last) < ((i - gap) & last))
			continue;
		table->at[gap] = table->at[i];
		table->hashes[gap] = table->hashes[i];
		gap = i;
	}
	table->at[gap] = NULL;
	table->hashes[gap] = 0;
}

void
hash_table_clear(struct hash_table *table)
{
	if (table->count) {
		memset(table->at, 0, table->capacity * sizeof *table->at);
		memset(table->hashes, 0, table->capacity * sizeof *table->hashes);
	}
	table->count = 0;
}

void *
hash_table_next(const struct hash_table *table, size_t *at)
{
	while (*at < table->capacity)
		if (table->at[(*at)++])
			return table->at[*at - 1];
	return NULL;
}

void
hash_table_free(struct hash_table *table)
{
	free(table->at);
	free(table->hashes);
	*table = (struct hash_table){ 0 };
}
