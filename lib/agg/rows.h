/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows: what map makes of a record and fold puts into groups. A row is its key (the group values as JSON
 * texts, a newline behind each: equal by value means equal by bytes) and the values of the calls' arguments.
 */
#ifndef AGG_ROWS_H
#define AGG_ROWS_H

#include "agg/groups.h"
#include "agg/query.h"
#include "base/buffer.h"
#include "record/refusal.h"

/* Appends the row of the record whose slots the scratch holds. 0, or -1 with the refusal. */
int rows_write(
	struct buffer *rows, const struct query *query, struct scratch *scratch, struct refusal *refusal);

/* Adds all rows to the groups. 0, or -1 when memory ran out. */
int rows_fold(struct groups *groups, const struct query *query, struct slice rows);

#endif
