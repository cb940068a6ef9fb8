/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/held.h"

#include "base/array.h"

#include <stdlib.h>

int
held_add(struct held *held, const struct block *block, struct error *error)
{
	struct block *at = array_grow(held->at, &held->capacity, held->count + 1, sizeof *at);

	if (!at)
		return error_memory(error);
	held->at = at;
	struct block copy = *block;
	copy.text = arena_copy(&held->arena, block->text);
	held->at[held->count++] = copy;
	held->bytes += block->text.length;
	return copy.text.at ? 0 : error_memory(error);
}

void
held_free(struct held *held)
{
	free(held->at);
	arena_free(&held->arena);
	*held = (struct held){ 0 };
}
