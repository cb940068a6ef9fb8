/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/bag.h"

#include "agg/state_text.h"

#include <stdlib.h>

enum { FIRST_CAPACITY = 4, REAL = 255 /* in the place of a scale */ };

/* A number and its count: the scale is the lowest byte. */
struct counted {
	int64_t units; /* or the bits of a double */
	uint64_t count_and_scale;
};

struct bag_block {
	uint64_t total;
	size_t count, capacity; /* of entries */
	size_t sorted;          /* so many of the first are in order, all different */
	struct counted at[];
};

static struct counted
counted_of(struct number number, uint64_t count)
{
	struct counted counted;

	number = number_as_written(number);
	memcpy(&counted.units, &number.units, sizeof counted.units);
	counted.count_and_scale =
		count << 8 | (number_is_real(number) ? REAL : (uint64_t)(unsigned)number.scale);
	return counted;
}

static struct number
number_of(const struct counted *counted)
{
	uint64_t scale = counted->count_and_scale & 255;
	struct number number = { .scale = scale == REAL ? NUMBER_REAL : (int)scale };

	memcpy(&number.units, &counted->units, sizeof number.units);
	return number;
}

static uint64_t
count_of(const struct counted *counted)
{
	return counted->count_and_scale >> 8;
}

static int
compare(const void *left, const void *right)
{
	return number_compare(number_of(left), number_of(right));
}

/* Sorts the entries and makes one of equal ones: the bag stays what it is. */
static void
tidy(struct bag_block *block)
{
	size_t kept = 0;

	if (block->sorted == block->count)
		return;
	qsort(block->at, block->count, sizeof *block->at, compare);
	for (size_t i = 1; i < block->count; i++)
		if (compare(&block->at[kept], &block->at[i]) == 0)
			block->at[kept].count_and_scale += count_of(&block->at[i]) << 8;
		else
			block->at[++kept] = block->at[i];
	block->count = block->sorted = kept + 1;
}

/* Makes room for one more entry: by tidying, where that frees half of it, or by growing. */
static int
make_room(struct bag *bag)
{
	struct bag_block *block = bag->block;
	size_t capacity = FIRST_CAPACITY;

	if (block) {
		if (block->count < block->capacity)
			return 0;
		tidy(block);
		if (block->count <= block->capacity / 2)
			return 0;
		capacity = 2 * block->capacity;
	}
	struct bag_block *grown = realloc(block, sizeof *grown + capacity * sizeof *grown->at);
	if (!grown)
		return -1;
	if (!block)
		*grown = (struct bag_block){ 0 };
	grown->capacity = capacity;
	bag->block = grown;
	return 0;
}

int
bag_add(struct bag *bag, struct number number, uint64_t count)
{
	if (make_room(bag))
		return -1;
	struct bag_block *block = bag->block;
	block->at[block->count++] = counted_of(number, count);
	block->total += count;
	return 0;
}

int
bag_merge(struct bag *bag, const struct bag *other)
{
	const struct bag_block *block = other->block;

	for (size_t i = 0; block && i < block->count; i++)
		if (bag_add(bag, number_of(&block->at[i]), count_of(&block->at[i])))
			return -1;
	return 0;
}

uint64_t
bag_total(const struct bag *bag)
{
	return bag->block ? bag->block->total : 0;
}

void
bag_map(struct bag *bag, struct number (*map)(struct number number))
{
	struct bag_block *block = bag->block;

	for (size_t i = 0; block && i < block->count; i++)
		block->at[i] = counted_of(map(number_of(&block->at[i])), count_of(&block->at[i]));
	if (block)
		block->sorted = 0;
}

struct number
bag_quantile(const struct bag *bag, struct number q)
{
	struct bag_block *block = bag->block;
	struct number place = number_multiply(number_of_int((int64_t)(block->total - 1)), q);
	struct number whole = number_floor(place), part = number_subtract(place, whole);
	uint64_t behind = 0;
	size_t i = 0;

	tidy(block);
	while (i + 1 < block->count &&
		number_compare(number_of_int((int64_t)(behind + count_of(&block->at[i]))), whole) <= 0)
		behind += count_of(&block->at[i++]);
	struct number low = number_of(&block->at[i]), high = low;
	/* the next one is a neighbour where the place is that of the last equal number */
	struct number next = number_add(whole, number_of_int(1));
	if (i + 1 < block->count &&
		number_compare(number_of_int((int64_t)(behind + count_of(&block->at[i]))), next) <= 0)
		high = number_of(&block->at[i + 1]);
	if (number_is_zero(part) || number_compare(low, high) == 0)
		return low;
	return number_add(low, number_multiply(part, number_subtract(high, low)));
}

void
bag_save(const struct bag *bag, struct buffer *to)
{
	struct bag_block *block = bag->block;

	buffer_byte(to, '[');
	if (block)
		tidy(block);
	for (size_t i = 0; block && i < block->count; i++) {
		bool many = count_of(&block->at[i]) > 1;
		buffer_text(to, i ? "," : "");
		buffer_text(to, many ? "[" : "");
		number_append(to, number_of(&block->at[i]));
		if (many) {
			buffer_byte(to, ',');
			buffer_unsigned(to, count_of(&block->at[i]));
			buffer_byte(to, ']');
		}
	}
	buffer_byte(to, ']');
}

static int
load_entry(struct bag *bag, struct slot slot)
{
	struct slot parts[2];
	struct number number;
	uint64_t count = 1;

	if (slot.kind == KIND_ARRAY) {
		if (state_parts(slot.raw, parts, 2) || state_count(&parts[1], &count) || count >> 48)
			return 1;
		slot = parts[0];
	}
	if (slot.kind != KIND_NUMBER || number_read(slot.raw, &number) != NUMBER_GOOD)
		return 1;
	return bag_add(bag, number, count);
}

int
bag_load(struct bag *bag, struct slice json)
{
	struct slice rest;
	struct slot slot;
	int status = state_list(json, &rest);

	while (status == 0 && elements_next(&rest, &slot))
		status = load_entry(bag, slot);
	return status;
}

void
bag_free(struct bag *bag)
{
	free(bag->block);
	bag->block = NULL;
}
