/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dedup: which records are duplicates. Without `within`, those whose key came before. With it, those whose
 * key came before at a time at most `within` earlier or later. A key is forgotten when the latest time of its
 * source is more than twice `within` ahead of it: so records that are out of order by up to `within` change
 * nothing, and memory holds the keys of at most three times `within`. Duplicates are not remembered. */
#ifndef ETL_DEDUP_H
#define ETL_DEDUP_H

#include "base/error.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A hash table with open addressing, at most half full. A key may be in it several times, at times far enough
 * apart. The hash_table of base/ has neither such keys nor a way to drop many at once, and does not say how
 * much memory it will take. */
struct marks {
	struct mark **table;
	size_t capacity, count;
};

/* What records are compared by. */
struct dedup_record {
	struct slice key;
	struct slice source; /* where the record comes from; empty if it does not say */
	int64_t time;        /* with `within`: microseconds since 1970 */
};

struct dedup {           /* all zero but for the first two */
	int64_t within;  /* microseconds, or DEDUP_EVER */
	uint64_t memory; /* limit of bytes */
	uint64_t bytes;  /* in use */
	struct marks keys, sources;
	size_t swept; /* number of keys that the last sweep left */
	uint64_t duplicates;
};

#define DEDUP_EVER (-1)

/* Whether a record is a duplicate; if not, it is remembered. 0, or -1 with STATUS_SYSTEM where that would
 * take more than `memory`. */
int dedup_take(struct dedup *dedup, const struct dedup_record *record, bool *duplicate, struct error *error);

void dedup_free(struct dedup *dedup);

#endif
