/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/key.h"

#include "record/json_text.h"

bool
key_next(struct slice *key, struct slice *text)
{
	return slice_line(key, text);
}

struct slice
key_beginning(struct slice key, size_t values)
{
	struct slice rest = key, text;

	while (values-- > 0 && key_next(&rest, &text))
		;
	return slice_between(key.at, rest.at);
}

static int
rank(char first)
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

/* One byte of a text, its escape undone, or -1 at its end. json_text_write escapes quotes, backslashes and
 * control characters alone, so that an escape is one byte. */
static int
next_byte(struct slice *text)
{
	struct buffer decoded = { 0 };
	char room[4];

	if (text->length == 0)
		return -1;
	size_t length = text->at[0] != '\\' ? 1 : text->at[1] == 'u' ? 6 : 2;
	int byte = (unsigned char)text->at[0];
	if (length > 1) {
		decoded = (struct buffer){ .at = room, .capacity = sizeof room };
		json_text_read(&decoded, (struct slice){ text->at, length });
		byte = (unsigned char)room[0];
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
	int left = rank(a.at[0]), right = rank(b.at[0]);

	if (left != right)
		return left < right ? -1 : 1;
	if (left == VALUE_NUMBER)
		return compare_numbers(a, b);
	return left == VALUE_TEXT ? compare_texts(inside(a), inside(b)) : slice_compare(a, b);
}

int
key_compare(struct slice a, struct slice b)
{
	struct slice left, right;
	int order = 0;

	while (!order && key_next(&a, &left) && key_next(&b, &right))
		order = compare_values(left, right);
	return order;
}

int
key_value(struct slice text, struct arena *arena, struct value *value)
{
	*value = (struct value){ .kind = (enum value_kind)rank(text.at[0]) };
	if (value->kind == VALUE_BOOL) {
		value->truth = text.at[0] == 't';
	} else if (value->kind == VALUE_NUMBER) {
		number_read(text, &value->number);
	} else if (value->kind == VALUE_TEXT) {
		value->text = inside(text);
		if (is_plain(value->text))
			return 0;
		/* No escape is shorter than what it stands for. */
		struct buffer decoded = { .at = arena_take(arena, text.length), .capacity = text.length };
		if (!decoded.at)
			return -1;
		json_text_read(&decoded, value->text);
		value->text = buffer_view(&decoded);
	}
	return 0;
}

/* A word of one value, and how many words the value has. */
struct worded {
	uint64_t word;
	size_t count;
};

enum { RANK_SHIFT = 61, CHUNK = 7 };

/* Seven bytes of the decoded text at a time, and below them how many these are; 8 when more follow. */
static struct worded
word_of_text(struct slice text, size_t place)
{
	uint64_t word = 0;
	size_t length = 0;
	int byte;

	if (is_plain(text)) { /* its place is known, and its end */
		size_t skipped = place * CHUNK < text.length ? place * CHUNK : text.length;
		size_t left = text.length - skipped;
		for (size_t i = 0; i < CHUNK; i++)
			word = word << 8 | (i < left ? (unsigned char)text.at[skipped + i] : 0);
		return (struct worded){ word << 4 | (left > CHUNK ? CHUNK + 1 : left),
			text.length ? (text.length + CHUNK - 1) / CHUNK : 1 };
	}
	for (; (byte = next_byte(&text)) >= 0; length++)
		if (length / CHUNK == place)
			word = word << 8 | (uint64_t)byte;
	size_t begin = place * CHUNK < length ? place * CHUNK : length;
	size_t left = length - begin;
	for (size_t i = left; i < CHUNK; i++)
		word <<= 8;
	return (struct worded){ word << 4 | (left > CHUNK ? CHUNK + 1 : left),
		length ? (length + CHUNK - 1) / CHUNK : 1 };
}

/* The greatest whole number that is not above a decimal, and how far the decimal is above it in units of
 * 10^-18. */
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

/* The whole part as far as it fits beside the rank, and whether there is a fraction; all of it where it does
 * not fit; the fraction. */
static struct worded
word_of_decimal(struct number number, size_t place)
{
	const int64_t least = -(INT64_C(1) << (RANK_SHIFT - 2)), most = -least - 1;
	int64_t above, whole = floor_of(number, &above);

	if (whole < most && whole > least)
		return (struct worded){ place == 0 ? (uint64_t)(whole - least) << 1 | (above != 0)
						   : (uint64_t)above,
			above ? 2 : 1 };
	const uint64_t words[] = { whole < 0 ? 0 : (uint64_t)(most - least) << 1,
		(uint64_t)whole ^ UINT64_C(1) << 63, (uint64_t)above };
	return (struct worded){ words[place < 3 ? place : 2], 3 };
}

bool
key_word(struct slice key, size_t place, uint64_t *word)
{
	struct slice text;

	*word = 0;
	while (key_next(&key, &text)) {
		int is = rank(text.at[0]);
		struct worded worded = { *text.at == 't', 1 };
		struct number number = { 0 };
		if (is == VALUE_NUMBER && (number_read(text, &number), number_is_real(number)))
			return false;
		if (is == VALUE_NUMBER)
			worded = word_of_decimal(number, place);
		else if (is == VALUE_TEXT)
			worded = word_of_text(inside(text), place);
		if (place < worded.count) {
			*word = worded.word | (place == 0 ? (uint64_t)is << RANK_SHIFT : 0);
			return true;
		}
		place -= worded.count;
	}
	return true;
}
