/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames: the pictures of a run: one at the end of the input, or with --every one each so many records or so
 * long, each of all the data that came so far. */
#ifndef PLOT_FRAMES_H
#define PLOT_FRAMES_H

#include "plot/data.h"
#include "stream/run.h"

struct frames { /* set data and run, the rest is zero */
	struct plot_data *data;
	struct run *run;
	struct trigger every;
	uint64_t count; /* pictures so far */
	uint64_t shown; /* records in the last one */
};

/* 0, or -1 with STATUS_USAGE. With --every and -o it gives up run->out: every picture is a file of its own.
 */
int frames_open(struct frames *frames, struct error *error);

/* The stage's fold, wait and finish. */
int frames_fold(void *frames, struct batch *batch, struct error *error);
int frames_wait(void *frames, struct run *run, struct error *error);
int frames_finish(void *frames, struct run *run, struct error *error);

#endif
