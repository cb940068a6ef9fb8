/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash_table.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64, LARGE = 16384 };

static void
put(struct hash_table *table, uint32_t hash, void *element)
{
	size_t i = hash_table_home(table, hash);

	while (table->hashes[i])
		i = hash_table_behind(table, i);
	table->hashes[i] = hash;
	table->at[i] = element;
}

/* A large one grows by little, or most of it would stand empty. */
static size_t
grow(size_t capacity)
{
	return capacity < FIRST_CAPACITY ? FIRST_CAPACITY
	       : capacity < LARGE        ? 2 * capacity
					 : capacity + capacity / 4;
}

int
hash_table_reserve(struct hash_table *table)
{
	if (8 * (table->count + 1) <= 7 * table->capacity)
		return 0;
	struct hash_table grown = { .capacity = grow(table->capacity), .count = table->count };
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

/* How many places lie from one to the other, round the end. */
static size_t
distance(const struct hash_table *table, size_t from, size_t to)
{
	return to >= from ? to - from : to + table->capacity - from;
}

/* Those behind the gap that would be looked for in it, or before, move up. */
void
hash_table_remove(struct hash_table *table, void **place)
{
	size_t gap = (size_t)(place - table->at);

	table->count--;
	for (size_t i = hash_table_behind(table, gap); table->hashes[i]; i = hash_table_behind(table, i)) {
		size_t home = hash_table_home(table, table->hashes[i]);
		if (distance(table, home, i) < distance(table, gap, i))
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

void
hash_table_free(struct hash_table *table)
{
	free(table->at);
	free(table->hashes);
	*table = (struct hash_table){ 0 };
}
