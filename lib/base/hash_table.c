/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash_table.h"

#include <stdlib.h>

enum { FIRST_CAPACITY = 64 };

static uint32_t
hash_of(const void *element)
{
	return *(const uint32_t *)element;
}

/* Where an element of this hash would stand were all places on its way taken by others. */
static size_t
free_place(void *const *at, size_t capacity, uint32_t hash)
{
	size_t i = hash & (capacity - 1);

	while (at[i])
		i = (i + 1) & (capacity - 1);
	return i;
}

int
hash_table_reserve(struct hash_table *table)
{
	if (4 * (table->count + 1) <= 3 * table->capacity)
		return 0;
	size_t capacity = table->capacity ? 2 * table->capacity : FIRST_CAPACITY;
	void **at = calloc(capacity, sizeof *at);
	if (!at)
		return -1;
	for (size_t i = 0; i < table->capacity; i++)
		if (table->at[i])
			at[free_place(at, capacity, hash_of(table->at[i]))] = table->at[i];
	free(table->at);
	table->at = at;
	table->capacity = capacity;
	return 0;
}

void **
hash_table_place(const struct hash_table *table, uint32_t hash,
	bool (*same)(const void *element, const void *wanted), const void *wanted)
{
	size_t i = hash & (table->capacity - 1);

	while (table->at[i] && !(hash_of(table->at[i]) == hash && same(table->at[i], wanted)))
		i = (i + 1) & (table->capacity - 1);
	return &table->at[i];
}

/* Those behind the gap that would be looked for in it, or before, move up. */
void
hash_table_remove(struct hash_table *table, void **place)
{
	size_t last = table->capacity - 1;
	size_t gap = (size_t)(place - table->at);

	table->count--;
	for (size_t i = (gap + 1) & last; table->at[i]; i = (i + 1) & last) {
		size_t home = hash_of(table->at[i]) & last;
		if (((i - home) & last) < ((i - gap) & last))
			continue;
		table->at[gap] = table->at[i];
		gap = i;
	}
	table->at[gap] = NULL;
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
	*table = (struct hash_table){ 0 };
}
