/* SPDX-License-Identifier: GPL-3.0-or-later */
/* progress: one line on standard error that is written over as the work goes on, for a person who watches. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "stream/run.h"

#include <stdbool.h>

/* True when a person watches: standard error is a terminal and standard output is not a pipe. */
bool progress_watched(void);

/* Run's progress hook: records, rate, share and time left where the input's size is known, refused. */
void progress_show(struct run *run);

/* Wipes the line, so that what is printed next stands on a line of its own. */
void progress_end(void);

#endif
