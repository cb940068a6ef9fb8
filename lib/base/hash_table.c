/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash_table.h"

#include <stdlib.h>
#include <string.h>

/* A large table grows by half, so that less of it stays empty. */
static size_t
more_buckets(size_t count)
{
	enum { FIRST = 16, LARGE = 4096 };

	return count < FIRST ? FIRST : count < LARGE ? 2 * count : count + count / 2;
}

static struct hash_bucket *
first_bucket(void *memory)
{
	const size_t size = sizeof(struct hash_bucket);

	return (struct hash_bucket *)(((uintptr_t)memory + size - 1) / size * size);
}

/* Adds an element that is not in the table. */
static void
put(struct hash_table *table, uint32_t hash, void *element)
{
	struct hash_bucket *bucket = hash_table_home(table, hash);
	size_t i;

	for (;; bucket = hash_table_next_bucket(table, bucket)) {
		for (i = 0; i < HASH_BUCKET_SLOTS && bucket->hashes[i]; i++)
			;
		if (i < HASH_BUCKET_SLOTS)
			break;
	}
	bucket->hashes[i] = hash;
	bucket->elements[i] = element;
}

int
hash_table_grow(struct hash_table *table)
{
	struct hash_table grown = { .bucket_count = more_buckets(table->bucket_count),
		.count = table->count };
	grown.memory = calloc(grown.bucket_count + 1, sizeof *grown.buckets);
	if (!grown.memory)
		return -1;
	grown.buckets = first_bucket(grown.memory);
	for (size_t k = 0; k < table->bucket_count; k++) {
		const struct hash_bucket *bucket = &table->buckets[k];
		for (size_t i = 0; i < HASH_BUCKET_SLOTS; i++)
			if (bucket->elements[i])
				put(&grown, bucket->hashes[i], bucket->elements[i]);
	}
	hash_table_free(table);
	*table = grown;
	return 0;
}

struct hash_slot {
	uint32_t *hash;
	void **element;
	size_t number; /* from 0 to below the capacity */
};

static struct hash_slot
slot_at(const struct hash_table *table, size_t number)
{
	struct hash_bucket *bucket = &table->buckets[number / HASH_BUCKET_SLOTS];
	size_t i = number % HASH_BUCKET_SLOTS;

	return (struct hash_slot){ &bucket->hashes[i], &bucket->elements[i], number };
}

static struct hash_slot
next_slot(const struct hash_table *table, const struct hash_slot *slot)
{
	return slot_at(table, slot->number + 1 == hash_table_capacity(table) ? 0 : slot->number + 1);
}

/* The number of slots from one to the other, wrapping at the end of the table. */
static size_t
distance(const struct hash_table *table, size_t from, size_t to)
{
	return to >= from ? to - from : to + hash_table_capacity(table) - from;
}

/* Elements after the gap move into it when a search for them would pass it. */
void
hash_table_remove(struct hash_table *table, void **removed)
{
	size_t bucket = (size_t)((char *)removed - (char *)table->buckets) / sizeof *table->buckets;
	struct hash_slot gap = slot_at(
		table, bucket * HASH_BUCKET_SLOTS + (size_t)(removed - table->buckets[bucket].elements));

	table->count--;
	for (struct hash_slot slot = next_slot(table, &gap); *slot.hash; slot = next_slot(table, &slot)) {
		size_t home =
			(size_t)(hash_table_home(table, *slot.hash) - table->buckets) * HASH_BUCKET_SLOTS;
		if (distance(table, home, slot.number) < distance(table, gap.number, slot.number))
			continue;
		*gap.element = *slot.element;
		*gap.hash = *slot.hash;
		gap = slot;
	}
	*gap.element = NULL;
	*gap.hash = 0;
}

void
hash_table_clear(struct hash_table *table)
{
	if (table->count)
		memset(table->buckets, 0, table->bucket_count * sizeof *table->buckets);
	table->count = 0;
}

void
hash_table_free(struct hash_table *table)
{
	free(table->memory);
	*table = (struct hash_table){ 0 };
}
