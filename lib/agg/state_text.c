/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/state_text.h"

#include "agg/value_text.h"

#include <inttypes.h>

enum { MOMENT_PARTS = 4 };

void
moment_save(struct buffer *to, const struct moment *moment)
{
	buffer_printf(to, "[%" PRId64 ",%" PRIu32 ",%" PRId64 ",%" PRIu32 "]", moment->time,
		moment->partition, moment->offset, moment->part);
}

/* A whole number of that size. */
static bool
read_whole(const struct slot *slot, int64_t least, int64_t most, int64_t *whole)
{
	struct number number;

	if (slot->kind != KIND_NUMBER || number_read(slot->raw, &number) != NUMBER_OK || number.scale != 0)
		return false;
	*whole = number.units;
	return *whole >= least && *whole <= most;
}

int
moment_load(const struct slot *slot, struct moment *moment)
{
	struct slot parts[MOMENT_PARTS];
	int64_t partition, part;

	if (state_parts(slot_json(slot), parts, MOMENT_PARTS) ||
		!read_whole(&parts[0], INT64_MIN, INT64_MAX, &moment->time) ||
		!read_whole(&parts[1], 0, UINT32_MAX, &partition) ||
		!read_whole(&parts[2], INT64_MIN, INT64_MAX, &moment->offset) ||
		!read_whole(&parts[3], 0, UINT32_MAX, &part))
		return 1;
	moment->partition = (uint32_t)partition;
	moment->part = (uint32_t)part;
	return 0;
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
state_parts(struct slice json, struct slot *parts, size_t count)
{
	struct slice rest;
	struct slot more;

	if (state_list(json, &rest))
		return 1;
	for (size_t i = 0; i < count; i++)
		if (!elements_next(&rest, &parts[i]))
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
