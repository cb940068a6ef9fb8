/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/turns.h"

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
