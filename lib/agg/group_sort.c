/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorts by the first word of each key, then those that are equal by the second, and so on; words by their
 * digits of eight bits, in place (McIlroy, Bostic and McIlroy 1993, "Engineering radix sort"). Words lie
 * beside the pointers, so that a group is looked at once for each word, not for each comparison. */
#include "agg/group_sort.h"

#include "agg/group_key.h"

#include <stdlib.h>

enum {
	FEW = 64,        /* entries, up to which they are sorted by insertion */
	WORDS_MOST = 32, /* of a field; keys that are equal up to there are compared as a whole */
	DIGIT_BITS = 8,
	DIGITS = 1 << DIGIT_BITS,
};

static int
compare_keys(const void *left, const void *right)
{
	const struct sort_entry *a = left, *b = right;

	return group_key_compare(group_key(a->group), group_key(b->group));
}

static void
sort_by_insertion(struct sort_entry *at, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct sort_entry next = at[i];
		size_t k = i;
		for (; k > 0 && next.word < at[k - 1].word; k--)
			at[k] = at[k - 1];
		at[k] = next;
	}
}

/* The shift of the digit whose highest bit is the highest in which words differ; -1 when none do. */
static int
highest_digit(const struct sort_entry *at, size_t count)
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
digit(const struct sort_entry *at, int shift)
{
	return at->word >> shift & (DIGITS - 1);
}

/* Moves each entry to the part of its digit: the parts start at `next` and end at `ends`. */
static void
permute(struct sort_entry *at, const size_t *ends, size_t *next, int shift)
{
	for (size_t part = 0; part < DIGITS; part++) {
		while (next[part] < ends[part]) {
			struct sort_entry moved = at[next[part]];
			for (size_t to; (to = digit(&moved, shift)) != part;) {
				struct sort_entry *place = &at[next[to]++], there = *place;
				*place = moved;
				moved = there;
			}
			at[next[part]++] = moved;
		}
	}
}

/* Each call sorts by a lower digit than its caller, so that at most eight are on the stack. */
static void
sort_words(struct sort_entry *at, size_t count)
{
	size_t ends[DIGITS] = { 0 }, next[DIGITS];
	int shift;

	if (count <= FEW || (shift = highest_digit(at, count)) < 0) {
		sort_by_insertion(at, count);
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

/* The word by which a part of the array is sorted next; its keys are equal in all words before. */
struct word_place {
	size_t fields;      /* how many are sorted by */
	size_t field, word; /* the field, and the word within it */
};

static struct slice
field_of(const struct group *group, size_t field)
{
	struct slice key = group_key(group), text = { 0 };

	while (group_key_next(&key, &text) && field-- > 0)
		;
	return text;
}

void
group_sort_fetch(const struct sort_entry *entries, size_t count)
{
	for (size_t i = 0; i < count && i < FETCH_GROUPS; i++) {
		(void)*(const volatile uint32_t *)&entries[i].group->key_length;
		group_prefetch(entries[i].group);
	}
}

/* Fills in the word of each key. False when some key has none. */
static bool
read_words(struct sort_entry *at, size_t count, const struct word_place *place)
{
	for (size_t i = 0; i < count; i++) {
		if (i % FETCH_GROUPS == 0)
			group_sort_fetch(at + i, count - i);
		if (!group_key_word(field_of(at[i].group, place->field), place->word, &at[i].word))
			return false;
	}
	return true;
}

/* The place after a word that several keys share. */
static struct word_place
place_after(const struct word_place *place, uint64_t word)
{
	return word & 1 ? (struct word_place){ place->fields, place->field, place->word + 1 }
			: (struct word_place){ place->fields, place->field + 1, 0 };
}

static void
sort(struct sort_entry *at, size_t count, struct word_place place)
{
	if (place.field == place.fields || count < 2)
		return;
	if (place.word == WORDS_MOST || !read_words(at, count, &place)) {
		qsort(at, count, sizeof *at, compare_keys);
		return;
	}
	sort_words(at, count);
	for (size_t i = 0, next = 0; i < count; i = next) {
		for (next++; next < count && at[next].word == at[i].word; next++)
			;
		sort(at + i, next - i, place_after(&place, at[i].word));
	}
}

void
group_sort(struct sort_entry *entries, size_t count, size_t fields)
{
	sort(entries, count, (struct word_place){ .fields = fields });
}

static int
compare_spans(const void *left, const void *right)
{
	const struct sort_entry *a = left, *b = right;

	return span_compare(a->group->window->span, b->group->window->span);
}

struct sort_entry *
group_sort_all(const struct groups *groups, size_t *count)
{
	const struct windows *windows = &groups->windows;
	struct sort_entry *all;

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
		group_sort(&all[i], next - i, groups->query->group_names->count);
	}
	return all;
}
