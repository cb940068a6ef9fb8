/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The working memory of an evaluation. */
#include "base/array.h"
#include "expr/evaluation.h"

#include <stdlib.h>

void
scratch_begin(struct scratch *scratch)
{
	arena_reset(&scratch->texts);
	scratch->undefined = 0;
	scratch->full = false;
}

void
scratch_free(struct scratch *scratch)
{
	arena_free(&scratch->texts);
	free(scratch->stack);
	free(scratch->pile.at);
	scratch->stack = scratch->pile.at = NULL;
	scratch->stack_capacity = scratch->pile.count = scratch->pile.capacity = 0;
}

void *
scratch_take(struct scratch *scratch, size_t size)
{
	if (size > SCRATCH_LIMIT || scratch->texts.total > SCRATCH_LIMIT - size) {
		scratch->full = true;
		return NULL;
	}
	void *room = arena_alloc(&scratch->texts, size);

	scratch->failed = scratch->failed || !room;
	return room;
}

int
pile_add(struct scratch *scratch, const struct value *value)
{
	if (scratch->pile.count >= SCRATCH_LIMIT / sizeof *value) {
		scratch->full = true;
		return -1;
	}
	struct value *at =
		array_grow(scratch->pile.at, &scratch->pile.capacity, scratch->pile.count + 1, sizeof *at);

	if (!at) {
		scratch->failed = true;
		return -1;
	}
	scratch->pile.at = at;
	at[scratch->pile.count++] = *value;
	return 0;
}

int
pile_take(struct scratch *scratch, size_t from, struct value *array)
{
	size_t count = scratch->pile.count - from;
	struct value *items = scratch_take(scratch, count * sizeof *items);

	if (!items)
		return -1;
	if (count)
		memcpy(items, scratch->pile.at + from, count * sizeof *items);
	scratch->pile.count = from;
	return give_array(array, items, count);
}
