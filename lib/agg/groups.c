/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/groups.h"

#include "base/hash.h"
#include "base/system.h"

#include <stdlib.h>

enum { FIRST_CAPACITY = 64 };

/* Where the key stands or would stand. */
static size_t
place(struct group *const *table, size_t capacity, uint64_t hash, struct slice key)
{
	size_t at = hash & (capacity - 1);

	while (table[at] && !(table[at]->hash == hash && slice_equal(table[at]->key, key)))
		at = (at + 1) & (capacity - 1);
	return at;
}

static int
grow(struct groups *groups)
{
	size_t capacity = groups->capacity ? 2 * groups->capacity : FIRST_CAPACITY;
	struct group **table = calloc(capacity, sizeof(struct group *));

	if (!table)
		return -1;
	for (size_t i = 0; i < groups->capacity; i++) {
		struct group *group = groups->table[i];
		if (group)
			table[place(table, capacity, group->hash, group->key)] = group;
	}
	free(groups->table);
	groups->table = table;
	groups->capacity = capacity;
	return 0;
}

struct group *
groups_find(struct groups *groups, struct slice key)
{
	if (groups->seed == 0)
		groups->seed = system_seed();
	uint64_t hash = hash_xxh64(key, groups->seed);

	if (2 * groups->count >= groups->capacity && grow(groups))
		return NULL;
	size_t at = place(groups->table, groups->capacity, hash, key);
	if (groups->table[at])
		return groups->table[at];

	struct group *group = arena_take(&groups->arena, sizeof *group + groups->state_size);
	struct slice copy = arena_copy(&groups->arena, key);
	if (!group || !copy.at)
		return NULL;
	group->hash = hash;
	group->key = copy;
	groups->count++;
	return groups->table[at] = group;
}

struct group *
groups_next(const struct groups *groups, size_t *at)
{
	while (*at < groups->capacity)
		if (groups->table[(*at)++])
			return groups->table[*at - 1];
	return NULL;
}

void
groups_free(struct groups *groups)
{
	free(groups->table);
	arena_free(&groups->arena);
	*groups = (struct groups){ 0 };
}
