/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sessions: the groups of one key, each a window of its own, in a tree by their starts. Sessions that touch
 * are one: a pause of exactly the length that was asked for does not end one, as in Spark, Flink and ksqlDB.
 */
#ifndef AGG_SESSIONS_H
#define AGG_SESSIONS_H

#include "agg/groups.h"

/* The session of the key that the span is part of, made or grown together; NULL when memory ran out. The
 * table of groups must have room. */
struct group *session_find(struct groups *groups, struct span span, uint32_t hash, struct slice key);

/* Frees the session of a window. */
void session_close(struct groups *groups, struct window *window);

#endif
