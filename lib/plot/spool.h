/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spool: bytes for gnuplot in a temporary file without a name, in $TMPDIR or /tmp. It vanishes with the last
 * process that has it open, however that process ends. */
#ifndef PLOT_SPOOL_H
#define PLOT_SPOOL_H

#include "base/error.h"
#include "base/slice.h"
#include "stream/sink.h"

#include <stdio.h>

enum { SPOOL_DATA = 3 }; /* the descriptor at which gnuplot finds the data */

/* Moves a descriptor to a number above those that gnuplot gets (0 to 3, which may be free if we were started
 * with some of them closed), and marks it close-on-exec. Returns the new one, or -1 with errno; the old one
 * is closed either way. */
int spool_descriptor(int fd);

struct spool { /* all zero is a closed one */
	FILE *file;
};

/* 0, or -1 with the error. */
int spool_open(struct spool *spool, struct error *error);
int spool_append(struct spool *spool, struct slice bytes, struct error *error);

/* Flushes, and moves to the beginning. 0 or -1. */
int spool_rewind(struct spool *spool, struct error *error);

/* Moves to the end, to append more. 0 or -1. */
int spool_resume(struct spool *spool, struct error *error);

/* Removes all bytes. 0 or -1. */
int spool_empty(struct spool *spool, struct error *error);

/* Appends all of a rewound spool to the sink. 0 or -1. */
int spool_copy(struct spool *spool, struct sink *to, struct error *error);

void spool_close(struct spool *spool);

#endif
