/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/name.h"

#include "record/plain_name.h"

#include <stdio.h>

struct slice
name_or_place(struct slice name, size_t index, struct place_name *place)
{
	if (name.length)
		return name;
	snprintf(place->text, sizeof place->text, "c%zu", index + 1);
	return slice_of(place->text);
}

struct slice
name_normalize(struct arena *arena, struct slice name)
{
	char *bytes = arena_alloc(arena, name.length + 1);

	if (!bytes)
		return (struct slice){ 0 };
	return (struct slice){ bytes, plain_name_write(name, bytes) };
}
