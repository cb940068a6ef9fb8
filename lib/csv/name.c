/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/name.h"

#include <stdbool.h>
#include <stdio.h>

struct slice
name_or_place(struct slice name, size_t index, struct place_name *place)
{
	if (name.length)
		return name;
	snprintf(place->text, sizeof place->text, "c%zu", index + 1);
	return slice_of(place->text);
}

static bool
is_plain(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
	       byte == '_';
}

struct slice
name_normalize(struct arena *arena, struct slice name)
{
	char *bytes = arena_take(arena, name.length + 1);
	size_t length = 0;

	if (!bytes)
		return (struct slice){ 0 };
	for (size_t i = 0; i < name.length; i++) {
		if (is_plain(name.at[i]))
			bytes[length++] = name.at[i];
		else if (length && i + 1 < name.length && is_plain(name.at[i + 1]))
			bytes[length++] = '_';
	}
	return (struct slice){ bytes, length };
}
