/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arena: many small pieces of memory that are freed together. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/slice.h"

#include <stddef.h>

struct arena { /* all zero is an empty one */
	struct arena_block *block;
	size_t total; /* bytes allocated */
};

/* Zeroed memory for any type, or NULL. It lives until arena_free or arena_reset. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of the slice, with a NUL after it; its `at` is NULL when memory ran out. */
struct slice arena_copy(struct arena *arena, struct slice slice);

/* Frees every piece, but keeps the newest block for reuse. */
void arena_reset(struct arena *arena);

void arena_free(struct arena *arena);

#endif
