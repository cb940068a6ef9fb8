/* SPDX-License-Identifier: GPL-3.0-or-later */
/* approx_distinct keeps the hashes of up to EXACT different values, so that their number is exact; beyond
 * that it keeps a HyperLogLog sketch of them (P. Flajolet, E. Fusy, O. Gandouet, F. Meunier, 2007), read by
 * the estimator of O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017, which
 * needs no tables and has no bias from few values to many. Which of the two forms a state has depends only on
 * the set of values. */
#include "agg/aggregate.h"
#include "base/hash.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

enum {
	EXACT = 256,
	FIRST_CAPACITY = 4,
	HASH_DIGITS = 16,
	REGISTER_BITS = 12, /* bits of a hash that select the register */
	REGISTERS = 1 << REGISTER_BITS,
	REGISTER_MOST = 64 - REGISTER_BITS + 1,
};

/* Each register has the highest rank of its hashes: 1 + the number of zeros before the first 1 among their
 * other bits. The standard error is 1.04 / sqrt(REGISTERS), 1.6 %. */
struct hyperloglog { /* all zero is an empty one */
	unsigned char at[REGISTERS];
};

struct hashes {
	uint64_t *at;               /* sorted; the capacity is the next power of two; NULL beyond EXACT */
	struct hyperloglog *sketch; /* NULL up to EXACT */
	size_t count;
};

static void
hyperloglog_add(struct hyperloglog *sketch, uint64_t hash)
{
	unsigned char *at = &sketch->at[hash >> (64 - REGISTER_BITS)];
	uint64_t rest = hash << REGISTER_BITS;
	unsigned char rank = (unsigned char)(rest ? __builtin_clzll(rest) + 1 : REGISTER_MOST);

	if (rank > *at)
		*at = rank;
}

static void
hyperloglog_merge(struct hyperloglog *sketch, const struct hyperloglog *other)
{
	for (int i = 0; i < REGISTERS; i++)
		if (other->at[i] > sketch->at[i])
			sketch->at[i] = other->at[i];
}

/* Ertl's equation 4.5: x + sum of x^(2^k) 2^(k-1), x below 1. */
static double
sigma(double x)
{
	double before, sum = x, weight = 1;

	do {
		before = sum;
		x *= x;
		sum += x * weight;
		weight *= 2;
	} while (sum != before);
	return sum;
}

/* Ertl's equation 4.6: (1 - x - sum of (1 - x^(2^-k))^2 2^-k) / 3. */
static double
tau(double x)
{
	double before, sum = 1 - x, weight = 1;

	if (x == 0 || x == 1)
		return 0;
	do {
		before = sum;
		x = sqrt(x);
		weight /= 2;
		sum -= (1 - x) * (1 - x) * weight;
	} while (sum != before);
	return sum / 3;
}

static double
hyperloglog_estimate(const struct hyperloglog *sketch)
{
	static const double alpha = 0.72134752044448170368; /* 1 / (2 ln 2) */
	int counts[REGISTER_MOST + 1] = { 0 };

	for (int i = 0; i < REGISTERS; i++)
		counts[sketch->at[i]]++;
	if (counts[0] == REGISTERS)
		return 0;
	double sum = REGISTERS * tau(1 - (double)counts[REGISTER_MOST] / REGISTERS);
	for (int i = REGISTER_MOST - 1; i >= 1; i--)
		sum = (sum + counts[i]) / 2;
	sum += REGISTERS * sigma((double)counts[0] / REGISTERS);
	return alpha * REGISTERS * REGISTERS / sum;
}

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

/* Turns the hashes into a sketch. */
static int
make_sketch(struct hashes *hashes)
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
		if (make_sketch(hashes))
			return -1;
	}
	hyperloglog_add(hashes->sketch, hash);
	return 0;
}

static int
add(void *state, const struct value *values, const struct event_position *position)
{
	struct encoded_value encoded;

	(void)position;
	value_encode(&encoded, values);
	return add_hash(state, hash_xxh64(encoded.bytes, values->kind));
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
	if (!hashes->sketch && make_sketch(hashes))
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
	*value = value_of_number(number_of_int(llround(fmin(estimate, 9e18))));
	return 0;
}

/* The letter for each value of a register, 0 to 53. */
static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqr";

/* An array of hashes in hexadecimal, or a text with one letter for each register. */
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
	if (make_sketch(hashes))
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
