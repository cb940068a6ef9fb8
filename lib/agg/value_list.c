/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/value_list.h"

#include "agg/packed.h"
#include "base/hash.h"
#include "base/system.h"

#include <stdbool.h>
#include <stdlib.h>

#define NONE SIZE_MAX

enum {
	ALIGNMENT = 8,
	FIRST_BLOCK = 64,
	FEW = 8, /* values that are searched one by one */
};

/* A value in the block, behind its note if there are such, up to the next multiple of ALIGNMENT. */
struct entry {
	uint32_t hash;
	uint32_t length;
	unsigned char kind;
	unsigned char bytes[];
};

static size_t
note_size(const struct value_list *list)
{
	return list->bare ? 0 : sizeof(struct note);
}

/* Offsets are those of notes, or of entries without. */
static struct note *
note_at(const struct value_list *list, size_t offset)
{
	return (struct note *)(void *)(list->block + offset);
}

static struct entry *
entry_at(const struct value_list *list, size_t offset)
{
	return (struct entry *)(void *)(list->block + offset + note_size(list));
}

static size_t
size_of(const struct value_list *list, size_t length)
{
	size_t size = note_size(list) + offsetof(struct entry, bytes) + length;

	return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* The offset of the next one. */
static size_t
behind(const struct value_list *list, size_t offset)
{
	return offset + size_of(list, entry_at(list, offset)->length);
}

static struct slice
entry_bytes(const struct entry *entry)
{
	return (struct slice){ (const char *)entry->bytes, entry->length };
}

/* A value that is looked for. */
struct sought {
	enum value_kind kind;
	uint32_t hash;
	struct slice bytes;
};

static bool
entry_is(const struct entry *entry, const struct sought *sought)
{
	return entry->hash == sought->hash && entry->kind == sought->kind &&
	       slice_equal(entry_bytes(entry), sought->bytes);
}

/* Adds one and returns its offset, or NONE when memory ran out. */
static size_t
append(struct value_list *list, const struct sought *sought)
{
	size_t size = size_of(list, sought->bytes.length), offset = list->length;
	size_t capacity = list->capacity ? list->capacity : FIRST_BLOCK;

	if (offset / ALIGNMENT >= UINT32_MAX - 1) /* 32 GiB */
		return NONE;
	while (capacity - offset < size)
		capacity *= 2;
	if (capacity != list->capacity) {
		unsigned char *block = realloc(list->block, capacity);
		if (!block)
			return NONE;
		list->block = block;
		list->capacity = capacity;
	}
	memset(list->block + offset, 0, size);
	struct entry *entry = entry_at(list, offset);
	entry->hash = sought->hash;
	entry->length = (uint32_t)sought->bytes.length;
	entry->kind = (unsigned char)sought->kind;
	if (sought->bytes.length)
		memcpy(entry->bytes, sought->bytes.at, sought->bytes.length);
	list->length += size;
	list->count++;
	return offset;
}

/* Where the hash table has the one that is sought (or, for NULL, nothing) on the way from that hash on. */
static uint32_t *
place_of(const struct value_list *list, uint32_t hash, const struct sought *sought)
{
	size_t at = hash & (list->place_count - 1);

	while (list->places[at]) {
		const struct entry *entry = entry_at(list, (size_t)(list->places[at] - 1) * ALIGNMENT);
		if (sought && entry_is(entry, sought))
			break;
		at = (at + 1) & (list->place_count - 1);
	}
	return &list->places[at];
}

/* Makes the table so large that half of it stays free. */
static int
grow_places(struct value_list *list)
{
	size_t count = list->place_count ? 2 * list->place_count : 4 * FEW;
	uint32_t *places = calloc(count, sizeof *places);

	if (!places)
		return -1;
	free(list->places);
	list->places = places;
	list->place_count = count;
	for (size_t at = 0; at < list->length; at = behind(list, at))
		*place_of(list, entry_at(list, at)->hash, NULL) = (uint32_t)(at / ALIGNMENT + 1);
	return 0;
}

static size_t
search(const struct value_list *list, const struct sought *sought)
{
	for (size_t at = 0; at < list->length; at = behind(list, at))
		if (entry_is(entry_at(list, at), sought))
			return at;
	return NONE;
}

struct note *
value_list_find(struct value_list *list, const struct value *value)
{
	struct packed packed;
	uint32_t *place = NULL;
	size_t at;

	value_pack(&packed, value);
	const struct sought sought = { value->kind,
		(uint32_t)hash_bytes(packed.bytes, system_hash_seed() ^ value->kind), packed.bytes };
	if (list->count >= FEW && 2 * (list->count + 1) > list->place_count && grow_places(list))
		return NULL;
	if (list->places) {
		place = place_of(list, sought.hash, &sought);
		at = *place ? (size_t)(*place - 1) * ALIGNMENT : NONE;
	} else {
		at = search(list, &sought);
	}
	if (at == NONE) {
		at = append(list, &sought);
		if (at == NONE)
			return NULL;
		if (place)
			*place = (uint32_t)(at / ALIGNMENT + 1);
	}
	return note_at(list, at);
}

struct note *
value_list_append(struct value_list *list, const struct value *value)
{
	struct packed packed;

	value_pack(&packed, value);
	size_t at = append(list, &(struct sought){ value->kind, 0, packed.bytes });
	return at == NONE ? NULL : note_at(list, at);
}

bool
value_list_next(const struct value_list *list, size_t *at, struct listed *listed)
{
	if (*at >= list->length)
		return false;
	const struct entry *entry = entry_at(list, *at);
	listed->value = value_unpack(entry->kind, entry_bytes(entry));
	listed->note = list->bare ? (struct note){ 0 } : *note_at(list, *at);
	*at = behind(list, *at);
	return true;
}

struct listed *
value_list_sorted(const struct value_list *list, int (*compare)(const void *left, const void *right))
{
	struct listed *sorted = calloc(list->count + 1, sizeof *sorted);
	size_t at = 0;

	if (!sorted)
		return NULL;
	for (size_t i = 0; value_list_next(list, &at, &sorted[i]); i++)
		continue;
	if (list->count > 1)
		qsort(sorted, list->count, sizeof *sorted, compare);
	return sorted;
}

int
listed_by_value(const void *left, const void *right)
{
	const struct listed *a = left, *b = right;

	return value_compare(&a->value, &b->value);
}

int
listed_by_moment(const void *left, const void *right)
{
	const struct listed *a = left, *b = right;
	int order = moment_compare(&a->note.moment, &b->note.moment);

	return order ? order : listed_by_value(left, right);
}

int
listed_by_count(const void *left, const void *right)
{
	const struct listed *a = left, *b = right;

	if (a->note.count != b->note.count)
		return a->note.count > b->note.count ? -1 : 1;
	return listed_by_moment(left, right);
}

void
value_list_free(struct value_list *list)
{
	free(list->block);
	free(list->places);
	*list = (struct value_list){ 0 };
}
