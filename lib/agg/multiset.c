/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/multiset.h"

#include "agg/states.h"
#include "base/hash.h"
#include "base/system.h"

#include <stdlib.h>

enum {
	FIRST_CAPACITY = 4,
	LARGE = 4096, /* places: 64 KiB, more than the nearest cache holds */
	WAITING = 8,
	COUNT_SHIFT = 8,
	COUNT_BITS = 48, /* most bits of a count that is loaded, so that sums of counts do not overflow */
};

/* A number and how often it came. */
struct counted {                  /* all zero is a free place */
	int64_t units;            /* or the bits of a double */
	uint64_t count_and_scale; /* the scale is the lowest byte */
};

/* Open addressing over a power of two of places. In a large table each place is a cache miss: entries are
 * kept after the places until WAITING of them have come, while the processor fetches their places. */
struct multiset_table {
	uint64_t total;
	size_t count, capacity; /* places that are taken, and all */
	size_t waiting;
	uint64_t seed;
	struct counted at[];
};

static struct counted
counted_of(struct number number, uint64_t count)
{
	const uint64_t scale = number_is_real(number) ? REAL_SCALE : (uint64_t)(unsigned)number.scale;

	return (struct counted){ number.units, count << COUNT_SHIFT | scale };
}

static uint64_t
scale_of(const struct counted *entry)
{
	return entry->count_and_scale & 255;
}

static uint64_t
count_of(const struct counted *entry)
{
	return entry->count_and_scale >> COUNT_SHIFT;
}

static struct number
number_of(const struct counted *entry)
{
	const uint64_t scale = scale_of(entry);

	return (struct number){ { .units = entry->units }, scale == REAL_SCALE ? NUMBER_REAL : (int)scale };
}

/* Adds the count of an entry of the same number. */
static void
add_count(struct counted *entry, const struct counted *other)
{
	entry->count_and_scale += count_of(other) << COUNT_SHIFT;
}

static size_t
hash_of(const struct multiset_table *table, const struct counted *entry)
{
	return (size_t)hash_word((uint64_t)entry->units + scale_of(entry), table->seed);
}

/* The place of the entry's number, or the free one where it would be. One must be free. */
static struct counted *
find_place(struct multiset_table *table, const struct counted *entry)
{
	const uint64_t scale = scale_of(entry);

	for (size_t at = hash_of(table, entry);; at++) {
		struct counted *place = &table->at[at & (table->capacity - 1)];
		if (count_of(place) == 0 || (place->units == entry->units && scale_of(place) == scale))
			return place;
	}
}

/* Adds an entry, or its count to that of the same number. A place must be free. */
static void
put(struct multiset_table *table, const struct counted *entry)
{
	struct counted *place = find_place(table, entry);

	if (count_of(place) == 0) {
		*place = *entry;
		table->count++;
	} else {
		add_count(place, entry);
	}
}

/* The quarter of the places that is free holds all that can wait. */
static void
put_waiting(struct multiset_table *table)
{
	while (table->waiting)
		put(table, &table->at[table->capacity + --table->waiting]);
}

void
multiset_settle(struct multiset *set)
{
	if (set->table)
		put_waiting(set->table);
}

static struct multiset_table *
new_table(size_t capacity)
{
	const size_t places = capacity + (capacity >= LARGE ? WAITING : 0);
	struct multiset_table *table = calloc(1, sizeof *table + places * sizeof *table->at);

	if (!table)
		return NULL;
	table->capacity = capacity;
	table->seed = system_hash_seed();
	return table;
}

/* Moves the settled multiset to a table of that capacity. */
static int
grow(struct multiset *set, size_t capacity)
{
	struct multiset_table *table = set->table;
	struct multiset_table *grown = new_table(capacity);

	if (!grown)
		return -1;
	if (table)
		grown->total = table->total;
	for (size_t i = 0; table && i < table->capacity; i++)
		if (count_of(&table->at[i]))
			put(grown, &table->at[i]);
	free(table);
	set->table = grown;
	return 0;
}

/* Makes space for one more entry. The table grows only when nothing waits, since its count changes only when
 * entries are put into their places. */
static int
reserve(struct multiset *set)
{
	struct multiset_table *table = set->table;

	if (table && 4 * table->count < 3 * table->capacity)
		return 0;
	return grow(set, table ? 2 * table->capacity : FIRST_CAPACITY);
}

int
multiset_add(struct multiset *set, struct number number, uint64_t count)
{
	const struct counted entry = counted_of(number, count);

	if (count == 0)
		return 0;
	if (reserve(set))
		return -1;
	struct multiset_table *table = set->table;
	table->total += count;
	if (table->capacity < LARGE) {
		put(table, &entry);
		return 0;
	}
	__builtin_prefetch(&table->at[hash_of(table, &entry) & (table->capacity - 1)], 1);
	table->at[table->capacity + table->waiting++] = entry;
	if (table->waiting == WAITING)
		put_waiting(table);
	return 0;
}

uint64_t
multiset_total(const struct multiset *set)
{
	return set->table ? set->table->total : 0;
}

size_t
multiset_different(const struct multiset *set)
{
	return set->table ? set->table->count : 0;
}

bool
multiset_next(const struct multiset *set, size_t *at, struct number *number, uint64_t *count)
{
	const struct multiset_table *table = set->table;

	while (table && *at < table->capacity) {
		const struct counted *entry = &table->at[(*at)++];
		*number = number_of(entry);
		*count = count_of(entry);
		if (*count)
			return true;
	}
	return false;
}

