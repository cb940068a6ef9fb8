/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/value.h"

#include "record/text.h"
#include "time/instant.h"

static void
write_array(struct buffer *to, const struct value *value)
{
	buffer_byte(to, '[');
	for (size_t i = 0; i < value->array.count; i++) {
		if (i)
			buffer_byte(to, ',');
		value_write(to, &value->array.items[i]);
	}
	buffer_byte(to, ']');
}

void
value_write(struct buffer *to, const struct value *value)
{
	switch (value->kind) {
	case VALUE_NULL:
		buffer_text(to, "null");
		break;
	case VALUE_BOOL:
		buffer_text(to, value->truth ? "true" : "false");
		break;
	case VALUE_NUMBER:
		number_append(to, value->number);
		break;
	case VALUE_TEXT:
		json_text_write(to, value->text);
		break;
	case VALUE_TIME:
		buffer_byte(to, '"');
		instant_write(to, value->instant);
		buffer_byte(to, '"');
		break;
	case VALUE_ARRAY:
		write_array(to, value);
		break;
	case VALUE_OBJECT:
		buffer_slice(to, value->object);
		break;
	}
}

struct slice
value_text(const struct value *value, char buffer[VALUE_TEXT_SIZE])
{
	struct buffer to = { .at = buffer, .capacity = VALUE_TEXT_SIZE }; /* it never grows */

	_Static_assert((int)VALUE_TEXT_SIZE >= (int)NUMBER_TEXT_SIZE &&
			       (int)VALUE_TEXT_SIZE >= (int)INSTANT_TEXT_SIZE,
		"");
	switch (value->kind) {
	case VALUE_TEXT:
		return value->text;
	case VALUE_BOOL:
		return slice_of(value->truth ? "true" : "false");
	case VALUE_NUMBER:
		return (struct slice){ buffer, number_write(value->number, buffer) };
	case VALUE_TIME:
		instant_write(&to, value->instant);
		return buffer_view(&to);
	default:
		return slice_of("null");
	}
}

static int
compare_arrays(const struct value *a, const struct value *b)
{
	size_t shorter = a->array.count < b->array.count ? a->array.count : b->array.count;

	for (size_t i = 0; i < shorter; i++) {
		int order = value_compare(&a->array.items[i], &b->array.items[i]);
		if (order)
			return order;
	}
	return (a->array.count > b->array.count) - (a->array.count < b->array.count);
}

int
value_compare(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return (a->kind > b->kind) - (a->kind < b->kind);
	switch (a->kind) {
	case VALUE_BOOL:
		return a->truth - b->truth;
	case VALUE_NUMBER:
		return number_compare(a->number, b->number);
	case VALUE_TEXT:
		return slice_compare(a->text, b->text);
	case VALUE_TIME:
		return (a->instant > b->instant) - (a->instant < b->instant);
	case VALUE_ARRAY:
		return compare_arrays(a, b);
	case VALUE_OBJECT:
		return slice_compare(a->object, b->object);
	default:
		return 0;
	}
}
