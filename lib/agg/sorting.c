/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorts by the first word of each key, then those that are equal by the second, and so on; words by their
 * digits of eight bits, in place (McIlroy, Bostic and McIlroy 1993, "Engineering radix sort"). Words lie
 * beside the pointers, so that a group is looked at once for each word, not for each comparison. */
#include "agg/sorting.h"

#include "agg/key.h"

#include <stdlib.h>

enum {
	FEW = 64,        /* are sorted by insertion */
	WORDS_MOST = 32, /* of a field; what is equal up to there is compared as a whole */
	DIGIT_BITS = 8,
	DIGITS = 1 << DIGIT_BITS,
};

static int
compare_keys(const void *left, const void *right)
{
	const struct sorted *a = left, *b = right;

	return key_compare(group_key(a->group), group_key(b->group));
}

/* By their words. */
static void
insert(struct sorted *at, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct sorted next = at[i];
		size_t k = i;
		for (; k > 0 && next.word < at[k - 1].word; k--)
			at[k] = at[k - 1];
		at[k] = next;
	}
}

/* Where the digit begins whose highest bit is the highest in which words differ; -1 when none do. */
static int
digit_of(const struct sorted *at, size_t count)
{
	uint64_t differ = 0;
	int shift = 0;

	for (size_t i = 1; i < count; i++)
		differ |= at[i].word ^ at[0].word;
	if (!differ)
		return -1;
	for (; differ >= DIGITS; differ >>= 1)
		shift++;
	return shift;
}

static size_t
digit(const struct sorted *at, int shift)
{
	return at->word >> shift & (DIGITS - 1);
}

/* Moves each to the part of its digit: parts end where `ends` says. */
static void
permute(struct sorted *at, const size_t *ends, size_t *next, int shift)
{
	for (size_t part = 0; part < DIGITS; part++) {
		while (next[part] < ends[part]) {
			struct sorted moved = at[next[part]];
			for (size_t to; (to = digit(&moved, shift)) != part;) {
				struct sorted *place = &at[next[to]++], there = *place;
				*place = moved;
				moved = there;
			}
			at[next[part]++] = moved;
		}
	}
}

/* Each digit is below that of the call before, so that at most eight calls are on the stack. */
static void
sort_words(struct sorted *at, size_t count)
{
	size_t ends[DIGITS] = { 0 }, next[DIGITS];
	int shift;

	if (count <= FEW || (shift = digit_of(at, count)) < 0) {
		insert(at, count);
		return;
	}
	for (size_t i = 0; i < count; i++)
		ends[digit(&at[i], shift)]++;
	for (size_t part = 0, sum = 0; part < DIGITS; part++) {
		next[part] = sum;
		ends[part] = sum += ends[part];
	}
	permute(at, ends, next, shift);
	for (size_t part = 0, from = 0; part < DIGITS; from = ends[part++])
		sort_words(at + from, ends[part] - from);
}

/* How far keys are known: those of a part of the array are equal in all that stands before. */
struct known {
	size_t fields;      /* that are sorted by, of the first of the key */
	size_t field, word; /* the word of a field that is next */
};

static struct slice
field_of(const struct group *group, size_t field)
{
	struct slice key = group_key(group), text = { 0 };

	while (key_next(&key, &text) && field-- > 0)
		;
	return text;
}

void
groups_fetch(const struct sorted *groups, size_t count)
{
	for (size_t i = 0; i < count && i < SORTED_BLOCK; i++) {
		(void)*(const volatile uint32_t *)&groups[i].group->key_length;
		group_prefetch(groups[i].group);
	}
}

/* Fills in the next word of each key; false when some key has none. */
static bool
read_words(struct sorted *at, size_t count, const struct known *known)
{
	for (size_t i = 0; i < count; i++) {
		if (i % SORTED_BLOCK == 0)
			groups_fetch(at + i, count - i);
		if (!key_word(field_of(at[i].group, known->field), known->word, &at[i].word))
			return false;
	}
	return true;
}

/* Behind a word that several keys share. */
static struct known
behind(const struct known *known, uint64_t word)
{
	return word & 1 ? (struct known){ known->fields, known->field, known->word + 1 }
			: (struct known){ known->fields, known->field + 1, 0 };
}

static void
sort(struct sorted *at, size_t count, struct known known)
{
	if (known.field == known.fields || count < 2)
		return;
	if (known.word == WORDS_MOST || !read_words(at, count, &known)) {
		qsort(at, count, sizeof *at, compare_keys);
		return;
	}
	sort_words(at, count);
	for (size_t i = 0, next = 0; i < count; i = next) {
		for (next++; next < count && at[next].word == at[i].word; next++)
			;
		sort(at + i, next - i, behind(&known, at[i].word));
	}
}

void
groups_sort(struct sorted *groups, size_t count, size_t fields)
{
	sort(groups, count, (struct known){ .fields = fields });
}

static int
compare_spans(const void *left, const void *right)
{
	const struct sorted *a = left, *b = right;

	return span_compare(a->group->window->span, b->group->window->span);
}

struct sorted *
groups_sorted(const struct groups *groups, size_t *count)
{
	const struct windows *windows = &groups->windows;
	struct sorted *all;

	*count = 0;
	for (size_t i = 0; i < windows->count; i++)
		for (struct group *group = windows->heap[i]->first; group; group = group->next)
			++*count;
	all = malloc((*count + 1) * sizeof *all);
	if (!all)
		return NULL;
	*count = 0;
	for (size_t i = 0; i < windows->count; i++)
		for (struct group *group = windows->heap[i]->first; group; group = group->next)
			all[(*count)++].group = group;
	if (windows->count > 1)
		qsort(all, *count, sizeof *all, compare_spans);
	for (size_t i = 0, next; i < *count; i = next) {
		for (next = i + 1; next < *count && compare_spans(&all[i], &all[next]) == 0;)
			next++;
		groups_sort(&all[i], next - i, groups->query->group_names->count);
	}
	return all;
}
