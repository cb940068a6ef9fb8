/* SPDX-License-Identifier: GPL-3.0-or-later */
/* merging: partials (agg/partial.h) on their way into groups. */
#ifndef AGG_MERGING_H
#define AGG_MERGING_H

#include "agg/asked.h"
#include "agg/groups.h"
#include "state/document.h"
#include "stream/run.h"

struct merging { /* all zero before merging_open */
	struct document_reader reader;
	struct asked asked;  /* the query of the first one, which the others must have too */
	struct buffer query; /* its JSON */
	struct arena arena;  /* of its texts */
	struct arena values; /* of one line */
	struct run *run;
	int version, query_slot, start, end, group, states; /* slots */
	unsigned char *scratch;                             /* the states of one line */
	struct slice *saved;                                /* and how they stand in it */
	struct buffer key;
};

/* Reads the first header of the operands. 0 or -1; merging_close either way. */
int merging_open(struct merging *merging, struct run *run, char *const *operands, struct error *error);

/* Adds all there is to the groups, whose query is compiled from merging->asked. 0 or -1. */
int merging_read(struct merging *merging, struct groups *groups, struct error *error);

void merging_close(struct merging *merging);

#endif
