/* SPDX-License-Identifier: GPL-3.0-or-later */
/* late: the file of --late, which keeps the records that came too late for their windows: as they are, with
 * `_late`: {"window":{"start":..,"end":..},"lateness":SECONDS,"source":".."}. */
#ifndef AGG_LATE_H
#define AGG_LATE_H

#include "agg/sources.h"
#include "agg/windows.h"
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

/* Opens the file. 0 or -1; late_close either way. The path must outlive it. */
int late_open(struct late *late, const char *path, struct error *error);

/* Writes a record (a valid line) of that source, which is late by `lag` microseconds. 0 or -1. */
int late_write(struct late *late, struct slice record, struct span window, int64_t lag,
	const struct event_source *source, struct error *error);

/* Puts the file in its place, even when the run failed. 0 or -1. */
int late_close(struct late *late, struct error *error);

#endif
