/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/value_read.h"

#include "base/array.h"
#include "record/elements.h"
#include "record/json_text.h"

int
pile_add(struct pile *pile, const struct value *value)
{
	struct value *at = array_grow(pile->at, &pile->capacity, pile->count + 1, sizeof *at);

	if (!at)
		return -1;
	pile->at = at;
	at[pile->count++] = *value;
	return 0;
}

int
pile_take(struct pile *pile, size_t from, struct arena *arena, struct value *array)
{
	size_t count = pile->count - from;
	struct value *items = arena_take(arena, count * sizeof *items);

	if (!items)
		return -1;
	if (count)
		memcpy(items, pile->at + from, count * sizeof *items);
	pile->count = from;
	array->kind = VALUE_ARRAY;
	array->array.items = items;
	array->array.count = count;
	return 0;
}

/* A text is as it stands in the line, or decoded into the arena where it has escapes. */
static enum value_fault
read_text(const struct slot *slot, struct arena *arena, struct value *value)
{
	value->kind = VALUE_TEXT;
	value->text = slot->raw;
	if (!slot->escaped)
		return VALUE_GOOD;
	/* No escape is shorter than what it stands for: the buffer is the arena's and never grows. */
	struct buffer decoded = { .at = arena_take(arena, slot->raw.length), .capacity = slot->raw.length };
	if (!decoded.at)
		return VALUE_OUT_OF_MEMORY;
	if (json_text_read(&decoded, slot->raw))
		return VALUE_HALF_PAIR;
	value->text = buffer_view(&decoded);
	return VALUE_GOOD;
}

/* From behind the '[', in one pass however deep arrays lie in each other (SCAN_DEPTH bounds it). */
static enum value_fault
read_array(struct slice *rest, struct arena *arena, struct pile *pile, struct value *value)
{
	enum value_fault fault = VALUE_GOOD;
	size_t from = pile->count;
	struct slot slot;

	while (!fault && !elements_leave(rest)) {
		struct value item;
		if (elements_enter(rest))
			fault = read_array(rest, arena, pile, &item);
		else if (elements_next(rest, &slot))
			fault = value_read(&slot, arena, pile, &item);
		if (!fault && pile_add(pile, &item))
			fault = VALUE_OUT_OF_MEMORY;
	}
	if (!fault && pile_take(pile, from, arena, value))
		fault = VALUE_OUT_OF_MEMORY;
	pile->count = from;
	return fault;
}

enum value_fault
value_read(const struct slot *slot, struct arena *arena, struct pile *pile, struct value *value)
{
	struct slice rest = slot->raw;

	switch (slot->kind) {
	case KIND_FALSE:
	case KIND_TRUE:
		value->kind = VALUE_BOOL;
		value->truth = slot->kind == KIND_TRUE;
		return VALUE_GOOD;
	case KIND_NUMBER:
		value->kind = VALUE_NUMBER;
		return number_read(slot->raw, &value->number) == NUMBER_GOOD ? VALUE_GOOD : VALUE_TOO_LARGE;
	case KIND_TEXT:
		return read_text(slot, arena, value);
	case KIND_ARRAY:
		elements_enter(&rest);
		return read_array(&rest, arena, pile, value);
	case KIND_OBJECT:
		value->kind = VALUE_OBJECT;
		value->object = slot->raw;
		return VALUE_GOOD;
	default:
		value->kind = VALUE_NULL;
		return VALUE_GOOD;
	}
}
