/* SPDX-License-Identifier: GPL-3.0-or-later */
/* contributions: what a record adds to groups, on its way from map to fold: where it comes from, if the query
 * needs that; the key of its group (group_order.h) and the key's hash; and the arguments of each aggregate
 * call, unless an earlier call has the same ones. Nulls are left out; an array contributes each of its
 * elements. */
#ifndef AGG_CONTRIBUTIONS_H
#define AGG_CONTRIBUTIONS_H

#include "agg/groups.h"
#include "agg/query.h"
#include "base/buffer.h"
#include "record/refusal.h"

/* Where a record comes from. */
struct record_origin {
	struct event_position position;
	struct slice record; /* its line, in the block of the input; topic is part of it */
	struct slice topic;
	uint32_t partitions; /* of the topic that are read, by `_kafka.of`; else 0 */
	bool kafka;          /* it has a `_kafka`, with the topic and the partition of the position */
	bool filtered;       /* it only advances the clock of its source, and has no key and no arguments */
};

struct contribution {
	struct record_origin origin; /* all zero where the query does not need it */
	uint32_t hash;
	struct slice key;
	char *arguments;
};

/* Appends the contribution of the record whose slots the scratch holds; origin is NULL where the query does
 * not need it. 0, or -1 with the refusal. When memory ran out, the buffer has failed. */
int contribution_write(struct buffer *to, const struct query *query, const struct record_origin *origin,
	struct scratch *scratch, struct refusal *refusal);

/* Appends the contribution of a record that is filtered out: only its time counts. */
void contribution_write_filtered(struct buffer *to, struct record_origin *origin);

/* The contributions in a buffer that are still to be read. */
struct contributions {
	char *at, *end;
};

static inline struct contributions
contributions_of(const struct buffer *buffer)
{
	return buffer->length ? (struct contributions){ buffer->at, buffer->at + buffer->length }
			      : (struct contributions){ 0 };
}

/* Skips the next contribution and returns its hash; 0 at the end. */
uint32_t contributions_skip(struct contributions *contributions);

/* Reads the next contribution. False at the end. */
bool contributions_next(struct contributions *contributions, struct contribution *contribution);

/* Adds the arguments to the states of the group. 0, or -1 when memory ran out. */
int contribution_add(const struct contribution *contribution, const struct query *query, struct group *group);

#endif
