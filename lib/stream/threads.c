/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/threads.h"

#include "stream/stop.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct crew {
	void (*work)(void *worker);
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t changed;
	enum { GATE_CLOSED, GATE_OPEN, GATE_CALLED_OFF } gate;
	size_t present; /* threads that are not done */
};

struct mate {
	struct crew *crew;
	void *worker;
};

static void *
begin(void *context)
{
	struct mate *mate = context;
	struct crew *crew = mate->crew;

	pthread_mutex_lock(&crew->lock);
	while (crew->gate == GATE_CLOSED)
		pthread_cond_wait(&crew->changed, &crew->lock);
	bool works = crew->gate == GATE_OPEN;
	pthread_mutex_unlock(&crew->lock);
	if (works)
		crew->work(mate->worker);
	pthread_mutex_lock(&crew->lock);
	crew->present--;
	pthread_cond_broadcast(&crew->changed);
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

/* Starts the threads behind the first, who wait at the gate. *count is how many there are then. 0 or an
 * errno. */
static int
start(struct crew *crew, struct mate *mates, pthread_t *threads, const struct workers *workers, size_t *count)
{
	int failure = 0;

	for (*count = 0; *count + 1 < workers->count; ++*count) {
		mates[*count] = (struct mate){ crew, workers_at(workers, *count + 1) };
		if ((failure = stop_start_thread(&threads[*count], begin, &mates[*count])))
			break;
	}
	stop_wakes(threads, *count);
	pthread_mutex_lock(&crew->lock);
	crew->present = *count;
	crew->gate = failure ? GATE_CALLED_OFF : GATE_OPEN;
	pthread_cond_broadcast(&crew->changed);
	pthread_mutex_unlock(&crew->lock);
	return failure;
}

/* A signal that comes now wakes those who are still at work, so that none may be joined before all are done.
 */
static void
finish(struct crew *crew, const pthread_t *threads, size_t count)
{
	pthread_mutex_lock(&crew->lock);
	while (crew->present > 0)
		pthread_cond_wait(&crew->changed, &crew->lock);
	pthread_mutex_unlock(&crew->lock);
	stop_wakes(NULL, 0);
	for (size_t i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
}

static int
work_together(struct crew *crew, const struct workers *workers, struct error *error)
{
	struct mate *mates = calloc(workers->count, sizeof *mates);
	pthread_t *threads = calloc(workers->count, sizeof *threads);
	size_t count;
	int failure = 0;

	if (!mates || !threads) {
		error_memory(error);
	} else if ((failure = start(crew, mates, threads, workers, &count))) {
		errno = failure;
		error_system(error, "-j %zu: a thread cannot be started", workers->count);
		finish(crew, threads, count);
	} else {
		crew->work(workers_at(workers, 0));
		finish(crew, threads, count);
	}
	free(mates);
	free(threads);
	return error->kind == STATUS_DONE ? 0 : -1;
}

int
threads_run(const struct workers *workers, void (*work)(void *worker), struct error *error)
{
	struct crew crew = {
		.work = work, .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER
	};

	if (workers->count > 1)
		return work_together(&crew, workers, error);
	work(workers_at(workers, 0));
	return 0;
}

uint64_t
threads_memory(size_t count)
{
	enum { BUFFERS = 1024 * 1024 };

	return (uint64_t)(count - 1) * (STOP_STACK + BUFFERS);
}
