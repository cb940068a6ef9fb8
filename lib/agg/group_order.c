/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/group_order.h"

#include "record/text.h"

#include <stdlib.h>

enum {
	FEW = 64,        /* most entries that are sorted by insertion */
	WORDS_MOST = 32, /* of a field; keys that agree in all of these words are compared as a whole */
	DIGIT_BITS = 8,
	DIGITS = 1 << DIGIT_BITS,
	KIND_SHIFT = 61, /* position of the kind of a value in its first word */
	CHUNK = 7,       /* bytes of a text in one word */
	CHUNK_SHIFT = 4,
};

bool
group_key_next(struct slice *key, struct slice *text)
{
	return slice_take_line(key, text);
}

/* Each value ends with a newline, so that only one of the keys has to be searched. */
bool
group_key_has_prefix(struct slice a, struct slice b, size_t values)
{
	struct slice rest = b, text;

	while (values-- > 0 && group_key_next(&rest, &text))
		;
	size_t length = b.length - rest.length;
	return a.length >= length && memcmp(a.at, b.at, length) == 0;
}

static int
kind_of(char first)
{
	switch (first) {
	case 'n':
		return VALUE_NULL;
	case 'f':
	case 't':
		return VALUE_BOOL;
	case '"':
		return VALUE_TEXT;
	default:
		return VALUE_NUMBER;
	}
}

static int
compare_numbers(struct slice a, struct slice b)
{
	struct number left, right;

	if (slice_is_digits(a) && slice_is_digits(b)) { /* written without leading zeros */
		if (a.length != b.length)
			return a.length < b.length ? -1 : 1;
		return slice_compare(a, b);
	}
	number_read(a, &left);
	number_read(b, &right);
	return number_compare(left, right);
}

/* The next byte of a text, unescaped, or -1 at its end. json_text_write escapes only quotes, backslashes and
 * control characters, so that an escape is one byte. */
static int
next_byte(struct slice *text)
{
	struct buffer decoded = { 0 };
	char byte_text[4];

	if (text->length == 0)
		return -1;
	size_t length = text->at[0] != '\\' ? 1 : text->at[1] == 'u' ? 6 : 2;
	int byte = (unsigned char)text->at[0];
	if (length > 1) {
		decoded = (struct buffer){ .at = byte_text, .capacity = sizeof byte_text };
		json_text_read(&decoded, (struct slice){ text->at, length });
		byte = (unsigned char)byte_text[0];
	}
	*text = (struct slice){ text->at + length, text->length - length };
	return byte;
}

static struct slice
inside(struct slice text)
{
	return (struct slice){ text.at + 1, text.length - 2 };
}

/* Whether the text stands for its own bytes. */
static bool
is_plain(struct slice text)
{
	return !memchr(text.at, '\\', text.length);
}

static int
compare_texts(struct slice a, struct slice b)
{
	int left, right;

	if (is_plain(a) && is_plain(b))
		return slice_compare(a, b);
	do {
		left = next_byte(&a);
		right = next_byte(&b);
	} while (left == right && left >= 0);
	return (left > right) - (left < right);
}

static int
compare_values(struct slice a, struct slice b)
{
	int left = kind_of(a.at[0]), right = kind_of(b.at[0]);

	if (left != right)
		return left < right ? -1 : 1;
	if (left == VALUE_NUMBER)
		return compare_numbers(a, b);
	return left == VALUE_TEXT ? compare_texts(inside(a), inside(b)) : slice_compare(a, b);
}

int
group_key_compare(struct slice a, struct slice b)
{
	struct slice left, right;
	int order = 0;

	while (!order && group_key_next(&a, &left) && group_key_next(&b, &right))
		order = compare_values(left, right);
	return order;
}

