/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/slot.h"

#include "record/text.h"
#include "record/utf8.h"

struct slice
slot_json(const struct slot *slot)
{
	if (slot->kind != KIND_TEXT)
		return slot->raw;
	return (struct slice){ slot->raw.at - 1, slot->raw.length + 2 };
}

int
slot_refuse(const struct slot *slot, struct slice path, const char *needed, struct refusal *refusal)
{
	enum { SHOWN = 24 }; /* characters of a value in the message */
	static const char *const kinds[] = {
		[KIND_MISSING] = "missing",
		[KIND_NULL] = "null",
		[KIND_FALSE] = "false",
		[KIND_TRUE] = "true",
		[KIND_NUMBER] = "the number ",
		[KIND_TEXT] = "the text ",
		[KIND_ARRAY] = "an array",
		[KIND_OBJECT] = "an object",
	};
	bool shown = slot->kind == KIND_NUMBER || slot->kind == KIND_TEXT;
	size_t length = shown ? utf8_prefix(slot->raw, SHOWN) : 0;
	const char *quote = slot->kind == KIND_TEXT ? "\"" : "";

	return refuse(refusal, path, "this is %s%s%.*s%s%s, %s", kinds[slot->kind], quote, (int)length,
		slot->raw.at, shown && length < slot->raw.length ? "..." : "", quote, needed);
}

int
slot_number(const struct slot *slot, struct slice path, struct number *number, struct refusal *refusal)
{
	if (slot->kind != KIND_NUMBER)
		return slot_refuse(slot, path, "a number is needed; make it one with featurize -s", refusal);
	if (number_read(slot->raw, number) != NUMBER_OK)
		return refuse(refusal, path, "this number is too large for a double");
	return 0;
}

int
slot_text(const struct slot *slot, struct slice path, struct buffer *buffer, struct slice *text,
	struct refusal *refusal)
{
	*text = slot->raw;
	if (!slot->escaped)
		return 0;
	buffer->length = 0;
	if (json_text_read(buffer, slot->raw))
		return refuse(refusal, path, "this text has half a surrogate pair in it");
	*text = buffer_view(buffer);
	return 0;
}
