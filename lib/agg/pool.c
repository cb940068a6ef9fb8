/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/pool.h"

#include <stdlib.h>
#include <string.h>

enum { EIGHT = 8, CHUNK = 32 * 1024 };

static size_t
eights(size_t size)
{
	return (size + EIGHT - 1) / EIGHT;
}

void *
pool_take(struct pool *pool, size_t size)
{
	size_t n = eights(size);

	if (n >= POOL_SIZES)
		return calloc(n, EIGHT);
	if (pool->free[n]) {
		void *piece = pool->free[n];
		memcpy(&pool->free[n], piece, sizeof(void *));
		return memset(piece, 0, n * EIGHT);
	}
	if (pool->chunk_size < n * EIGHT) {
		pool->chunk = arena_alloc(&pool->arena, CHUNK); /* zeroed */
		pool->chunk_size = pool->chunk ? CHUNK : 0;
	}
	if (!pool->chunk)
		return NULL;
	void *piece = pool->chunk;
	pool->chunk += n * EIGHT;
	pool->chunk_size -= n * EIGHT;
	return piece;
}

void
pool_give(struct pool *pool, void *piece, size_t size)
{
	size_t n = eights(size);

	if (n >= POOL_SIZES) {
		free(piece);
		return;
	}
	memcpy(piece, &pool->free[n], sizeof(void *));
	pool->free[n] = piece;
}

void
pool_free(struct pool *pool)
{
	arena_free(&pool->arena);
	*pool = (struct pool){ 0 };
}
