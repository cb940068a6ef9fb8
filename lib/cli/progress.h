/* SPDX-License-Identifier: GPL-3.0-or-later */
/* progress: one line on standard error, rewritten as the work proceeds, for a person who is watching. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "stream/run.h"

#include <stdbool.h>

/* Whether a person may be watching: standard error is a terminal and standard output is not a pipe. */
bool progress_watched(void);

/* For run->progress: shows the number of records, their rate, how many were refused and, if the size of the
 * input is known, the share that is read and the time left. */
void progress_show(struct run *run);

/* Erases the line before something else is printed. */
void progress_end(void);

#endif
