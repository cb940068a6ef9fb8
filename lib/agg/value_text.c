/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/value_text.h"

#include "record/elements.h"
#include "record/text.h"

#include <inttypes.h>

void
value_save(struct buffer *to, const struct value *value)
{
	switch (value->kind) {
	case VALUE_TIME:
		buffer_printf(to, "{\"time\":%" PRId64 "}", value->instant);
		break;
	case VALUE_OBJECT:
		buffer_text(to, "{\"object\":");
		buffer_slice(to, value->object);
		buffer_byte(to, '}');
		break;
	case VALUE_ARRAY:
		buffer_byte(to, '[');
		for (size_t i = 0; i < value->array.count; i++) {
			if (i)
				buffer_byte(to, ',');
			value_save(to, &value->array.items[i]);
		}
		buffer_byte(to, ']');
		break;
	default:
		value_write(to, value);
	}
}

static int
load_text(const struct slot *slot, struct arena *arena, struct value *value)
{
	struct buffer decoded = { 0 };

	*value = (struct value){ .kind = VALUE_TEXT, .text = slot->raw };
	if (!slot->escaped)
		return 0;
	int surrogate = json_text_read(&decoded, slot->raw);
	value->text = arena_copy(arena, buffer_view(&decoded));
	int failed = decoded.failed || !value->text.at;
	buffer_free(&decoded);
	return failed ? -1 : surrogate ? 1 : 0;
}

static int
load_array(struct slice raw, struct arena *arena, struct value *value)
{
	struct slice rest = elements_inside(raw);
	struct slot element;
	size_t count = 0;

	while (elements_next(&rest, &element))
		count++;
	struct value *items = arena_alloc(arena, (count + 1) * sizeof *items);
	if (!items)
		return -1;
	rest = elements_inside(raw);
	for (size_t i = 0; elements_next(&rest, &element); i++) {
		int status = value_load(slot_json(&element), arena, &items[i]);
		if (status)
			return status;
	}
	*value = (struct value){ .kind = VALUE_ARRAY, .array = { items, count } };
	return 0;
}

/* {"time":...} or {"object":...}, that one member alone. */
static int
load_tagged(struct slice raw, struct value *value)
{
	struct slice rest = elements_inside(raw);
	struct slot key, slot, more;
	struct number number;

	if (!members_next(&rest, &key, &slot) || elements_next(&rest, &more))
		return 1;
	if (slice_is(key.raw, "object") && (slot.kind == KIND_OBJECT || slot.kind == KIND_ARRAY)) {
		*value = (struct value){ .kind = VALUE_OBJECT, .object = slot.raw };
		return 0;
	}
	if (!slice_is(key.raw, "time") || slot.kind != KIND_NUMBER ||
		number_read(slot.raw, &number) != NUMBER_OK || number.scale != 0)
		return 1;
	*value = (struct value){ .kind = VALUE_TIME, .instant = number.units };
	return 0;
}

int
value_load(struct slice json, struct arena *arena, struct value *value)
{
	struct slot slot = elements_slot(json);

	*value = (struct value){ .kind = VALUE_NULL };
	switch (slot.kind) {
	case KIND_FALSE:
	case KIND_TRUE:
		*value = (struct value){ .kind = VALUE_BOOL, .truth = slot.kind == KIND_TRUE };
		return 0;
	case KIND_NUMBER:
		value->kind = VALUE_NUMBER;
		return number_read(slot.raw, &value->number) == NUMBER_OK ? 0 : 1;
	case KIND_TEXT:
		return load_text(&slot, arena, value);
	case KIND_ARRAY:
		return load_array(slot.raw, arena, value);
	case KIND_OBJECT:
		return load_tagged(slot.raw, value);
	default:
		return slot.kind == KIND_NULL ? 0 : 1;
	}
}
