/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash_table: a table of pointers to elements that lie elsewhere, and of their hashes, so that hardly any but
 * the wanted one is looked at. Open addressing, from cache line to cache line; at most seven eighths of the
 * places are used. */
#ifndef BASE_HASH_TABLE_H
#define BASE_HASH_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HASH_BUCKET_SLOTS = 5 }; /* places whose hashes and pointers fit into a cache line */

struct hash_bucket {
	uint32_t hashes[HASH_BUCKET_SLOTS]; /* 0 where the place is free; a hash of 0 counts as 1 */
	void *at[HASH_BUCKET_SLOTS];
};

struct hash_table { /* all zero is an empty one */
	struct hash_bucket *lines;
	size_t line_count;
	size_t count; /* of elements */
	void *memory; /* that the lines are in: they begin at its first cache line */
};

/* hash_table_reserve where there is too little room. */
int hash_table_grow(struct hash_table *table);

/* The number of places. */
static inline size_t
hash_table_capacity(const struct hash_table *table)
{
	return table->line_count * HASH_BUCKET_SLOTS;
}

/* Makes room for one more element. 0, or -1 when memory ran out. */
static inline int
hash_table_reserve(struct hash_table *table)
{
	return 8 * (table->count + 1) <= 7 * hash_table_capacity(table) ? 0 : hash_table_grow(table);
}

/* The element at a place, from 0 on, or NULL. */
static inline void *
hash_table_at(const struct hash_table *table, size_t place)
{
	return table->lines[place / HASH_BUCKET_SLOTS].at[place % HASH_BUCKET_SLOTS];
}

/* Where an element of this hash stands at the earliest. In the order of the hashes, so that a table that
 * grows is copied from one end to the other. */
static inline struct hash_bucket *
hash_table_home(const struct hash_table *table, uint32_t hash)
{
	return &table->lines[(uint64_t)hash * table->line_count >> 32];
}

static inline struct hash_bucket *
hash_table_next_bucket(const struct hash_table *table, struct hash_bucket *line)
{
	return line + 1 == table->lines + table->line_count ? table->lines : line + 1;
}

/* The place of an element with this hash that `same` accepts, or the free one where it would stand, which is
 * NULL: write the element there and add to count, or leave it, when there is none after all: the next of this
 * hash gets it. There must be room (hash_table_reserve). */
static inline void **
hash_table_find_slot(const struct hash_table *table, uint32_t hash,
	bool (*same)(const void *element, const void *wanted), const void *wanted)
{
	struct hash_bucket *line = hash_table_home(table, hash);

	for (hash += hash == 0;; line = hash_table_next_bucket(table, line)) {
		for (size_t i = 0; i < HASH_BUCKET_SLOTS; i++) {
			if (line->hashes[i] == hash && (!line->at[i] || same(line->at[i], wanted)))
				return &line->at[i];
			if (line->hashes[i] == 0) {
				line->hashes[i] = hash;
				return &line->at[i];
			}
		}
	}
}

/* Has the processor fetch what an element of this hash is going to be looked for in. */
static inline void
hash_table_prefetch(const struct hash_table *table, uint32_t hash)
{
	__builtin_prefetch(hash_table_home(table, hash));
}

/* An element of this hash in the line that was fetched, which most likely is the one that is wanted, or NULL.
 */
static inline const void *
hash_table_guess(const struct hash_table *table, uint32_t hash)
{
	const struct hash_bucket *line = hash_table_home(table, hash);

	hash += hash == 0;
	for (size_t i = 0; i < HASH_BUCKET_SLOTS; i++)
		if (line->hashes[i] == hash)
			return line->at[i];
	return NULL;
}

/* Empties the place of an element. Other elements may move to other places. */
void hash_table_remove(struct hash_table *table, void **place);

/* Empties all places. */
void hash_table_clear(struct hash_table *table);

/* The elements are the caller's. */
void hash_table_free(struct hash_table *table);

#endif