int
group_key_value(struct slice text, struct arena *arena, struct value *value)
{
	*value = (struct value){ .kind = (enum value_kind)kind_of(text.at[0]) };
	if (value->kind == VALUE_BOOL) {
		value->truth = text.at[0] == 't';
	} else if (value->kind == VALUE_NUMBER) {
		number_read(text, &value->number);
	} else if (value->kind == VALUE_TEXT) {
		value->text = inside(text);
		if (is_plain(value->text))
			return 0;
		/* An escape is never shorter than what it stands for. */
		struct buffer decoded = { .at = arena_alloc(arena, text.length), .capacity = text.length };
		if (!decoded.at)
			return -1;
		json_text_read(&decoded, value->text);
		value->text = buffer_view(&decoded);
	}
	return 0;
}

/* Seven bytes of the decoded text, and below them twice their number; 15 when more follow. */
static uint64_t
word_of_text(struct slice text, size_t place)
{
	uint64_t word = 0;
	size_t begin = place * CHUNK, length = 0;
	int byte;

	if (is_plain(text)) { /* the bytes can be reached directly */
		length = text.length;
		for (size_t i = 0; i < CHUNK && begin + i < length; i++)
			word = word << 8 | (unsigned char)text.at[begin + i];
	} else {
		for (; (byte = next_byte(&text)) >= 0; length++)
			if (length / CHUNK == place)
				word = word << 8 | (uint64_t)byte;
	}
	size_t left = length - begin;
	for (size_t i = left; i < CHUNK; i++)
		word <<= 8;
	return word << CHUNK_SHIFT | (left > CHUNK ? 2 * CHUNK + 1 : 2 * left);
}

/* The floor of a decimal, and how far the decimal is above it, in units of 10^-18. */
static int64_t
floor_of(struct number number, int64_t *above)
{
	int64_t power = 1, rest;

	*above = 0;
	if (number.scale == 0)
		return number.units;
	for (int i = 0; i < number.scale; i++)
		power *= 10;
	rest = number.units % power;
	*above = rest < 0 ? rest + power : rest;
	for (int i = number.scale; i < NUMBER_SCALE; i++)
		*above *= 10;
	return number.units / power - (rest < 0);
}

/* The words are the whole part, if it fits beside the kind, else its two halves; then the fraction. */
static uint64_t
word_of_decimal(struct number number, size_t place)
{
	const int64_t least = -(INT64_C(1) << (KIND_SHIFT - 2)), most = -least - 1;
	int64_t above, whole = floor_of(number, &above);
	const uint64_t bits = (uint64_t)whole ^ UINT64_C(1) << 63, fraction = (uint64_t)above << 1;

	if (whole > least && whole < most)
		return place == 0 ? (uint64_t)(whole - least) << 1 | (above != 0) : fraction;
	switch (place) {
	case 0:
		return (whole < 0 ? 0 : (uint64_t)(most - least) << 1) | 1;
	case 1:
		return bits >> 32 << 1 | 1;
	case 2:
		return (bits & UINT32_MAX) << 1 | (above != 0);
	default:
		return fraction;
	}
}

/* Word number `place` of those that stand for a value of a key: values compare as the first words in which
 * they differ. After an odd word comes another. False where there are no words: for a number that is a
 * double. */
static bool
key_word(struct slice text, size_t place, uint64_t *word)
{
	int is = kind_of(text.at[0]);
	struct number number;

	if (is == VALUE_NUMBER) {
		number_read(text, &number);
		if (number_is_real(number))
			return false;
		*word = word_of_decimal(number, place);
	} else {
		*word = is == VALUE_TEXT ? word_of_text(inside(text), place) : 2 * (text.at[0] == 't');
	}
	if (place == 0)
		*word |= (uint64_t)is << KIND_SHIFT;
	return true;
}

/* Sorting goes by the first word of each key, then sorts those that are equal by the second, and so on; words
 * by their digits of eight bits, in place (McIlroy, Bostic and McIlroy 1993, "Engineering radix sort"). Words
 * lie beside the pointers, so that a group is read once for each word, not for each comparison. */

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
		if (!key_word(field_of(at[i].group, place->field), place->word, &at[i].word))
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
