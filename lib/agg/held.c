/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/held.h"

#include <stdlib.h>

static bool
has_bytes(const struct value *value)
{
	return value->kind == VALUE_TEXT || value->kind == VALUE_OBJECT;
}

int
held_set(struct value *held, const struct value *value)
{
	struct value copy = *value;

	if (has_bytes(value)) { /* text and object are one member of the union in two names */
		char *bytes = malloc(value->text.length + 1);
		if (!bytes)
			return -1;
		if (value->text.length)
			memcpy(bytes, value->text.at, value->text.length);
		copy.text.at = bytes;
	}
	held_free(held);
	*held = copy;
	return 0;
}

void
held_free(struct value *held)
{
	if (has_bytes(held))
		free((void *)held->text.at);
	*held = (struct value){ .kind = VALUE_NULL };
}
