/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash_table: pointers to elements that the caller owns, found by a 32-bit hash. A bucket is a cache line
 * with the hashes of its elements, so that hardly any element but the wanted one is read. Open addressing
 * from bucket to bucket; at most seven eighths of the slots are in use.
 *
 * Elements may have equal hashes, and even equal keys: hash_table_find_slot asks `same` about each element of
 * the hash in turn, so that a `same` which accepts none visits them all. To sweep a table, remove while going
 * through its slots; after a removal look at the same slot again. */
#ifndef BASE_HASH_TABLE_H
#define BASE_HASH_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HASH_BUCKET_SLOTS = 5 }; /* as many hashes and pointers as fit into a cache line */

struct hash_bucket {
	uint32_t hashes[HASH_BUCKET_SLOTS]; /* 0 where the slot is free; a hash of 0 counts as 1 */
	void *elements[HASH_BUCKET_SLOTS];
};

struct hash_table { /* all zero is an empty one */
	struct hash_bucket *buckets;
	size_t bucket_count;
	size_t count; /* number of elements */
	void *memory; /* contains the buckets, which begin at its first cache line */
};

/* hash_table_reserve when there are too few slots. */
int hash_table_grow(struct hash_table *table);

/* The number of slots. */
static inline size_t
hash_table_capacity(const struct hash_table *table)
{
	return table->bucket_count * HASH_BUCKET_SLOTS;
}

/* Reserves a slot for one more element. 0, or -1 when memory ran out. */
static inline int
hash_table_reserve(struct hash_table *table)
{
	return 8 * (table->count + 1) <= 7 * hash_table_capacity(table) ? 0 : hash_table_grow(table);
}

/* The element in a slot, from 0 to below the capacity, or NULL. */
static inline void *
hash_table_at(const struct hash_table *table, size_t slot)
{
	return table->buckets[slot / HASH_BUCKET_SLOTS].elements[slot % HASH_BUCKET_SLOTS];
}

/* The bucket where the search for a hash begins. Buckets are in the order of the hashes, so that a table that
 * grows is copied from one end to the other. */
static inline struct hash_bucket *
hash_table_home(const struct hash_table *table, uint32_t hash)
{
	return &table->buckets[(uint64_t)hash * table->bucket_count >> 32];
}

/* The next bucket; after the last, the first. */
static inline struct hash_bucket *
hash_table_next_bucket(const struct hash_table *table, struct hash_bucket *bucket)
{
	return bucket + 1 == table->buckets + table->bucket_count ? table->buckets : bucket + 1;
}

/* The slot of the element with this hash that `same` accepts, or else a free one for it, which holds NULL:
 * write the element there and add to count, or leave it for the next element of this hash. Reserve first
 * (hash_table_reserve). */
static inline void **
hash_table_find_slot(const struct hash_table *table, uint32_t hash,
	bool (*same)(const void *element, const void *wanted), const void *wanted)
{
	struct hash_bucket *bucket = hash_table_home(table, hash);

	for (hash += hash == 0;; bucket = hash_table_next_bucket(table, bucket)) {
		for (size_t i = 0; i < HASH_BUCKET_SLOTS; i++) {
			if (bucket->hashes[i] == hash &&
				(!bucket->elements[i] || same(bucket->elements[i], wanted)))
				return &bucket->elements[i];
			if (bucket->hashes[i] == 0) {
				bucket->hashes[i] = hash;
				return &bucket->elements[i];
			}
		}
	}
}

/* Prefetches the bucket where the search for a hash begins. */
static inline void
hash_table_prefetch(const struct hash_table *table, uint32_t hash)
{
	__builtin_prefetch(hash_table_home(table, hash));
}

/* An element of this hash in that bucket, which most likely is the wanted one, or NULL. */
static inline const void *
hash_table_guess(const struct hash_table *table, uint32_t hash)
{
	const struct hash_bucket *bucket = hash_table_home(table, hash);

	hash += hash == 0;
	for (size_t i = 0; i < HASH_BUCKET_SLOTS; i++)
		if (bucket->hashes[i] == hash)
			return bucket->elements[i];
	return NULL;
}

/* Empties the slot of an element. Elements of other slots may move. */
void hash_table_remove(struct hash_table *table, void **slot);

/* Empties all slots. */
void hash_table_clear(struct hash_table *table);

/* Frees the table, but not the elements. */
void hash_table_free(struct hash_table *table);

#endif
