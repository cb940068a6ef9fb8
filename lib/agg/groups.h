/* SPDX-License-Identifier: GPL-3.0-or-later */
/* groups: a block of aggregate states for every group key. */
#ifndef AGG_GROUPS_H
#define AGG_GROUPS_H

#include "base/arena.h"
#include "base/slice.h"

#include <stddef.h>
#include <stdint.h>

struct group {
	uint64_t hash;
	struct slice key;
	_Alignas(8) unsigned char states[];
};

struct groups { /* open addressing; at most half of the table is used */
	struct group **table;
	size_t capacity, count;
	size_t state_size; /* bytes of states in a group */
	uint64_t seed;     /* of the hash, drawn when the first group comes */
	struct arena arena;
};

/* The group of the key, made with zeroed states when it is new; NULL when memory ran out. */
struct group *groups_find(struct groups *groups, struct slice key);

/* The next group after *at in no particular order, or NULL; start with *at = 0. */
struct group *groups_next(const struct groups *groups, size_t *at);

/* The states are the caller's to free first. */
void groups_free(struct groups *groups);

#endif
