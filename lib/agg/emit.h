/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit: the results, one line a group, those where --having holds. In the order of the windows' ends and
 * their starts, within these of --per, of --order-by, equals and all else of the group keys (value_compare).
 */
#ifndef AGG_EMIT_H
#define AGG_EMIT_H

#include "agg/composer.h"
#include "agg/groups.h"
#include "agg/query.h"
#include "agg/rank.h"
#include "agg/sorting.h"
#include "stream/run.h"
#include "stream/threads.h"

#include <stdbool.h>
#include <stdint.h>

struct emitter {
	const struct query *query;
	struct run *run;
	struct form form;
	struct workers writers; /* one for each thread that writes; the first where there is but one */
	struct sorted *groups;  /* whose results are next */
	size_t count, capacity;
	size_t ordered; /* how many of them are in order */
	bool ranks;     /* results are put in order before they are written */
	bool keeps;     /* --top goes over all windows, so that only the end knows */
	bool leads;     /* what is equal in --per stands together in a window's groups, in the order of their
			   keys: */
	size_t per_fields; /* then so many first fields of the key say which of --per it is, else 0 */
};

/* 0, or -1 when memory ran out; emitter_close either way. The query and the run must outlive it. */
int emitter_open(
	struct emitter *emitter, const struct query *query, struct run *run, uint64_t top, bool ties);
void emitter_close(struct emitter *emitter);

/* Takes a window's groups into the next results. 0, or -1 when memory ran out. */
int emitter_take(struct emitter *emitter, const struct window *window);

/* Puts what was taken since the last call in order: windows of one span, which are one. */
void emitter_order(struct emitter *emitter);

/* Writes the results of what was taken, and ordered, to run->out; early ones are marked. Where --top goes
 * over all windows they are kept for emitter_finish. The groups may go when it returns. With threads as many
 * as there are writers work, which a stage's fold may not ask for. 0 or -1. */
int emitter_write(struct emitter *emitter, bool early, bool threads, struct error *error);

/* At the end: writes what was kept. 0 or -1. */
int emitter_finish(struct emitter *emitter, struct error *error);

#endif
