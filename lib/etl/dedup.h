/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dedup: which record is a duplicate. Without a bound of time: one whose key came before. With one: one whose
 * key came before at a time within the bound of its own, either way; a time is forgotten when the greatest of
 * its source is more than twice the bound ahead of it, so that disorder up to the bound changes nothing and
 * memory holds the keys of three bounds at most. Only what was no duplicate is remembered. */
#ifndef ETL_DEDUP_H
#define ETL_DEDUP_H

#include "base/error.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Open addressing; at most half of the table is used. A key may stand in it several times. */
struct marks {
	struct mark **table;
	size_t capacity, count;
};

/* What a record is compared by. */
struct dedup_record {
	struct slice key;
	struct slice source; /* whose clock `time` is of; empty where records do not say */
	int64_t time;        /* microseconds since 1970, with a bound of time */
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

/* Whether a record is a duplicate; if not, it is remembered. 0, or -1 with STATUS_SYSTEM where that would
 * take more than `memory`. */
int dedup_take(struct dedup *dedup, const struct dedup_record *record, bool *duplicate, struct error *error);

void dedup_free(struct dedup *dedup);

#endif
