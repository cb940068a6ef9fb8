/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gathered: the values of wanted keys in each element of an array, as the scanner came by them, so that
 * nobody walks over the array again (record/elements.h) for them. Belongs to the scanner, holds until it
 * scans the next line, and is to be used where `array` is where the slot of the array begins: else the array
 * is too long, or of a line before. */
#ifndef RECORD_GATHERED_H
#define RECORD_GATHERED_H

#include "record/projection.h"

#include <stddef.h>

struct slot;

/* Slots of one array, whose room is kept for the next: of a longer one nothing is gathered. */
enum { GATHERED_MOST = 16384 };

struct gathered {          /* all zero is an empty one */
	const char *array; /* its '['; NULL where it is too long */
	size_t elements, keys;
	struct slot
		*slots; /* of element i and key k: [i * keys + k]; KIND_MISSING where there is no object */
	size_t capacity;
};

/* projection->gathered of them, by number; or NULL when memory ran out. count: the same number. */
struct gathered *gathered_open(const struct projection *projection);
void gathered_close(struct gathered *gathered, size_t count);

/* The array that begins at `array` is walked from now on. */
void gathered_begin(struct gathered *gathered, const char *array);

/* Adds an element, whose values are moved out of the scanner's slots for the children of `element`, where
 * those of the next one are put. 0, or -1 when memory ran out. */
int gathered_add(struct gathered *gathered, const struct path_node *element, struct slot *slots);

#endif
