/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quicksort by the first word of each key, then of those that are equal by the second, and so on (Bentley and
 * Sedgewick 1997, with words in the place of bytes). Words lie beside the pointers, so that a group is looked
 * at once for each word, not for each comparison. */
#include "agg/sorting.h"

#include "agg/key.h"

#include <stdlib.h>

enum {
	FEW = 12,        /* are sorted by insertion */
	WORDS_MOST = 32, /* of a key; what is equal up to there is compared as a whole */
	AHEAD = 8,       /* groups that are on their way from memory */
};

static int
compare_keys(const void *left, const void *right)
{
	const struct sorted *a = left, *b = right;

	return key_compare(group_key(a->group), group_key(b->group));
}

static int
compare(const struct sorted *a, const struct sorted *b)
{
	return a->word != b->word ? (a->word < b->word ? -1 : 1) : compare_keys(a, b);
}

static void
insert(struct sorted *at, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct sorted next = at[i];
		size_t k = i;
		for (; k > 0 && compare(&next, &at[k - 1]) < 0; k--)
			at[k] = at[k - 1];
		at[k] = next;
	}
}

static void
swap(struct sorted *a, struct sorted *b)
{
	struct sorted c = *a;

	*a = *b;
	*b = c;
}

/* Fills in word number `place` of each key; all zero when some key has none, which is false. */
static bool
read_words(struct sorted *at, size_t count, size_t place)
{
	bool all = true;

	for (size_t i = 0; i < count && all; i++) {
		if (i + AHEAD < count)
			__builtin_prefetch(at[i + AHEAD].group->key);
		all = key_word(group_key(at[i].group), place, &at[i].word);
	}
	for (size_t i = 0; i < count && !all; i++)
		at[i].word = 0;
	return all;
}

static uint64_t
median(uint64_t a, uint64_t b, uint64_t c)
{
	uint64_t low = a < b ? a : b, high = a < b ? b : a;

	return c < low ? low : c > high ? high : c;
}

/* Of nine places. */
static uint64_t
choose_pivot(const struct sorted *at, size_t count)
{
	uint64_t of_three[3];
	size_t step = count / 9;

	for (size_t i = 0; i < 3; i++)
		of_three[i] = median(
			at[3 * i * step].word, at[(3 * i + 1) * step].word, at[(3 * i + 2) * step].word);
	return median(of_three[0], of_three[1], of_three[2]);
}

/* A part of the array whose keys are equal in all words before `place`. */
struct part {
	struct sorted *at;
	size_t count, place;
	unsigned patience; /* how often it may still be parted before it is clear that the pivots are bad */
};

/* Parts it into three: words below the pivot, equal to it, above it. */
static void
split(const struct part *part, struct part parts[3])
{
	struct sorted *at = part->at;
	size_t below = 0, above = part->count;
	uint64_t pivot = choose_pivot(at, part->count);

	for (size_t i = 0; i < above;) {
		if (at[i].word < pivot)
			swap(&at[i++], &at[below++]);
		else if (at[i].word > pivot)
			swap(&at[i], &at[--above]);
		else
			i++;
	}
	parts[0] = (struct part){ at, below, part->place, part->patience - 1 };
	parts[1] = (struct part){ at + below, above - below, part->place + 1, part->patience };
	parts[2] = (struct part){ at + above, part->count - above, part->place, part->patience - 1 };
}

/* How often halves are halved, twice. */
static unsigned
patience_of(size_t count)
{
	unsigned patience = 2;

	for (; count > 1; count /= 2)
		patience += 2;
	return patience;
}

/* Sorts a part whose words are filled in. The largest of three is left for the next round, so that the stack
 * stays small. */
static void
sort(struct part part)
{
	struct part parts[3];

	while (part.count > FEW && part.patience > 0) {
		split(&part, parts);
		if (parts[1].count > FEW && (parts[1].place == WORDS_MOST ||
						    !read_words(parts[1].at, parts[1].count, parts[1].place)))
			parts[1].patience = 0;
		size_t largest = parts[1].count > parts[0].count;
		if (parts[2].count > parts[largest].count)
			largest = 2;
		for (size_t i = 0; i < 3; i++)
			if (i != largest)
				sort(parts[i]);
		part = parts[largest];
	}
	if (part.count <= FEW)
		insert(part.at, part.count);
	else
		qsort(part.at, part.count, sizeof *part.at, compare_keys);
}

void
groups_sort(struct sorted *groups, size_t count)
{
	struct part all = { groups, count, 0, patience_of(count) };

	if (!read_words(groups, count, 0))
		all.patience = 0;
	sort(all);
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
		groups_sort(&all[i], next - i);
	}
	return all;
}
