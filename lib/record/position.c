/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/position.h"

#include "record/elements.h"

int
position_bind(struct position_slots *at, struct projection *projection)
{
	at->topic = projection_path(projection, slice_of("_kafka.topic"));
	at->partition = projection_path(projection, slice_of("_kafka.partition"));
	at->offset = projection_path(projection, slice_of("_kafka.offset"));
	at->of = projection_path(projection, slice_of("_kafka.of"));
	at->part = projection_field(projection, slice_of("part"));
	return at->topic < 0 || at->partition < 0 || at->offset < 0 || at->of < 0 || at->part < 0 ? -1 : 0;
}

static int
read_slot(const struct slot *slot, const char *path, uint64_t most, uint64_t *number, struct refusal *refusal)
{
	*number = 0;
	if (slot->kind <= KIND_NULL ||
		(slot->kind == KIND_NUMBER && slice_read_unsigned(slot->raw, most, number)))
		return 0;
	return slot_refuse(
		slot, slice_of(path), "a whole number, as kafkacat-lite -M writes it, is needed", refusal);
}

/* The part number in [i,n], or in [i,n,i,n...] when parts were exploded again; 0 for any other value. */
static uint32_t
read_part(const struct slot *slot)
{
	struct slice rest = slot->kind == KIND_ARRAY ? elements_inside(slot->raw) : (struct slice){ 0 };
	uint64_t part = 0, i, n;

	for (struct slot element; elements_next(&rest, &element);) {
		if (!slice_read_unsigned(element.raw, UINT32_MAX, &i) || !elements_next(&rest, &element) ||
			!slice_read_unsigned(element.raw, UINT32_MAX, &n))
			return 0;
		part = part * n + i;
		if (part > UINT32_MAX)
			return 0;
	}
	return (uint32_t)part;
}

int
position_read(const struct position_slots *at, const struct slot *slots, struct position *position,
	struct refusal *refusal)
{
	uint64_t partition, offset, of;

	*position = (struct position){ 0 };
	if (slots[at->partition].kind <= KIND_NULL)
		return 0;
	if (read_slot(&slots[at->partition], "_kafka.partition", INT32_MAX, &partition, refusal) ||
		read_slot(&slots[at->offset], "_kafka.offset", INT64_MAX, &offset, refusal) ||
		read_slot(&slots[at->of], "_kafka.of", INT32_MAX, &of, refusal))
		return -1;
	position->known = true;
	position->partition = (uint32_t)partition;
	position->offset = (int64_t)offset;
	position->of = (uint32_t)of;
	position->part = read_part(&slots[at->part]);
	if (slots[at->topic].kind == KIND_TEXT)
		position->topic = slots[at->topic].raw;
	return 0;
}
