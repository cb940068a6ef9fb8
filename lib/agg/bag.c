/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/bag.h"

#include "agg/counted.h"
#include "base/hash.h"
#include "base/system.h"

#include <stdlib.h>

enum {
	FIRST_CAPACITY = 4,
	LARGE = 4096, /* places: 64 KiB, beyond the nearest cache */
	WAITING = 8,
};

/* A hash table: open addressing, a power of two of places, at most three quarters of them taken. Where it is
 * large, memory is slow: entries wait behind the places until there are WAITING of them, while their places
 * are fetched. */
struct bag_block {
	uint64_t total;
	size_t count, capacity; /* of entries */
	size_t waiting;
	uint64_t seed;
	struct counted at[];
};

static size_t
hash_of(const struct bag_block *block, const struct counted *entry)
{
	const uint64_t scale = entry->count_and_scale & 255;

	return (size_t)hash_word((uint64_t)entry->units + scale, block->seed);
}

/* Where the number of the entry is, or where it would stand. There must be a free place. */
static struct counted *
place_of(struct bag_block *block, const struct counted *entry)
{
	const uint64_t scale = entry->count_and_scale & 255;

	for (size_t at = hash_of(block, entry);; at++) {
		struct counted *place = &block->at[at & (block->capacity - 1)];
		if (counted_times(place) == 0 ||
			(place->units == entry->units && (place->count_and_scale & 255) == scale))
			return place;
	}
}

/* Adds an entry, or its count to that of the same number. There must be room. */
static void
put(struct bag_block *block, const struct counted *entry)
{
	struct counted *place = place_of(block, entry);

	if (counted_times(place) == 0) {
		*place = *entry;
		block->count++;
	} else {
		place->count_and_scale += counted_times(entry) << 8;
	}
}

/* There is room for so few in the quarter that is free. */
static void
put_waiting(struct bag_block *block)
{
	while (block->waiting)
		put(block, &block->at[block->capacity + --block->waiting]);
}

static struct bag_block *
open_block(size_t capacity)
{
	const size_t places = capacity + (capacity >= LARGE ? WAITING : 0);
	struct bag_block *block = calloc(1, sizeof *block + places * sizeof *block->at);

	if (!block)
		return NULL;
	block->capacity = capacity;
	block->seed = system_hash_seed();
	return block;
}

/* Moves the bag, of which no entry waits, to a block so large. */
static int
grow(struct bag *bag, size_t capacity)
{
	struct bag_block *block = bag->block;
	struct bag_block *grown = open_block(capacity);

	if (!grown)
		return -1;
	if (block)
		grown->total = block->total;
	for (size_t i = 0; block && i < block->capacity; i++)
		if (counted_times(&block->at[i]))
			put(grown, &block->at[i]);
	free(block);
	bag->block = grown;
	return 0;
}

/* Makes room for one more entry. When there is none no entry waits: the count changes as they are put. */
static int
make_room(struct bag *bag)
{
	struct bag_block *block = bag->block;

	if (block && 4 * block->count < 3 * block->capacity)
		return 0;
	return grow(bag, block ? 2 * block->capacity : FIRST_CAPACITY);
}

int
bag_add(struct bag *bag, struct number number, uint64_t count)
{
	const struct counted entry = counted_of(number, count);

	if (count == 0)
		return 0;
	if (make_room(bag))
		return -1;
	struct bag_block *block = bag->block;
	block->total += count;
	if (block->capacity < LARGE) {
		put(block, &entry);
		return 0;
	}
	__builtin_prefetch(&block->at[hash_of(block, &entry) & (block->capacity - 1)], 1);
	block->at[block->capacity + block->waiting++] = entry;
	if (block->waiting == WAITING)
		put_waiting(block);
	return 0;
}

bool
bag_next(const struct bag *bag, size_t *at, struct number *number, uint64_t *count)
{
	struct bag_block *block = bag->block;

	if (block && block->waiting)
		put_waiting(block);
	while (block && *at < block->capacity) {
		const struct counted *counted = &block->at[(*at)++];
		*number = counted_number(counted);
		*count = counted_times(counted);
		if (*count)
			return true;
	}
	return false;
}

/* A block is walked in the order of the hashes, and so it would fill one stretch of a smaller one after the
 * other, each beyond its room. */
static int
as_large_as(struct bag *bag, const struct bag *other)
{
	if (!other->block || (bag->block && bag->block->capacity >= other->block->capacity))
		return 0;
	if (bag->block)
		put_waiting(bag->block);
	return grow(bag, other->block->capacity);
}

int
bag_merge(struct bag *bag, const struct bag *other)
{
	struct number number;
	uint64_t count;
	size_t at = 0;

	if (as_large_as(bag, other))
		return -1;
	while (bag_next(other, &at, &number, &count))
		if (bag_add(bag, number, count))
			return -1;
	return 0;
}

uint64_t
bag_total(const struct bag *bag)
{
	return bag->block ? bag->block->total : 0;
}

size_t
bag_different(const struct bag *bag)
{
	if (!bag->block)
		return 0;
	put_waiting(bag->block);
	return bag->block->count;
}

int
bag_map(struct bag *bag, struct number (*map)(struct number number))
{
	struct bag mapped = { 0 };
	struct number number;
	uint64_t count;
	size_t at = 0;

	if (as_large_as(&mapped, bag))
		return -1;
	while (bag_next(bag, &at, &number, &count))
		if (bag_add(&mapped, map(number), count)) {
			bag_free(&mapped);
			return -1;
		}
	bag_free(bag);
	*bag = mapped;
	return 0;
}

void
bag_free(struct bag *bag)
{
	free(bag->block);
	bag->block = NULL;
}
