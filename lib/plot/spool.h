/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spool: bytes on their way to gnuplot, in a file without a name: it vanishes with the last process that has
 * it open, however that ends. In $TMPDIR, or /tmp. */
#ifndef PLOT_SPOOL_H
#define PLOT_SPOOL_H

#include "base/error.h"
#include "base/slice.h"
#include "stream/sink.h"

#include <stdio.h>

enum { SPOOL_DATA = 3 }; /* the descriptor at which gnuplot finds the data */

/* Moves a descriptor beyond those that gnuplot gets (0 to 3, which are free where our own were closed), to be
 * closed when it starts. The new one, or -1 with errno; the old one is closed either way. */
int spool_descriptor(int fd);

struct spool { /* all zero is a closed one */
	FILE *file;
};

/* 0, or -1 with the error. */
int spool_open(struct spool *spool, struct error *error);
int spool_append(struct spool *spool, struct slice bytes, struct error *error);

/* Writes out what is held, and sets the position to the beginning. 0 or -1. */
int spool_rewind(struct spool *spool, struct error *error);

/* Goes on behind the last byte; or forgets every byte. 0 or -1. */
int spool_resume(struct spool *spool, struct error *error);
int spool_empty(struct spool *spool, struct error *error);

/* Appends all of a rewound spool to the sink. 0 or -1. */
int spool_copy(struct spool *spool, struct sink *to, struct error *error);

void spool_close(struct spool *spool);

#endif
