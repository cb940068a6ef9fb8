/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows: what map makes of a record and fold puts into groups: whence it is, where the query asks for that;
 * its key (the group values as JSON texts, a newline behind each: equal by value means equal by bytes) with
 * its hash; and for each aggregate call, unless an earlier one has the same arguments, the values that it
 * adds. Nulls are left out; an array is its elements. */
#ifndef AGG_ROWS_H
#define AGG_ROWS_H

#include "agg/groups.h"
#include "agg/query.h"
#include "base/buffer.h"
#include "record/refusal.h"

/* Whence a record is. */
struct origin {
	struct moment moment;
	struct slice record; /* as it stands in the block of the input, where topic stands too */
	struct slice topic;
	uint32_t of;
	bool kafka;    /* it has a `_kafka`: topic, of and moment's partition say whence it is */
	bool filtered; /* it counts for the clock of its source alone, and has no key */
};

struct row {
	struct origin origin; /* all zero where the query does not ask for it */
	uint32_t hash;
	struct slice key;
	char *values;
};

/* Appends the row of the record whose slots the scratch holds; origin is NULL where the query does not ask
 * for it. 0, or -1 with the refusal. */
int rows_write(struct buffer *rows, const struct query *query, const struct origin *origin,
	struct scratch *scratch, struct refusal *refusal);

/* Appends the row of a record that is only looked at for its time. */
void rows_write_filtered(struct buffer *rows, struct origin *origin);

/* The rows that are left of those in a buffer. */
struct rows {
	char *at, *end;
};

static inline struct rows
rows_of(const struct buffer *buffer)
{
	return buffer->length ? (struct rows){ buffer->at, buffer->at + buffer->length } : (struct rows){ 0 };
}

/* Takes the next row off, only to look at its hash; 0 at the end. */
uint32_t rows_next_hash(struct rows *rows);

/* Takes the next row off; false at the end. */
bool rows_next(struct rows *rows, struct row *row);

/* Adds the row's values to the group. 0, or -1 when memory ran out. */
int row_add(const struct row *row, const struct query *query, struct group *group);

#endif
