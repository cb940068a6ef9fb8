/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/key.h"

#include "record/json_text.h"

bool
key_next(struct slice *key, struct slice *text)
{
	return slice_line(key, text);
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

static bool
is_digits(struct slice text)
{
	for (size_t i = 0; i < text.length; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
	return true;
}

static int
compare_numbers(struct slice a, struct slice b)
{
	struct number left, right;

	if (is_digits(a) && is_digits(b)) { /* written without leading zeros */
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

static int
compare_texts(struct slice a, struct slice b)
{
	int left, right;

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
		if (!memchr(value->text.at, '\\', value->text.length))
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
