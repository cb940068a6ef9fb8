/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash_table: a table of pointers to elements that lie elsewhere. Each element begins with its hash, a
 * uint32_t. Open addressing; at most three quarters of the places are used. */
#ifndef BASE_HASH_TABLE_H
#define BASE_HASH_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hash_table { /* all zero is an empty one */
	void **at;
	size_t capacity, count;
};

/* Makes room for one more element. 0, or -1 when memory ran out. */
int hash_table_reserve(struct hash_table *table);

/* The place of an element with this hash that `same` accepts, or the free one where it would stand: write the
 * element there and add to count. There must be room (hash_table_reserve). */
void **hash_table_place(const struct hash_table *table, uint32_t hash,
	bool (*same)(const void *element, const void *wanted), const void *wanted);

/* Empties the place of an element. Other elements may move to other places. */
void hash_table_remove(struct hash_table *table, void **place);

/* The next element after *at in no particular order, or NULL; start with *at = 0. */
void *hash_table_next(const struct hash_table *table, size_t *at);

/* The elements are the caller's. */
void hash_table_free(struct hash_table *table);

#endif
