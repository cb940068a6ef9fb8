/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slot as a value. Numbers are numbers, texts are decoded, arrays have all that is in them, objects are as
 * they stand. Texts without escapes and objects stay in the line; the rest lives in the scratch. */
#include "expr/evaluation.h"
#include "record/elements.h"
#include "record/json_text.h"

/* A slot on its way: what all of its parts need. */
struct reading {
	struct slice path; /* for refusals */
	struct scratch *scratch;
	struct refusal *refusal;
};

static int read_slot(const struct reading *r, const struct slot *slot, struct value *value);

static int
read_number(const struct reading *r, const struct slot *slot, struct value *value)
{
	value->kind = VALUE_NUMBER;
	return number_read(slot->raw, &value->number) == NUMBER_OK
		       ? 0
		       : refuse(r->refusal, r->path, "this number is too large for a double");
}

static int
read_text(const struct reading *r, const struct slot *slot, struct value *value)
{
	if (!slot->escaped)
		return give_text(value, slot->raw);
	/* No escape is shorter than what it stands for: the buffer is the scratch's and never grows. */
	struct buffer decoded = { .at = scratch_take(r->scratch, slot->raw.length),
		.capacity = slot->raw.length };
	if (!decoded.at)
		return -1;
	if (json_text_read(&decoded, slot->raw))
		return refuse(r->refusal, r->path, "this text has half a surrogate pair in it");
	return give_text(value, buffer_view(&decoded));
}

/* From behind the '[', in one pass however deep arrays lie in each other (SCAN_DEPTH bounds it). */
static int
read_array(const struct reading *r, struct slice *rest, struct value *value)
{
	size_t from = r->scratch->pile.count;
	struct slot slot = { 0 };

	while (!elements_leave(rest)) {
		struct value item;
		bool inner = elements_enter(rest);
		if (!inner)
			elements_next(rest, &slot);
		if ((inner ? read_array(r, rest, &item) : read_slot(r, &slot, &item)) ||
			pile_add(r->scratch, &item))
			return -1;
	}
	return pile_take(r->scratch, from, value);
}

static int
read_slot(const struct reading *r, const struct slot *slot, struct value *value)
{
	struct slice rest = slot->raw;

	switch (slot->kind) {
	case KIND_FALSE:
	case KIND_TRUE:
		return give_truth(value, slot->kind == KIND_TRUE);
	case KIND_NUMBER:
		return read_number(r, slot, value);
	case KIND_TEXT:
		return read_text(r, slot, value);
	case KIND_ARRAY:
		elements_enter(&rest);
		return read_array(r, &rest, value);
	case KIND_OBJECT:
		value->kind = VALUE_OBJECT;
		value->object = slot->raw;
		return 0;
	default:
		return give_null(value);
	}
}

int
value_of_any(const struct slot *slot, struct slice path, struct scratch *scratch, struct value *value,
	struct refusal *refusal)
{
	return read_slot(&(struct reading){ path, scratch, refusal }, slot, value);
}
