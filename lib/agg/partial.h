/* SPDX-License-Identifier: GPL-3.0-or-later */
/* partial: the groups of one run as a document (state/document.h), which can be merged: any cut of the input,
 * in any order, merged in any tree, gives the bytes of one run over all of it. The header carries the query;
 * each line is {"window":{..},"group":[..],"states":[..]}, in the order of the results. */
#ifndef AGG_PARTIAL_H
#define AGG_PARTIAL_H

#include "agg/groups.h"
#include "agg/request.h"
#include "state/document.h"
#include "stream/run.h"

/* Writes the groups to run->out and counts them. 0 or -1. */
int partial_write(
	const struct groups *groups, const struct request *request, struct run *run, struct error *error);

struct partial_reader { /* all zero before partial_reader_open */
	struct document_reader document;
	struct request request;   /* query of the first partial, which all others must have */
	struct buffer query_json; /* that query as JSON */
	struct arena arena;       /* texts of the request */
	struct arena values;      /* values of one line */
	struct run *run;
	int version_slot, query_slot, start_slot, end_slot, group_slot, states_slot;
	unsigned char *loaded;     /* the states of one line */
	struct slice *states_json; /* their JSON */
	struct buffer key;
};

/* Reads the first header of the operands. 0 or -1; partial_reader_close either way. */
int partial_reader_open(
	struct partial_reader *reader, struct run *run, char *const *operands, struct error *error);

/* Merges all partials into the groups, whose query is compiled from reader->request. 0 or -1. */
int partial_read(struct partial_reader *reader, struct groups *groups, struct error *error);

void partial_reader_close(struct partial_reader *reader);

#endif
