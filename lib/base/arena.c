/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

struct arena_block {
	struct arena_block *older;
	size_t used;
	size_t size;
	alignas(max_align_t) char bytes[];
};

static struct arena_block *
block_new(struct arena *arena, size_t size)
{
	size_t capacity = size > BLOCK_SIZE ? size : BLOCK_SIZE;
	struct arena_block *block = malloc(sizeof *block + capacity);

	if (!block)
		return NULL;
	*block = (struct arena_block){ .older = arena->block, .size = capacity };
	arena->block = block;
	arena->total += sizeof *block + capacity;
	return block;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->block;

	if (size > SIZE_MAX / 2)
		return NULL;
	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (!block || block->size - block->used < size)
		block = block_new(arena, size);
	if (!block)
		return NULL;
	void *piece = block->bytes + block->used;
	block->used += size;
	return memset(piece, 0, size);
}

struct slice
arena_copy(struct arena *arena, struct slice slice)
{
	char *copy = arena_alloc(arena, slice.length + 1);

	if (copy && slice.length)
		memcpy(copy, slice.at, slice.length);
	return (struct slice){ copy, slice.length };
}

static void
free_blocks(struct arena *arena, struct arena_block *block)
{
	while (block) {
		struct arena_block *older = block->older;
		arena->total -= sizeof *block + block->size;
		free(block);
		block = older;
	}
}

void
arena_reset(struct arena *arena)
{
	if (!arena->block)
		return;
	free_blocks(arena, arena->block->older);
	arena->block->older = NULL;
	arena->block->used = 0;
}

void
arena_free(struct arena *arena)
{
	free_blocks(arena, arena->block);
	arena->block = NULL;
}
