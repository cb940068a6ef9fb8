/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/value.h"

#include "record/json_text.h"

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
	}
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
	default:
		return 0;
	}
}
