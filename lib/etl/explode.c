/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/explode.h"

#include "number/number.h"
#include "record/elements.h"
#include "record/slot.h"

int
explode_open(struct explosion *explosion, const struct projection *projection, const struct setting *settings)
{
	*explosion = (struct explosion){ 0 };
	memcpy(explosion->settings, settings, sizeof explosion->settings);
	return scanner_open(&explosion->scanner, projection) ? -1 : 0;
}

void
explode_close(struct explosion *explosion)
{
	scanner_close(&explosion->scanner);
	buffer_free(&explosion->text);
	buffer_free(&explosion->line);
}

static const struct slot *
slot_of(const struct explosion *explosion, int setting)
{
	return &explosion->scanner.slots[explosion->settings[setting].slot];
}

/* An existing `part` must be one that --explode wrote, pairs of whole numbers: a field of the user's own is
 * not overwritten. */
static int
check_part(const struct explosion *explosion, struct refusal *refusal)
{
	const struct slot *part = slot_of(explosion, EXPLODE_PART);
	bool ours = part->kind == KIND_ARRAY;
	size_t count = 0;

	if (part->kind <= KIND_NULL)
		return 0;
	struct slice rest = ours ? elements_inside(part->raw) : part->raw;
	for (struct slot element; ours && elements_next(&rest, &element); count++) {
		struct number number;
		ours = element.kind == KIND_NUMBER && number_read(element.raw, &number) == NUMBER_OK &&
		       number.scale == 0;
	}
	if (ours && count > 0 && count % 2 == 0)
		return 0;
	return slot_refuse(part, explosion->settings[EXPLODE_PART].name,
		"--explode writes its own `part`; rename this one before", refusal);
}

int
explode_begin(struct explosion *explosion, struct slice line, struct refusal *refusal)
{
	struct slice field = explosion->settings[EXPLODE_FIELD].name;

	if (scan(&explosion->scanner, line, refusal))
		return -1;
	const struct slot *slot = slot_of(explosion, EXPLODE_FIELD);
	explosion->elements = (struct slice){ 0 };
	explosion->parts = explosion->taken = 0;
	if (slot->kind == KIND_ARRAY)
		explosion->elements = elements_inside(slot->raw);
	else if (slot->kind > KIND_NULL)
		return slot_refuse(slot, field, "--explode needs an array", refusal);
	struct slice rest = explosion->elements;
	for (struct slot element; elements_next(&rest, &element);)
		explosion->parts++;
	size_t others = line.length - slot->raw.length + 1;
	if (explosion->parts > (EXPLODE_BYTES - line.length) / others)
		return refuse(refusal, field,
			"%zu parts of this record would take more than %d MiB; drop its long fields before",
			explosion->parts, EXPLODE_BYTES >> 20);
	return check_part(explosion, refusal);
}

/* [i,n], after the pairs of earlier explosions. */
static void
write_part(struct explosion *explosion)
{
	const struct slot *part = slot_of(explosion, EXPLODE_PART);
	struct buffer *text = &explosion->text;

	text->length = 0;
	if (part->kind == KIND_ARRAY) {
		buffer_append(text, part->raw.at, part->raw.length - 1);
		buffer_byte(text, ',');
	} else {
		buffer_byte(text, '[');
	}
	buffer_unsigned(text, explosion->taken);
	buffer_byte(text, ',');
	buffer_unsigned(text, explosion->parts ? explosion->parts : 1);
	buffer_byte(text, ']');
}

bool
explode_next(struct explosion *explosion, struct slice *line)
{
	struct slot element = { .kind = KIND_NULL, .raw = { "null", 4 } };
	struct refusal never; /* only a rename can be refused */

	if (!elements_next(&explosion->elements, &element) && explosion->taken > 0)
		return false;
	explosion->taken++;
	write_part(explosion);
	explosion->settings[EXPLODE_FIELD].value = slot_json(&element);
	explosion->settings[EXPLODE_PART].value = buffer_view(&explosion->text);
	explosion->line.length = 0;
	line_write(&explosion->line, &explosion->scanner, explosion->settings, EXPLODE_SETTINGS,
		&reshape_none, &never);
	if (explode_failed(explosion))
		return false;
	*line = (struct slice){ explosion->line.at, explosion->line.length - 1 };
	return true;
}

bool
explode_failed(const struct explosion *explosion)
{
	return explosion->scanner.failed || explosion->text.failed || explosion->line.failed;
}
