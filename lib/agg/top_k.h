/* SPDX-License-Identifier: GPL-3.0-or-later */
/* top_k: results in the order of --order-by, of which the first are selected (--top, --per, --ties). */
#ifndef AGG_TOP_K_H
#define AGG_TOP_K_H

#include "agg/query.h"
#include "base/arena.h"
#include "expr/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct result {
	const struct query *query; /* here since qsort passes no context to its comparison */
	struct slice key;          /* key of the group */
	struct value values[];     /* query_width of them; those of group fields only if --per reads them */
};

struct top_k {                 /* all zero except for the first three is an empty one */
	uint64_t limit;        /* UINT64_MAX for all */
	bool ties;             /* results equal to the last one within the limit are selected too */
	bool single_partition; /* all results that are added before it is cleared agree in --per */
	struct result **at;
	size_t count, capacity;
	size_t allocated;   /* number of results in memory; those after the first `count` are reused */
	size_t selected;    /* how many were left by the last top_k_select */
	struct arena arena; /* the results, and what they own */
};

/* Adds a result, whose values the caller fills in. NULL when memory ran out. The key and what the values
 * point to must stay valid until top_k_clear, or be copied by top_k_own_last. */
struct value *top_k_add(struct top_k *top, const struct query *query, struct slice key);

/* Copies the key of the last result and what its values point to. 0, or -1 when memory ran out. */
int top_k_own_last(struct top_k *top);

/* Removes the last result. */
void top_k_drop_last(struct top_k *top);

/* Sorts the results: by --per, then by --order-by, then by window and group. Of the results that agree in
 * --per keeps the first `limit`; with ties also those equal to the last one kept. */
void top_k_select(struct top_k *top);

/* Removes all results; the first function keeps the memory. */
void top_k_clear(struct top_k *top);
void top_k_free(struct top_k *top);

#endif
