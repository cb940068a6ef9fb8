/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash_table: a table of pointers to elements that lie elsewhere, and of their hashes, so that hardly any but
 * the wanted one is looked at. Open addressing; at most seven eighths of the places are used. */
#ifndef BASE_HASH_TABLE_H
#define BASE_HASH_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hash_table { /* all zero is an empty one */
	void **at;
	uint32_t *hashes; /* 0 where the place is free; a hash of 0 counts as 1 */
	size_t capacity, count;
};

/* Makes room for one more element. 0, or -1 when memory ran out. */
int hash_table_reserve(struct hash_table *table);

/* Where an element of this hash stands at the earliest. In the order of the hashes, so that a table that
 * grows is copied from one end to the other. */
static inline size_t
hash_table_home(const struct hash_table *table, uint32_t hash)
{
	return (size_t)((uint64_t)hash * table->capacity >> 32);
}

static inline size_t
hash_table_behind(const struct hash_table *table, size_t i)
{
	return i + 1 == table->capacity ? 0 : i + 1;
}

/* The place of an element with this hash that `same` accepts, or the free one where it would stand, which is
 * NULL: write the element there and add to count, or leave it, when there is none after all: the next of this
 * hash gets it. There must be room (hash_table_reserve). */
static inline void **
hash_table_place(const struct hash_table *table, uint32_t hash,
	bool (*same)(const void *element, const void *wanted), const void *wanted)
{
	size_t i = hash_table_home(table, hash);

	for (hash += hash == 0; table->hashes[i]; i = hash_table_behind(table, i))
		if (table->hashes[i] == hash && (!table->at[i] || same(table->at[i], wanted)))
			return &table->at[i];
	table->hashes[i] = hash;
	return &table->at[i];
}

/* Has the processor fetch what an element of this hash is going to be looked for in. */
static inline void
hash_table_prefetch(const struct hash_table *table, uint32_t hash)
{
	size_t i = hash_table_home(table, hash);

	__builtin_prefetch(&table->hashes[i]);
	__builtin_prefetch(&table->at[i]);
}

/* An element of this hash, which most likely is the one that is wanted, or NULL. */
static inline const void *
hash_table_guess(const struct hash_table *table, uint32_t hash)
{
	size_t i = hash_table_home(table, hash);

	for (hash += hash == 0; table->hashes[i]; i = hash_table_behind(table, i))
		if (table->hashes[i] == hash)
			return table->at[i];
	return NULL;
}

/* Empties the place of an element. Other elements may move to other places. */
void hash_table_remove(struct hash_table *table, void **place);

/* Empties all places. */
void hash_table_clear(struct hash_table *table);

/* The elements are the caller's. */
void hash_table_free(struct hash_table *table);

#endif
