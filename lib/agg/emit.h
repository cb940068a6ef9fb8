/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit: the result, one line a group: the group fields, then -a's. In the order of --order-by, equals and all
 * else in the order of the group keys (value_compare). */
#ifndef AGG_EMIT_H
#define AGG_EMIT_H

#include "agg/groups.h"
#include "agg/query.h"
#include "stream/run.h"

#include <stdint.h>

/* Writes the first `top` lines to run->out and counts them. 0 or -1. */
int query_emit(const struct groups *groups, const struct query *query, uint64_t top, struct run *run,
	struct error *error);

#endif
