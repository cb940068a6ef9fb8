/* SPDX-License-Identifier: GPL-3.0-or-later */
/* batch: what a block of input became, until its turn comes: output lines, typed rows, refusals and counts.
 */
#ifndef STREAM_BATCH_H
#define STREAM_BATCH_H

#include "base/buffer.h"
#include "base/slice.h"
#include "record/refusal.h"
#include "stream/counts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct batch { /* all zero is an empty one */
	struct buffer out;
	struct buffer rows;
	struct counts counts; /* map adds to undefined; map and fold count what has the verdict DEFERRED */
	size_t input;         /* number of the operand that it was read from, from 0 */

	/* Of the loop: */
	struct buffer refusals; /* see batch_refuse */
	bool failed; /* memory ran out in map: what the batch holds is whole, more does not follow */
};

/* How far a batch had come. */
struct batch_mark {
	size_t out, rows;
	struct counts counts;
};

static inline struct batch_mark
batch_mark(const struct batch *batch)
{
	return (struct batch_mark){ batch->out.length, batch->rows.length, batch->counts };
}

/* Takes back what came behind the mark, but for the refusals. */
void batch_return(struct batch *batch, const struct batch_mark *mark);

/* A record that was refused, among those of its batch. */
struct batch_refused {
	struct batch_mark before; /* what the batch held when it came */
	uint64_t line, offset;    /* of the record in its block, from 0 */
	struct slice raw;         /* in the block */
	struct refusal refusal;
};

/* Keeps a refusal. The record's bytes must stay until the batch is emptied. */
void batch_refuse(struct batch *batch, const struct batch_refused *refused);

/* Reads the refusal at *at and moves on to the next; false when there is none. It begins at 0. */
bool batch_refused(const struct batch *batch, size_t *at, struct batch_refused *refused);

/* Bytes that it holds. */
static inline size_t
batch_size(const struct batch *batch)
{
	return batch->out.length + batch->rows.length + batch->refusals.length;
}

/* Makes it an empty one that keeps its memory, unless that is large. */
void batch_empty(struct batch *batch);
void batch_free(struct batch *batch);

#endif