/* Makes the table at least as large as the other one before its entries are added. They come in the order of
 * their hashes, and would overfill one stretch of a smaller table after another. */
static int
grow_like(struct multiset *set, const struct multiset *other)
{
	if (!other->table || (set->table && set->table->capacity >= other->table->capacity))
		return 0;
	multiset_settle(set);
	return grow(set, other->table->capacity);
}

int
multiset_merge(struct multiset *set, const struct multiset *other)
{
	struct number number;
	uint64_t count;
	size_t at = 0;

	if (grow_like(set, other))
		return -1;
	while (multiset_next(other, &at, &number, &count))
		if (multiset_add(set, number, count))
			return -1;
	return 0;
}

int
multiset_map(struct multiset *set, struct number (*map)(struct number number))
{
	struct multiset mapped = { 0 };
	struct number number;
	uint64_t count;
	size_t at = 0;

	multiset_settle(set);
	if (grow_like(&mapped, set))
		return -1;
	while (multiset_next(set, &at, &number, &count))
		if (multiset_add(&mapped, map(number), count)) {
			multiset_free(&mapped);
			return -1;
		}
	multiset_free(set);
	*set = mapped;
	return 0;
}

static int
compare_numbers(const void *left, const void *right)
{
	return number_compare(number_of(left), number_of(right));
}

/* The entries in order, *count of them, with numbers as they would be written; the caller frees them. NULL
 * when memory ran out. */
static struct counted *
sort(const struct multiset *set, size_t *count)
{
	struct counted *sorted = malloc(multiset_different(set) * sizeof *sorted);
	size_t found = 0, kept = 0, at = 0;
	struct number number;
	uint64_t times;

	if (!sorted)
		return NULL;
	while (multiset_next(set, &at, &number, &times))
		sorted[found++] = counted_of(number_as_written(number), times);
	qsort(sorted, found, sizeof *sorted, compare_numbers);
	for (size_t i = 1; i < found; i++) /* 1.5 and 1.50 become one */
		if (compare_numbers(&sorted[kept], &sorted[i]) == 0)
			add_count(&sorted[kept], &sorted[i]);
		else
			sorted[++kept] = sorted[i];
	*count = kept + 1;
	return sorted;
}

/* The number at place q (total - 1) of the sorted entries, which together count `total`. */
static struct number
interpolate(const struct counted *sorted, size_t count, uint64_t total, struct number q)
{
	struct number place = number_multiply(number_of_int((int64_t)(total - 1)), q);
	struct number whole = number_floor(place), part = number_subtract(place, whole);
	uint64_t before = 0; /* numbers in the entries before this one */
	size_t i = 0;

	while (i + 1 < count &&
		number_compare(number_of_int((int64_t)(before + count_of(&sorted[i]))), whole) <= 0)
		before += count_of(&sorted[i++]);
	struct number low = number_of(&sorted[i]), high = low;
	/* the upper neighbour is in the next entry if the place is that of the last number of this one */
	struct number next = number_add(whole, number_of_int(1));
	if (i + 1 < count &&
		number_compare(number_of_int((int64_t)(before + count_of(&sorted[i]))), next) <= 0)
		high = number_of(&sorted[i + 1]);
	if (number_is_zero(part) || number_compare(low, high) == 0)
		return low;
	return number_add(low, number_multiply(part, number_subtract(high, low)));
}

int
multiset_quantile(const struct multiset *set, struct number q, struct number *result)
{
	size_t count;
	struct counted *sorted = sort(set, &count);

	if (!sorted)
		return -1;
	*result = interpolate(sorted, count, multiset_total(set), q);
	free(sorted);
	return 0;
}

static void
save_entry(const struct counted *entry, struct buffer *to)
{
	const bool many = count_of(entry) > 1;

	buffer_text(to, many ? "[" : "");
	number_append(to, number_of(entry));
	if (many) {
		buffer_byte(to, ',');
		buffer_unsigned(to, count_of(entry));
		buffer_byte(to, ']');
	}
}

void
multiset_save(const struct multiset *set, struct buffer *to)
{
	size_t count = 0;
	struct counted *sorted = multiset_total(set) ? sort(set, &count) : NULL;

	if (multiset_total(set) && !sorted)
		to->failed = true;
	buffer_byte(to, '[');
	for (size_t i = 0; i < count; i++) {
		buffer_text(to, i ? "," : "");
		save_entry(&sorted[i], to);
	}
	buffer_byte(to, ']');
	free(sorted);
}

static int
load_entry(struct multiset *set, struct slot slot)
{
	struct slot parts[2];
	struct number number;
	uint64_t count = 1;

	if (slot.kind == KIND_ARRAY) {
		if (state_tuple(slot.raw, parts, 2) || state_count(&parts[1], &count) || count >> COUNT_BITS)
			return 1;
		slot = parts[0];
	}
	if (slot.kind != KIND_NUMBER || number_read(slot.raw, &number) != NUMBER_OK)
		return 1;
	return multiset_add(set, number, count);
}

int
multiset_load(struct multiset *set, struct slice json)
{
	struct slice rest;
	struct slot slot;
	int status = state_list(json, &rest);

	while (status == 0 && elements_next(&rest, &slot))
		status = load_entry(set, slot);
	return status;
}

void
multiset_free(struct multiset *set)
{
	free(set->table);
	set->table = NULL;
}
