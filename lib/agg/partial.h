/* SPDX-License-Identifier: GPL-3.0-or-later */
/* partial: the groups of one run as a document (state/document.h), which others are added to: any cut of the
 * input, in any order, merged in any tree, gives the bytes of one run over all of it. The header carries the
 * query; a line is {"window":{..},"group":[..],"states":[..]}, in the order of the results. */
#ifndef AGG_PARTIAL_H
#define AGG_PARTIAL_H

#include "agg/asked.h"
#include "agg/groups.h"
#include "stream/run.h"

/* Writes the groups to run->out and counts them. 0 or -1. */
int partial_write(
	const struct groups *groups, const struct asked *asked, struct run *run, struct error *error);

#endif
