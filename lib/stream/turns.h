/* SPDX-License-Identifier: GPL-3.0-or-later */
/* turns: threads take blocks one after the other, work on them at the same time, and deliver them in the
 * order in which they were taken. */
#ifndef STREAM_TURNS_H
#define STREAM_TURNS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct turns {
	pthread_mutex_t taking; /* held by the thread that takes a block, which alone may look at `taken` */
	uint64_t taken;         /* so far: the number of the next block */
	pthread_mutex_t lock;   /* of what follows */
	pthread_cond_t moved;
	uint64_t turn; /* number of the block to be delivered next */
	bool over;     /* the run has failed: nothing is delivered any more */
};

#define TURNS_START                                                                     \
	{                                                                               \
		.taking = PTHREAD_MUTEX_INITIALIZER, .lock = PTHREAD_MUTEX_INITIALIZER, \
		.moved = PTHREAD_COND_INITIALIZER                                       \
	}

/* Waits until every block before this one is delivered. False when the run is over. */
bool turns_wait(struct turns *turns, uint64_t number);

/* Ends the turn of the block whose turn it is; fails ends the run with it. */
void turns_pass(struct turns *turns, bool fails);

#endif
