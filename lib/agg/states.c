/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/states.h"

#include "base/bytes.h"
#include "record/text.h"

#include <inttypes.h>
#include <stdlib.h>

enum { POSITION_PARTS = 4 }; /* elements of a position in JSON */

static bool
has_bytes(const struct value *value)
{
	return value->kind == VALUE_TEXT || value->kind == VALUE_OBJECT;
}

int
owned_value_set(struct value *owned, const struct value *value)
{
	struct value copy = *value;

	if (has_bytes(value)) { /* text and object are the same slice of the union */
		char *bytes = malloc(value->text.length + 1);
		if (!bytes)
			return -1;
		if (value->text.length)
			memcpy(bytes, value->text.at, value->text.length);
		copy.text.at = bytes;
	}
	owned_value_free(owned);
	*owned = copy;
	return 0;
}

void
owned_value_free(struct value *owned)
{
	if (has_bytes(owned))
		free((void *)owned->text.at);
	*owned = (struct value){ .kind = VALUE_NULL };
}

/* The scale, then the units or the bits of a double. */
static void
encode_number(struct encoded_value *encoded, struct number number)
{
	number = number_canonical(number);
	encoded->own[0] = (char)(number_is_real(number) ? REAL_SCALE : number.scale);
	store_le64(encoded->own + 1, (uint64_t)number.units);
}

static struct number
decode_number(const char *bytes)
{
	const unsigned char scale = (unsigned char)bytes[0];

	return (struct number){ { .units = (int64_t)load_le64(bytes + 1) },
		scale == REAL_SCALE ? NUMBER_REAL : scale };
}

void
value_encode(struct encoded_value *encoded, const struct value *value)
{
	size_t length = 0;

	switch (value->kind) {
	case VALUE_BOOL:
		encoded->own[0] = value->truth;
		length = 1;
		break;
	case VALUE_NUMBER:
		encode_number(encoded, value->number);
		length = sizeof encoded->own;
		break;
	case VALUE_TIME:
		store_le64(encoded->own, (uint64_t)value->instant);
		length = sizeof(uint64_t);
		break;
	case VALUE_TEXT:
		encoded->bytes = value->text;
		return;
	case VALUE_OBJECT:
		encoded->bytes = value->object;
		return;
	default:
		break;
	}
	encoded->bytes = (struct slice){ encoded->own, length };
}

struct value
value_decode(enum value_kind kind, struct slice bytes)
{
	const char *at = bytes.at;
	struct value value = { .kind = kind };

	switch (kind) {
	case VALUE_BOOL:
		value.truth = at[0];
		break;
	case VALUE_NUMBER:
		value.number = decode_number(at);
		break;
	case VALUE_TIME:
		value.instant = (int64_t)load_le64(at);
		break;
	default:
		value.text = bytes;
	}
	return value;
}

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

/* A whole number from least to most. */
static bool
read_whole(const struct slot *slot, int64_t least, int64_t most, int64_t *whole)
{
	struct number number;

	if (slot->kind != KIND_NUMBER || number_read(slot->raw, &number) != NUMBER_OK || number.scale != 0)
		return false;
	*whole = number.units;
	return *whole >= least && *whole <= most;
}

/* {"time":...} or {"object":...}, with no other member. */
static int
load_tagged(struct slice raw, struct value *value)
{
	struct slice rest = elements_inside(raw);
	struct slot key, slot, more;
	int64_t instant;

	if (!members_next(&rest, &key, &slot) || elements_next(&rest, &more))
		return 1;
	if (slice_is(key.raw, "object") && (slot.kind == KIND_OBJECT || slot.kind == KIND_ARRAY)) {
		*value = (struct value){ .kind = VALUE_OBJECT, .object = slot.raw };
		return 0;
	}
	if (!slice_is(key.raw, "time") || !read_whole(&slot, INT64_MIN, INT64_MAX, &instant))
		return 1;
	*value = (struct value){ .kind = VALUE_TIME, .instant = instant };
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

int
state_list(struct slice json, struct slice *rest)
{
	struct slot slot = elements_slot(json);

	if (slot.kind != KIND_ARRAY)
		return 1;
	*rest = elements_inside(slot.raw);
	return 0;
}

int
state_tuple(struct slice json, struct slot *elements, size_t count)
{
	struct slice rest;
	struct slot more;

	if (state_list(json, &rest))
		return 1;
	for (size_t i = 0; i < count; i++)
		if (!elements_next(&rest, &elements[i]))
			return 1;
	return elements_next(&rest, &more) ? 1 : 0;
}

int
state_count(const struct slot *slot, uint64_t *count)
{
	int64_t whole;

	if (!read_whole(slot, 1, INT64_MAX, &whole))
		return 1;
	*count = (uint64_t)whole;
	return 0;
}

int
state_value(const struct slot *slot, struct arena *arena, struct value *value)
{
	int status = value_load(slot_json(slot), arena, value);

	return status ? status : value->kind == VALUE_NULL || value->kind == VALUE_ARRAY;
}

int
state_owned_value(const struct slot *slot, struct value *owned)
{
	struct arena arena = { 0 };
	struct value value;
	int status = state_value(slot, &arena, &value);

	if (status == 0)
		status = owned_value_set(owned, &value);
	arena_free(&arena);
	return status;
}

void
event_position_save(struct buffer *to, const struct event_position *position)
{
	buffer_printf(to, "[%" PRId64 ",%" PRIu32 ",%" PRId64 ",%" PRIu32 "]", position->time,
		position->partition, position->offset, position->part);
}

int
event_position_load(const struct slot *slot, struct event_position *position)
{
	struct slot parts[POSITION_PARTS];
	int64_t partition, part;

	if (state_tuple(slot_json(slot), parts, POSITION_PARTS) ||
		!read_whole(&parts[0], INT64_MIN, INT64_MAX, &position->time) ||
		!read_whole(&parts[1], 0, UINT32_MAX, &partition) ||
		!read_whole(&parts[2], INT64_MIN, INT64_MAX, &position->offset) ||
		!read_whole(&parts[3], 0, UINT32_MAX, &part))
		return 1;
	position->partition = (uint32_t)partition;
	position->part = (uint32_t)part;
	return 0;
}
