/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit: the results, one line a group: the window, the group fields, then -a's; those where --having holds.
 * In the order of --order-by, equals and all else in the order of the windows' ends, their starts, and the
 * group keys (value_compare). */
#ifndef AGG_EMIT_H
#define AGG_EMIT_H

#include "agg/groups.h"
#include "agg/query.h"
#include "agg/rank.h"
#include "agg/sorting.h"
#include "stream/run.h"

#include <stdbool.h>
#include <stdint.h>

struct emitter {
	const struct query *query;
	struct run *run;
	struct sorted *groups; /* of the window that is next */
	size_t count, capacity;
	struct ranking ranking;
	size_t per_fields;                 /* of the key, that say which of --per it is */
	bool keyed;                        /* the group fields are needed as values */
	struct value *values, *aggregates; /* of one result */
	struct slice *labels;              /* of its values: `"name":` */
	struct arena label_texts;
	struct scratch scratch;
	struct arena arena; /* of results of aggregates, and texts of keys */
	struct buffer line;
};

/* 0, or -1 when memory ran out; emitter_close either way. The query and the run must outlive it. */
int emitter_open(
	struct emitter *emitter, const struct query *query, struct run *run, uint64_t top, bool ties);
void emitter_close(struct emitter *emitter);

/* Takes a window's groups into the next results. Several windows of one span are one. 0, or -1 when memory
 * ran out. */
int emitter_take(struct emitter *emitter, const struct window *window);

/* Writes the results of what was taken to run->out; early ones are marked. Where --top goes over all windows
 * they are kept for emitter_finish. The groups may go when it returns. 0 or -1. */
int emitter_write(struct emitter *emitter, struct span span, bool early, struct error *error);

/* At the end: writes what was kept. 0 or -1. */
int emitter_finish(struct emitter *emitter, struct error *error);

#endif
