/* SPDX-License-Identifier: GPL-3.0-or-later */
/* threads: several threads do the same work at once, each in memory of its own, and deliver in order. */
#ifndef STREAM_THREADS_H
#define STREAM_THREADS_H

#include "base/error.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The working memory of the threads: an array whose elements share no cache line. */
struct workers {
	char *at;
	size_t count, stride; /* stride: bytes from one worker to the next */
};

/* Allocates count workers of size bytes, all zero. 0, or -1 when memory ran out; workers_free either way. */
int workers_open(struct workers *workers, size_t count, size_t size);
void workers_free(struct workers *workers);

static inline void *
workers_at(const struct workers *workers, size_t i)
{
	return workers->at + i * workers->stride;
}

/* Calls work with each of the workers, on a thread of its own but for the first, which works on the caller's;
 * returns when all are done. The caller gets all signals and wakes the others (see stop.h). 0; or -1 with
 * STATUS_SYSTEM when a thread could not be started: then none has worked. */
int threads_run(const struct workers *workers, void (*work)(void *worker), struct error *error);

/* The bytes that `count` threads take of a memory limit beyond those of one: stacks, blocks, batches. */
uint64_t threads_memory(size_t count);

/* Keeps work in order: threads take numbered pieces of it one after the other, work on them at the same time,
 * and deliver them in the order of their numbers. Threads wait on a condition, never on a mutex, so that
 * signals reach them. */
struct sequencer {
	pthread_mutex_t lock;
	pthread_cond_t idle; /* no thread is taking a piece */
	pthread_cond_t next; /* it is the turn of another piece, or the run is over */
	bool taking;         /* a thread is taking a piece */
	uint64_t taken;      /* pieces taken so far, which is the number of the next one */
	uint64_t turn;       /* number of the piece to be delivered next */
	bool failed;         /* nothing is delivered any more */
};

#define SEQUENCER_INIT                                                               \
	{                                                                            \
		.lock = PTHREAD_MUTEX_INITIALIZER, .idle = PTHREAD_COND_INITIALIZER, \
		.next = PTHREAD_COND_INITIALIZER                                     \
	}

/* Waits until no other thread is taking a piece, then begins to take one: its number. sequencer_taken must
 * follow; took is false where there was no piece. */
uint64_t sequencer_take(struct sequencer *sequencer);
void sequencer_taken(struct sequencer *sequencer, bool took);

/* Waits until every piece before this one is delivered. False when one of them failed. */
bool sequencer_wait(struct sequencer *sequencer, uint64_t number);

/* The piece whose turn it is has been delivered, or failed, which ends the run. */
void sequencer_delivered(struct sequencer *sequencer, bool failed);

#endif
