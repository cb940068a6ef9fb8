/* SPDX-License-Identifier: GPL-3.0-or-later */
/* turns: threads take blocks one after the other, work on them at the same time, and deliver them in the
 * order in which they were taken. Who waits does so on a condition, never on a mutex, so that signals reach
 * it. */
#ifndef STREAM_TURNS_H
#define STREAM_TURNS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct turns {
	pthread_mutex_t lock;
	pthread_cond_t free;  /* nobody takes a block any more */
	pthread_cond_t moved; /* it is the turn of another block, or the run is over */
	bool taking;          /* a thread takes a block */
	uint64_t taken;       /* so far: the number of the next block */
	uint64_t turn;        /* number of the block to be delivered next */
	bool over;            /* the run has failed: nothing is delivered any more */
};

#define TURNS_START                                                                  \
	{                                                                            \
		.lock = PTHREAD_MUTEX_INITIALIZER, .free = PTHREAD_COND_INITIALIZER, \
		.moved = PTHREAD_COND_INITIALIZER                                    \
	}

/* Begins to take a block, when no other thread does. Returns its number. */
uint64_t turns_take(struct turns *turns);

/* Ends that; took says whether there was a block. */
void turns_taken(struct turns *turns, bool took);

/* Waits until every block before this one is delivered. False when the run is over. */
bool turns_wait(struct turns *turns, uint64_t number);

/* Ends the turn of the block whose turn it is; fails ends the run with it. */
void turns_pass(struct turns *turns, bool fails);

#endif
