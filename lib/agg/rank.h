/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rank: puts results into the order of --order-by and keeps the first of them (--top, --per, --ties). */
#ifndef AGG_RANK_H
#define AGG_RANK_H

#include "agg/query.h"
#include "base/arena.h"
#include "expr/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ranked {
	const struct query *query; /* qsort hands its comparison no context */
	struct slice key;          /* of the group */
	struct value values[];     /* query_width of them; a group field's only where --per asks for it */
};

struct ranking {      /* all zero but for the first three is an empty one */
	uint64_t top; /* UINT64_MAX for all */
	bool ties;
	bool one_per; /* all that are added, until it is emptied, are equal in --per */
	struct ranked **at;
	size_t count, capacity;
	size_t made;        /* results that there is room for: those behind the last wait to be used again */
	size_t kept;        /* when it was sorted last */
	struct arena arena; /* of the results, and of copies */
};

/* Room for the values of one more result, or NULL when memory ran out. The key and what the values point to
 * must live as long as the ranking, or be copied (ranking_keep). */
struct value *ranking_add(struct ranking *ranking, const struct query *query, struct slice key);

/* Copies the key of the last result and all that its values point to. 0, or -1 when memory ran out. */
int ranking_keep(struct ranking *ranking);

/* Takes the last result back. */
void ranking_drop(struct ranking *ranking);

/* Puts the results in order: of --per, of --order-by within each of these, then of the windows, then of the
 * groups. Keeps the first `top` within each of --per, with ties all that are equal to the last of them. */
void ranking_sort(struct ranking *ranking);

/* Makes it an empty one that keeps its memory, or gives it back. */
void ranking_reset(struct ranking *ranking);
void ranking_free(struct ranking *ranking);

#endif
