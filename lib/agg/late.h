/* SPDX-License-Identifier: GPL-3.0-or-later */
/* late: where the records go that came too late for their windows: as they are, with
 * `_late`: {"window":{"start":..,"end":..},"lateness":SECONDS,"source":".."}. */
#ifndef AGG_LATE_H
#define AGG_LATE_H

#include "agg/sources.h"
#include "agg/window.h"
#include "record/line.h"
#include "record/scan.h"
#include "stream/sink.h"

#include <stdint.h>

struct late { /* all zero is a closed one, which drops what it gets */
	struct sink sink;
	struct projection projection;
	struct scanner scanner;
	struct setting setting;
	struct buffer text, line;
};

/* Opens the file. 0 or -1; late_abandon after a failure. The path must outlive it. */
int late_open(struct late *late, const char *path, struct error *error);

/* Takes a record (a valid line) of that source, behind by so many microseconds. 0 or -1. */
int late_take(struct late *late, struct slice record, struct span window, int64_t behind,
	const struct event_source *source, struct error *error);

/* Puts the file in its place: what is late is kept even when the run failed. 0 or -1. */
int late_close(struct late *late, struct error *error);

#endif
