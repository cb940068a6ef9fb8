/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows: what map makes of a record and fold puts into groups: its moment and its source, its key (the group
 * values as JSON texts, a newline behind each: equal by value means equal by bytes), and for each aggregate
 * call the values that it adds. Nulls are left out; an array is its elements. */
#ifndef AGG_ROWS_H
#define AGG_ROWS_H

#include "agg/groups.h"
#include "agg/query.h"
#include "base/buffer.h"
#include "record/refusal.h"

struct row {
	size_t size; /* of all of it */
	struct moment moment;
	struct slice record; /* as it stands in the block of the input, where topic stands too */
	struct slice topic;
	uint32_t of;
	bool kafka;    /* it has a `_kafka`: topic, of and moment's partition say whence it is */
	bool filtered; /* it counts for the clock of its source alone, and has no key */
	size_t key_length;
	const char *at; /* the key, and behind it the values */
};

/* Appends the row of the record whose slots the scratch holds. 0, or -1 with the refusal. */
int rows_write(struct buffer *rows, const struct query *query, struct row *row, struct scratch *scratch,
	struct refusal *refusal);

/* Appends the row of a record that is only looked at for its time. */
void rows_write_filtered(struct buffer *rows, struct row *row);

/* Takes the next row off; false at the end. */
bool rows_next(struct slice *rows, struct row *row);

static inline struct slice
row_key(const struct row *row)
{
	return (struct slice){ row->at, row->key_length };
}

/* Adds the row's values to the group. 0, or -1 when memory ran out. */
int row_add(const struct row *row, const struct query *query, struct group *group);

#endif
