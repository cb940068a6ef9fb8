/* SPDX-License-Identifier: GPL-3.0-or-later */
/* additions: the values that a record adds to an aggregate call, on their way from map to fold: a value, with
 * the bytes of its text behind it; null where there is nothing to add; an array where there may be several
 * additions, their number as its count and their values behind it. A call without arguments needs none. */
#ifndef AGG_ADDITIONS_H
#define AGG_ADDITIONS_H

#include "agg/groups.h"
#include "agg/query.h"
#include "base/buffer.h"
#include "record/refusal.h"

/* All of it is aligned to eight. */
static inline size_t
additions_eights(size_t length)
{
	return (length + 7) & ~(size_t)7;
}

/* Makes the buffer's length a multiple of eight. */
void additions_align(struct buffer *rows);

/* Whether the call has arguments to evaluate: one that repeats only to count again what is undefined in them.
 */
static inline bool
additions_due(const struct call *call, const struct scratch *scratch)
{
	return call->call->count > 0 && (!call->repeats || scratch->undefined > 0);
}

/* Evaluates the call's arguments, which are due, and appends what they add; nothing where the call repeats an
 * earlier one. 0, or -1 with the refusal. */
int additions_write(
	struct buffer *rows, const struct call *call, struct scratch *scratch, struct refusal *refusal);

/* Adds what stands at *at, which moves behind it, to the group's states of the call and of those that repeat
 * it. 0, or -1 when memory ran out. */
int additions_take(char **at, const struct query *query, const struct call *call, struct group *group,
	const struct moment *moment);

#endif
