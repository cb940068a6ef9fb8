/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/evaluation.h"

#include "record/json_text.h"
#include "record/slot.h"

/* A text is as it stands in the line, or decoded into the scratch where it has escapes. */
static int
read_text(const struct slot *slot, struct slice path, struct scratch *scratch, struct value *value,
	struct refusal *refusal)
{
	value->kind = VALUE_TEXT;
	value->text = slot->raw;
	if (!slot->escaped)
		return 0;
	/* No escape is shorter than what it stands for: the buffer is the arena's and never grows. */
	struct buffer decoded = { .at = arena_take(&scratch->texts, slot->raw.length),
		.capacity = slot->raw.length };
	if (!decoded.at) {
		scratch->failed = true;
		return -1;
	}
	if (json_text_read(&decoded, slot->raw))
		return refuse(refusal, path, "this text has half a surrogate pair in it");
	value->text = buffer_view(&decoded);
	return 0;
}

int
value_of_slot(const struct slot *slot, struct slice path, struct scratch *scratch, struct value *value,
	struct refusal *refusal)
{
	switch (slot->kind) {
	case KIND_FALSE:
	case KIND_TRUE:
		value->kind = VALUE_BOOL;
		value->truth = slot->kind == KIND_TRUE;
		return 0;
	case KIND_NUMBER:
		value->kind = VALUE_NUMBER;
		return slot_number(slot, path, &value->number, refusal);
	case KIND_TEXT:
		return read_text(slot, path, scratch, value, refusal);
	case KIND_ARRAY:
	case KIND_OBJECT:
		return slot_refuse(slot, path, "a single value is needed", refusal);
	default:
		value->kind = VALUE_NULL;
		return 0;
	}
}
