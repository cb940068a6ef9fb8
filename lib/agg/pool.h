/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pool: pieces of memory that are given back one by one and used again for pieces of the same size, as
 * windows close and others open. */
#ifndef AGG_POOL_H
#define AGG_POOL_H

#include "base/arena.h"

#include <stddef.h>

enum { POOL_SIZES = 128 }; /* pieces of 8 to 1016 bytes are pooled, larger ones are malloc's */

struct pool { /* all zero is an empty one */
	struct arena arena;
	char *chunk; /* start of the memory that is not handed out yet */
	size_t chunk_size;
	void *free[POOL_SIZES]; /* lists by size / 8 of free pieces, which begin with a pointer to the next */
};

/* Zeroed memory, aligned to 8, or NULL. */
void *pool_take(struct pool *pool, size_t size);

/* Takes back a piece of that size. */
void pool_give(struct pool *pool, void *piece, size_t size);

/* Frees all pooled pieces; larger ones must have been given back. */
void pool_free(struct pool *pool);

#endif
