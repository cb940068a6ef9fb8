/* SPDX-License-Identifier: GPL-3.0-or-later */
/* partial: the groups of one run as a document (state/document.h), which others are added to: any cut of the
 * input, in any order, merged in any tree, gives the bytes of one run over all of it. The header carries the
 * query; a line is {"window":{..},"group":[..],"states":[..]}, in the order of the results. */
#ifndef AGG_PARTIAL_H
#define AGG_PARTIAL_H

#include "agg/asked.h"
#include "agg/groups.h"
#include "state/document.h"
#include "stream/run.h"

/* Writes the groups to run->out and counts them. 0 or -1. */
int partial_write(
	const struct groups *groups, const struct asked *asked, struct run *run, struct error *error);

/* Partials on their way into groups. */
struct merging { /* all zero before merging_open */
	struct document_reader reader;
	struct asked asked;  /* the query of the first one, which the others must have too */
	struct buffer query; /* its JSON */
	struct arena arena;  /* of its texts */
	struct arena values; /* of one line */
	struct run *run;
	int version, query_slot, start, end, group, states; /* slots */
	unsigned char *scratch;                             /* the states of one line */
	struct buffer key;
};

/* Reads the first header of the operands. 0 or -1; merging_close either way. */
int merging_open(struct merging *merging, struct run *run, char *const *operands, struct error *error);

/* Adds all there is to the groups, whose query is compiled from merging->asked. 0 or -1. */
int merging_read(struct merging *merging, struct groups *groups, struct error *error);

void merging_close(struct merging *merging);

#endif
