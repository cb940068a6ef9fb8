/* SPDX-License-Identifier: GPL-3.0-or-later */
/* approx_distinct keeps the hashes of up to EXACT different values, so that their number is exact; a sketch
 * of them beyond that. Which one it is depends on the set of values alone. */
#include "agg/aggregate.h"
#include "agg/hyperloglog.h"
#include "agg/packed.h"
#include "agg/state_text.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

enum { EXACT = 256, FIRST_CAPACITY = 4, HASH_DIGITS = 16 };

struct hashes {
	uint64_t *at; /* in order, count of them, in room for the next power of two; NULL beyond EXACT */
	struct hyperloglog *sketch;
	size_t count;
};

static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqr"; /* of 0 to 53 */

static size_t
place_of(const struct hashes *hashes, uint64_t hash)
{
	size_t low = 0, high = hashes->count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (hashes->at[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Makes a sketch of the hashes. */
static int
sketch(struct hashes *hashes)
{
	hashes->sketch = calloc(1, sizeof *hashes->sketch);
	if (!hashes->sketch)
		return -1;
	for (size_t i = 0; i < hashes->count; i++)
		hyperloglog_add(hashes->sketch, hashes->at[i]);
	free(hashes->at);
	hashes->at = NULL;
	hashes->count = 0;
	return 0;
}

static int
insert(struct hashes *hashes, size_t place, uint64_t hash)
{
	size_t count = hashes->count;

	if (count == 0 || (count >= FIRST_CAPACITY && (count & (count - 1)) == 0)) {
		size_t capacity = count ? 2 * count : FIRST_CAPACITY;
		uint64_t *at = realloc(hashes->at, capacity * sizeof *at);
		if (!at)
			return -1;
		hashes->at = at;
	}
	memmove(hashes->at + place + 1, hashes->at + place, (count - place) * sizeof *hashes->at);
	hashes->at[place] = hash;
	hashes->count++;
	return 0;
}

static int
add_hash(struct hashes *hashes, uint64_t hash)
{
	if (!hashes->sketch) {
		size_t place = place_of(hashes, hash);
		if (place < hashes->count && hashes->at[place] == hash)
			return 0;
		if (hashes->count < EXACT)
			return insert(hashes, place, hash);
		if (sketch(hashes))
			return -1;
	}
	hyperloglog_add(hashes->sketch, hash);
	return 0;
}

static int
add(void *state, const struct value *values, const struct moment *moment)
{
	(void)moment;
	return add_hash(state, value_hash(values));
}

static int
merge(void *state, const void *other)
{
	const struct hashes *more = other;
	struct hashes *hashes = state;

	for (size_t i = 0; i < more->count; i++)
		if (add_hash(hashes, more->at[i]))
			return -1;
	if (!more->sketch)
		return 0;
	if (!hashes->sketch && sketch(hashes))
		return -1;
	hyperloglog_merge(hashes->sketch, more->sketch);
	return 0;
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct hashes *hashes = state;
	double estimate = hashes->sketch ? hyperloglog_estimate(hashes->sketch) : (double)hashes->count;

	(void)parameter;
	(void)arena;
	*value = (struct value){ .kind = VALUE_NUMBER,
		.number = number_of_int(llround(fmin(estimate, 9e18))) };
	return 0;
}

/* An array of hashes in hexadecimal, or a text of one letter a register. */
static void
save(const void *state, struct buffer *to)
{
	const struct hashes *hashes = state;

	buffer_byte(to, hashes->sketch ? '"' : '[');
	for (size_t i = 0; i < hashes->count; i++)
		buffer_printf(to, "%s\"%016" PRIx64 "\"", i ? "," : "", hashes->at[i]);
	for (int i = 0; hashes->sketch && i < REGISTERS; i++)
		buffer_byte(to, letters[hashes->sketch->at[i]]);
	buffer_byte(to, hashes->sketch ? '"' : ']');
}

static int
load_sketch(struct hashes *hashes, struct slice text)
{
	if (text.length != REGISTERS)
		return 1;
	if (sketch(hashes))
		return -1;
	for (int i = 0; i < REGISTERS; i++) {
		const char *letter = memchr(letters, text.at[i], sizeof letters - 1);
		if (!letter)
			return 1;
		hashes->sketch->at[i] = (unsigned char)(letter - letters);
	}
	return 0;
}

static int
load_hash(struct hashes *hashes, struct slice digits)
{
	uint64_t hash = 0;

	if (digits.length != HASH_DIGITS)
		return 1;
	for (int i = 0; i < HASH_DIGITS; i++) {
		const char *all = "0123456789abcdef", *digit = memchr(all, digits.at[i], 16);
		if (!digit)
			return 1;
		hash = hash << 4 | (uint64_t)(digit - all);
	}
	return add_hash(hashes, hash);
}

static int
load(void *state, struct slice json)
{
	struct hashes *hashes = state;
	struct slot slot = elements_slot(json);
	struct slice rest;
	int status = 0;

	if (slot.kind == KIND_TEXT)
		return load_sketch(hashes, slot.raw);
	if (state_list(json, &rest))
		return 1;
	while (status == 0 && elements_next(&rest, &slot))
		status = slot.kind == KIND_TEXT ? load_hash(hashes, slot.raw) : 1;
	return status;
}

static void
free_hashes(void *state)
{
	struct hashes *hashes = state;

	free(hashes->at);
	free(hashes->sketch);
	*hashes = (struct hashes){ 0 };
}

const struct aggregate_kind aggregate_approx_distinct = {
	.name = "approx_distinct",
	.size = sizeof(struct hashes),
	.add = add,
	.merge = merge,
	.result = result,
	.save = save,
	.load = load,
	.free = free_hashes,
};
