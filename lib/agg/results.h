/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results: the results of groups, one line for each where --having holds. They are in the order of the ends
 * of their windows, then of the starts; within these by --per, by --order-by, and by the group fields
 * (value_compare). A line has the window, the group fields, and the values of -a. */
#ifndef AGG_RESULTS_H
#define AGG_RESULTS_H

#include "agg/group_order.h"
#include "agg/groups.h"
#include "agg/query.h"
#include "base/arena.h"
#include "stream/run.h"
#include "stream/threads.h"

#include <stdbool.h>
#include <stdint.h>

struct result_layout {
	struct slice *labels; /* `"name":` for each value of a result */
	struct arena texts;   /* texts of the labels */
	bool decodes_keys;    /* something reads the group fields as values */
};

struct result_writer;

struct results {
	const struct query *query;
	struct run *run;
	struct result_layout layout;
	struct workers writers;    /* one struct result_writer for each thread */
	struct sort_entry *groups; /* whose results are written next */
	size_t count, capacity;
	size_t sorted; /* how many of them are in order */
	uint64_t top;
	bool needs_sort; /* results are sorted before they are written */
	/* --per names the first fields of the key, so that sorted groups of one of its partitions are
	 * contiguous; how many fields it names, else 0. */
	bool per_is_key_prefix;
	size_t prefix_fields;
	/* How the results of a part of the groups are written: streamed, ranked or collected. 0 or -1. */
	int (*write_part)(struct result_writer *writer);
};

/* 0, or -1 when memory ran out; results_close either way. The query and the run must outlive the results. */
int results_open(
	struct results *results, const struct query *query, struct run *run, uint64_t top, bool ties);
void results_close(struct results *results);

/* Adds the groups of a window to those that are written next. 0, or -1 when memory ran out. */
int results_add(struct results *results, const struct window *window);

/* Sorts the groups that were added since the last call: those of windows with one span. */
void results_sort(struct results *results);

enum {
	WRITE_EARLY = 1 << 0,    /* the results are marked as early */
	WRITE_THREADED = 1 << 1, /* all writers work; the fold of a stage must not ask for that */
};

/* Writes the results of the groups that were added and sorted to run->out. Where --top spans windows they are
 * kept for results_finish. The groups may be freed afterwards. flags is a set of WRITE_... 0 or -1. */
int results_write(struct results *results, unsigned flags, struct error *error);

/* At the end: writes the results that were kept. 0 or -1. */
int results_finish(struct results *results, struct error *error);

#endif
