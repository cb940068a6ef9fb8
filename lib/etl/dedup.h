/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dedup: which record is a duplicate. Without a bound of time: one whose key came before. With one: one whose
 * key came before at a time within the bound of its own, either way; a time is forgotten when the greatest of
 * its source is more than twice the bound ahead of it, so that disorder up to the bound changes nothing and
 * memory holds the keys of three bounds at most. Only what was no duplicate is remembered. */
#ifndef ETL_DEDUP_H
#define ETL_DEDUP_H

#include "base/error.h"
#include "base/slice.h"
#include "etl/row.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Open addressing; at most half of the table is used. A key may stand in it several times. */
struct marks {
	struct mark **table;
	size_t capacity, count;
};

struct dedup {           /* all zero but for the first two */
	int64_t within;  /* microseconds, or DEDUP_EVER */
	uint64_t memory; /* bytes that the keys may take */
	uint64_t bytes;  /* taken */
	struct marks keys, sources;
	size_t swept; /* keys that the last sweep left */
	uint64_t duplicates;
};

#define DEDUP_EVER (-1)

/* Is this row's record one? If not, it is remembered. 0, or -1 with STATUS_SYSTEM when there is no more room
 * for it. */
int dedup_take(struct dedup *dedup, const struct row *row, bool *duplicate, struct error *error);

void dedup_free(struct dedup *dedup);

#endif
