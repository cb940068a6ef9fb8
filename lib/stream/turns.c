/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/turns.h"

uint64_t
turns_take(struct turns *turns)
{
	pthread_mutex_lock(&turns->lock);
	while (turns->taking)
		pthread_cond_wait(&turns->free, &turns->lock);
	turns->taking = true;
	uint64_t number = turns->taken;
	pthread_mutex_unlock(&turns->lock);
	return number;
}

void
turns_taken(struct turns *turns, bool took)
{
	pthread_mutex_lock(&turns->lock);
	turns->taking = false;
	turns->taken += took;
	pthread_cond_signal(&turns->free);
	pthread_mutex_unlock(&turns->lock);
}

bool
turns_wait(struct turns *turns, uint64_t number)
{
	pthread_mutex_lock(&turns->lock);
	while (turns->turn != number)
		pthread_cond_wait(&turns->moved, &turns->lock);
	bool goes_on = !turns->over;
	pthread_mutex_unlock(&turns->lock);
	return goes_on;
}

void
turns_pass(struct turns *turns, bool fails)
{
	pthread_mutex_lock(&turns->lock);
	turns->turn++;
	turns->over = turns->over || fails;
	pthread_cond_broadcast(&turns->moved);
	pthread_mutex_unlock(&turns->lock);
}
