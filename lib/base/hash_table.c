/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash_table.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_LINES = 16, LARGE = 4096 };

/* A large one grows by less, or much of it would stand empty. */
static size_t
more_than(size_t lines)
{
	return lines < FIRST_LINES ? FIRST_LINES : lines < LARGE ? 2 * lines : lines + lines / 2;
}

static struct hash_bucket *
first_line(void *memory)
{
	const size_t size = sizeof(struct hash_bucket);

	return (struct hash_bucket *)(((uintptr_t)memory + size - 1) / size * size);
}

/* Of an element that is not in it. */
static void
put(struct hash_table *table, uint32_t hash, void *element)
{
	struct hash_bucket *line = hash_table_home(table, hash);
	size_t i;

	for (;; line = hash_table_next_bucket(table, line)) {
		for (i = 0; i < HASH_BUCKET_SLOTS && line->hashes[i]; i++)
			;
		if (i < HASH_BUCKET_SLOTS)
			break;
	}
	line->hashes[i] = hash;
	line->at[i] = element;
}

int
hash_table_grow(struct hash_table *table)
{
	struct hash_table grown = { .line_count = more_than(table->line_count), .count = table->count };
	grown.memory = calloc(grown.line_count + 1, sizeof *grown.lines);
	if (!grown.memory)
		return -1;
	grown.lines = first_line(grown.memory);
	for (size_t i = 0; i < table->line_count; i++)
		for (size_t k = 0; k < HASH_BUCKET_SLOTS; k++)
			if (table->lines[i].at[k])
				put(&grown, table->lines[i].hashes[k], table->lines[i].at[k]);
	hash_table_free(table);
	*table = grown;
	return 0;
}

/* A place, with the number that it has in the table. */
struct spot {
	uint32_t *hash;
	void **at;
	size_t number;
};

static struct spot
spot_of(const struct hash_table *table, size_t number)
{
	struct hash_bucket *line = &table->lines[number / HASH_BUCKET_SLOTS];

	return (struct spot){ &line->hashes[number % HASH_BUCKET_SLOTS],
		&line->at[number % HASH_BUCKET_SLOTS], number };
}

static struct spot
next_spot(const struct hash_table *table, const struct spot *spot)
{
	return spot_of(table, spot->number + 1 == hash_table_capacity(table) ? 0 : spot->number + 1);
}

/* How many places lie from one to the other, round the end. */
static size_t
distance(const struct hash_table *table, size_t from, size_t to)
{
	return to >= from ? to - from : to + hash_table_capacity(table) - from;
}

/* Those behind the gap that would be looked for in it, or before, move up. */
void
hash_table_remove(struct hash_table *table, void **place)
{
	size_t line = (size_t)((char *)place - (char *)table->lines) / sizeof *table->lines;
	struct spot gap = spot_of(table, line * HASH_BUCKET_SLOTS + (size_t)(place - table->lines[line].at));

	table->count--;
	for (struct spot spot = next_spot(table, &gap); *spot.hash; spot = next_spot(table, &spot)) {
		size_t home = (size_t)(hash_table_home(table, *spot.hash) - table->lines) * HASH_BUCKET_SLOTS;
		if (distance(table, home, spot.number) < distance(table, gap.number, spot.number))
			continue;
		*gap.at = *spot.at;
		*gap.hash = *spot.hash;
		gap = spot;
	}
	*gap.at = NULL;
	*gap.hash = 0;
}

void
hash_table_clear(struct hash_table *table)
{
	if (table->count)
		memset(table->lines, 0, table->line_count * sizeof *table->lines);
	table->count = 0;
}

void
hash_table_free(struct hash_table *table)
{
	free(table->memory);
	*table = (struct hash_table){ 0 };
}
