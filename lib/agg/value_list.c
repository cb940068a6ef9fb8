/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/value_list.h"

#include "base/hash.h"
#include "base/system.h"

#include <stdlib.h>

#define NONE SIZE_MAX

enum {
	ALIGNMENT = 8,
	FIRST_BLOCK = 64,
	FEW = 8, /* most values that are searched one by one */
};

/* A value in the block. It follows its note, if the list has notes, and is padded to ALIGNMENT. */
struct stored_value {
	uint32_t hash;
	uint32_t length;
	unsigned char kind;
	unsigned char bytes[];
};

static size_t
note_size(const struct value_list *list)
{
	return list->bare ? 0 : sizeof(struct value_note);
}

/* An offset is that of the note, or of the value where there are no notes. */
static struct value_note *
note_at(const struct value_list *list, size_t offset)
{
	return (struct value_note *)(void *)(list->block + offset);
}

static struct stored_value *
value_at(const struct value_list *list, size_t offset)
{
	return (struct stored_value *)(void *)(list->block + offset + note_size(list));
}

static size_t
size_of(const struct value_list *list, size_t length)
{
	size_t size = note_size(list) + offsetof(struct stored_value, bytes) + length;

	return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static size_t
next_offset(const struct value_list *list, size_t offset)
{
	return offset + size_of(list, value_at(list, offset)->length);
}

static struct slice
stored_bytes(const struct stored_value *stored)
{
	return (struct slice){ (const char *)stored->bytes, stored->length };
}

/* A value to look for. */
struct wanted {
	enum value_kind kind;
	uint32_t hash;
	struct slice bytes;
};

static bool
is_wanted(const struct stored_value *stored, const struct wanted *wanted)
{
	return stored->hash == wanted->hash && stored->kind == wanted->kind &&
	       slice_equal(stored_bytes(stored), wanted->bytes);
}

/* Adds a value. Its offset, or NONE when memory ran out. */
static size_t
append(struct value_list *list, const struct wanted *wanted)
{
	size_t size = size_of(list, wanted->bytes.length), offset = list->length;
	size_t capacity = list->capacity ? list->capacity : FIRST_BLOCK;

	if (offset / ALIGNMENT >= UINT32_MAX - 1) /* 32 GiB: slots could not hold the offset */
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
	struct stored_value *stored = value_at(list, offset);
	stored->hash = wanted->hash;
	stored->length = (uint32_t)wanted->bytes.length;
	stored->kind = (unsigned char)wanted->kind;
	if (wanted->bytes.length)
		memcpy(stored->bytes, wanted->bytes.at, wanted->bytes.length);
	list->length += size;
	list->count++;
	return offset;
}

/* A slot of the hash table is 0 where it is free: four bytes, since the block may move. */
static uint32_t
slot_of_offset(size_t offset)
{
	return (uint32_t)(offset / ALIGNMENT + 1);
}

static size_t
offset_of_slot(uint32_t slot)
{
	return (size_t)(slot - 1) * ALIGNMENT;
}

/* The slot of the wanted value, or the free one where it would be; for NULL, the first free one from that
 * hash on. */
static uint32_t *
find_slot(const struct value_list *list, uint32_t hash, const struct wanted *wanted)
{
	size_t at = hash & (list->slot_count - 1);

	while (list->slots[at]) {
		if (wanted && is_wanted(value_at(list, offset_of_slot(list->slots[at])), wanted))
			break;
		at = (at + 1) & (list->slot_count - 1);
	}
	return &list->slots[at];
}

/* Doubles the hash table, so that half of it stays free. */
static int
grow_slots(struct value_list *list)
{
	size_t count = list->slot_count ? 2 * list->slot_count : 4 * FEW;
	uint32_t *slots = calloc(count, sizeof *slots);

	if (!slots)
		return -1;
	free(list->slots);
	list->slots = slots;
	list->slot_count = count;
	for (size_t at = 0; at < list->length; at = next_offset(list, at))
		*find_slot(list, value_at(list, at)->hash, NULL) = slot_of_offset(at);
	return 0;
}

static size_t
search(const struct value_list *list, const struct wanted *wanted)
{
	for (size_t at = 0; at < list->length; at = next_offset(list, at))
		if (is_wanted(value_at(list, at), wanted))
			return at;
	return NONE;
}

struct value_note *
value_list_find(struct value_list *list, const struct value *value)
{
	struct encoded_value encoded;
	uint32_t *slot = NULL;
	size_t at;

	value_encode(&encoded, value);
	const struct wanted wanted = { value->kind,
		(uint32_t)hash_bytes(encoded.bytes, system_hash_seed() ^ value->kind), encoded.bytes };
	if (list->count >= FEW && 2 * (list->count + 1) > list->slot_count && grow_slots(list))
		return NULL;
	if (list->slots) {
		slot = find_slot(list, wanted.hash, &wanted);
		at = *slot ? offset_of_slot(*slot) : NONE;
	} else {
		at = search(list, &wanted);
	}
	if (at == NONE) {
		at = append(list, &wanted);
		if (at == NONE)
			return NULL;
		if (slot)
			*slot = slot_of_offset(at);
	}
	return note_at(list, at);
}

struct value_note *
value_list_append(struct value_list *list, const struct value *value)
{
	struct encoded_value encoded;

	value_encode(&encoded, value);
	size_t at = append(list, &(struct wanted){ value->kind, 0, encoded.bytes });
	return at == NONE ? NULL : note_at(list, at);
}

bool
value_list_next(const struct value_list *list, size_t *at, struct list_entry *entry)
{
	if (*at >= list->length)
		return false;
	const struct stored_value *stored = value_at(list, *at);
	entry->value = value_decode(stored->kind, stored_bytes(stored));
	entry->note = list->bare ? (struct value_note){ 0 } : *note_at(list, *at);
	*at = next_offset(list, *at);
	return true;
}

struct list_entry *
value_list_sorted(const struct value_list *list, int (*compare)(const void *left, const void *right))
{
	struct list_entry *sorted = calloc(list->count + 1, sizeof *sorted); /* + 1: never of size 0 */
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
entry_by_value(const void *left, const void *right)
{
	const struct list_entry *a = left, *b = right;

	return value_compare(&a->value, &b->value);
}

int
value_list_add_once(void *state, const struct list_entry *entry)
{
	struct value_list *list = state;

	list->bare = true;
	return value_list_find(list, &entry->value) ? 0 : -1;
}

int
value_list_merge(void *state, const struct value_list *other, entry_add *add)
{
	struct list_entry entry;
	size_t at = 0;

	while (value_list_next(other, &at, &entry))
		if (add(state, &entry))
			return -1;
	return 0;
}

int
value_list_result(struct list_entry *sorted, size_t count, struct arena *arena, struct value *result)
{
	struct value *items = sorted ? arena_alloc(arena, (count + 1) * sizeof *items) : NULL;

	for (size_t i = 0; items && i < count; i++)
		items[i] = sorted[i].value;
	free(sorted);
	*result = (struct value){ .kind = VALUE_ARRAY, .array = { items, count } };
	return items ? 0 : -1;
}

void
entry_save_value(struct buffer *to, const struct list_entry *entry)
{
	value_save(to, &entry->value);
}

void
value_list_save(struct buffer *to, struct list_entry *sorted, size_t count, entry_save *save)
{
	if (!sorted) {
		to->failed = true;
		return;
	}
	buffer_byte(to, '[');
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_byte(to, ',');
		save(to, &sorted[i]);
	}
	buffer_byte(to, ']');
	free(sorted);
}

int
entry_load_value(const struct slot *slot, struct arena *arena, struct list_entry *entry)
{
	return state_value(slot, arena, &entry->value);
}

int
value_list_load(void *state, struct slice json, entry_load *load, entry_add *add)
{
	struct arena arena = { 0 };
	struct slice rest;
	struct slot slot;
	int status = state_list(json, &rest);

	while (status == 0 && elements_next(&rest, &slot)) {
		struct list_entry entry = { .value = { .kind = VALUE_NULL } };
		status = load(&slot, &arena, &entry);
		if (status == 0)
			status = add(state, &entry);
	}
	arena_free(&arena);
	return status;
}

void
value_list_free(void *state)
{
	struct value_list *list = state;

	free(list->block);
	free(list->slots);
	*list = (struct value_list){ 0 };
}
