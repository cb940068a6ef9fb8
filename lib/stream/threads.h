/* SPDX-License-Identifier: GPL-3.0-or-later */
/* threads: one piece of work for each of several threads, of which the caller is the first. */
#ifndef STREAM_THREADS_H
#define STREAM_THREADS_H

#include "base/error.h"
#include "stream/workers.h"

#include <stdint.h>

/* Calls work for each of the workers, each on a thread of its own but for the first, and returns when all are
 * done. Signals go on to the caller (see stop.h). 0; or -1 with STATUS_SYSTEM when not all threads could be
 * started: then nobody worked. */
int threads_run(const struct workers *workers, void (*work)(void *worker), struct error *error);

/* What so many threads take of a limit of memory beyond what one does: stacks, blocks, batches. */
uint64_t threads_memory(size_t count);

#endif
