/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a bag in order: quantiles, and the bag as text. */
#include "agg/bag.h"
#include "agg/counted.h"
#include "agg/state_text.h"

#include <stdlib.h>

static int
compare(const void *left, const void *right)
{
	return number_compare(counted_number(left), counted_number(right));
}

/* The entries in order, numbers as they would be written, *count of them; the caller frees them. NULL when
 * memory ran out. */
static struct counted *
sort(const struct bag *bag, size_t *count)
{
	struct counted *sorted = malloc(bag_different(bag) * sizeof *sorted);
	size_t found = 0, kept = 0, at = 0;
	struct number number;
	uint64_t times;

	if (!sorted)
		return NULL;
	while (bag_next(bag, &at, &number, &times))
		sorted[found++] = counted_of(number_as_written(number), times);
	qsort(sorted, found, sizeof *sorted, compare);
	/* 1.5 and 1.50 were two until now */
	for (size_t i = 1; i < found; i++)
		if (compare(&sorted[kept], &sorted[i]) == 0)
			sorted[kept].count_and_scale += counted_times(&sorted[i]) << 8;
		else
			sorted[++kept] = sorted[i];
	*count = kept + 1;
	return sorted;
}

/* The number at place q (total - 1) of count different ones in order. */
static struct number
quantile(const struct counted *sorted, size_t count, uint64_t total, struct number q)
{
	struct number place = number_multiply(number_of_int((int64_t)(total - 1)), q);
	struct number whole = number_floor(place), part = number_subtract(place, whole);
	uint64_t behind = 0;
	size_t i = 0;

	while (i + 1 < count &&
		number_compare(number_of_int((int64_t)(behind + counted_times(&sorted[i]))), whole) <= 0)
		behind += counted_times(&sorted[i++]);
	struct number low = counted_number(&sorted[i]), high = low;
	/* the next one is a neighbour where the place is that of the last equal number */
	struct number next = number_add(whole, number_of_int(1));
	if (i + 1 < count &&
		number_compare(number_of_int((int64_t)(behind + counted_times(&sorted[i]))), next) <= 0)
		high = counted_number(&sorted[i + 1]);
	if (number_is_zero(part) || number_compare(low, high) == 0)
		return low;
	return number_add(low, number_multiply(part, number_subtract(high, low)));
}

int
bag_quantile(const struct bag *bag, struct number q, struct number *result)
{
	size_t count;
	struct counted *sorted = sort(bag, &count);

	if (!sorted)
		return -1;
	*result = quantile(sorted, count, bag_total(bag), q);
	free(sorted);
	return 0;
}

static void
save_entry(const struct counted *entry, struct buffer *to)
{
	const bool many = counted_times(entry) > 1;

	buffer_text(to, many ? "[" : "");
	number_append(to, counted_number(entry));
	if (many) {
		buffer_byte(to, ',');
		buffer_unsigned(to, counted_times(entry));
		buffer_byte(to, ']');
	}
}

void
bag_save(const struct bag *bag, struct buffer *to)
{
	size_t count = 0;
	struct counted *sorted = bag_total(bag) ? sort(bag, &count) : NULL;

	if (bag_total(bag) && !sorted)
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
	if (slot.kind != KIND_NUMBER || number_read(slot.raw, &number) != NUMBER_OK)
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
