/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/batch.h"

#include <string.h>

enum { BATCH_ROOM = 8 * 1024 * 1024 };

void
batch_return(struct batch *batch, const struct batch_mark *mark)
{
	batch->out.length = mark->out;
	batch->rows.length = mark->rows;
	batch->out.failed = batch->rows.failed = false;
	batch->counts = mark->counts;
}

/* A refusal as it is kept: this, and behind it the texts, which are mostly much shorter than they may be. */
struct kept {
	struct batch_mark before;
	uint64_t line, offset;
	struct slice raw;
	size_t field, reason; /* lengths */
};

void
batch_refuse(struct batch *batch, const struct batch_refused *refused)
{
	const struct slice field = slice_of(refused->refusal.field),
			   reason = slice_of(refused->refusal.reason);
	const struct kept kept = { refused->before, refused->line, refused->offset, refused->raw,
		field.length, reason.length };

	buffer_append(&batch->refusals, (const char *)&kept, sizeof kept);
	buffer_slice(&batch->refusals, field);
	buffer_slice(&batch->refusals, reason);
}

bool
batch_refused(const struct batch *batch, size_t *at, struct batch_refused *refused)
{
	struct refusal *refusal = &refused->refusal;
	struct kept kept;

	if (*at == batch->refusals.length)
		return false;
	const char *from = batch->refusals.at + *at;
	memcpy(&kept, from, sizeof kept);
	from += sizeof kept;
	refused->before = kept.before;
	refused->line = kept.line;
	refused->offset = kept.offset;
	refused->raw = kept.raw;
	memcpy(refusal->field, from, kept.field);
	refusal->field[kept.field] = '\0';
	memcpy(refusal->reason, from + kept.field, kept.reason);
	refusal->reason[kept.reason] = '\0';
	*at += sizeof kept + kept.field + kept.reason;
	return true;
}

/* Keeps the room for the next block, but not that of a line which was far longer than others. */
static void
empty(struct buffer *buffer)
{
	if (buffer->capacity > BATCH_ROOM)
		buffer_free(buffer);
	buffer->length = 0;
}

void
batch_empty(struct batch *batch)
{
	const struct batch_mark nothing = { 0 };

	batch_return(batch, &nothing);
	empty(&batch->out);
	empty(&batch->rows);
	empty(&batch->refusals);
	batch->failed = false;
}

void
batch_free(struct batch *batch)
{
	buffer_free(&batch->out);
	buffer_free(&batch->rows);
	buffer_free(&batch->refusals);
}
