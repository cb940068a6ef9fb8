/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/threads.h"

#include "stream/stop.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { WORKER_ALIGNMENT = 128 }; /* two cache lines, which processors fetch together */

int
workers_open(struct workers *workers, size_t count, size_t size)
{
	size_t stride = (size + WORKER_ALIGNMENT - 1) / WORKER_ALIGNMENT * WORKER_ALIGNMENT;

	*workers = (struct workers){ 0 };
	if (count > SIZE_MAX / stride || !(workers->at = aligned_alloc(WORKER_ALIGNMENT, count * stride)))
		return -1;
	memset(workers->at, 0, count * stride);
	workers->count = count;
	workers->stride = stride;
	return 0;
}

void
workers_free(struct workers *workers)
{
	free(workers->at);
	*workers = (struct workers){ 0 };
}

/* The threads of one threads_run. They wait at the gate until all are started. */
struct crew {
	void (*work)(void *worker);
	pthread_mutex_t lock; /* protects what follows */
	pthread_cond_t changed;
	enum { GATE_CLOSED, GATE_OPEN, GATE_CALLED_OFF } gate;
	size_t running; /* threads that are not done */
};

struct crew_member {
	struct crew *crew;
	void *worker;
};

static void *
start_member(void *context)
{
	struct crew_member *member = context;
	struct crew *crew = member->crew;

	pthread_mutex_lock(&crew->lock);
	while (crew->gate == GATE_CLOSED)
		pthread_cond_wait(&crew->changed, &crew->lock);
	bool works = crew->gate == GATE_OPEN;
	pthread_mutex_unlock(&crew->lock);
	if (works)
		crew->work(member->worker);
	pthread_mutex_lock(&crew->lock);
	crew->running--;
	pthread_cond_broadcast(&crew->changed);
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

/* Starts a thread for every worker but the first, and opens the gate. *count is how many were started. 0 or
 * an errno. */
static int
start_crew(struct crew *crew, struct crew_member *members, pthread_t *threads, const struct workers *workers,
	size_t *count)
{
	int failure = 0;

	for (*count = 0; *count + 1 < workers->count; ++*count) {
		members[*count] = (struct crew_member){ crew, workers_at(workers, *count + 1) };
		if ((failure = stop_start_thread(&threads[*count], start_member, &members[*count])))
			break;
	}
	stop_wake_threads(threads, *count);
	pthread_mutex_lock(&crew->lock);
	crew->running = *count;
	crew->gate = failure ? GATE_CALLED_OFF : GATE_OPEN;
	pthread_cond_broadcast(&crew->changed);
	pthread_mutex_unlock(&crew->lock);
	return failure;
}

/* Waits for the threads. Until all are done a signal still wakes them, so none may be joined before. */
static void
join_crew(struct crew *crew, const pthread_t *threads, size_t count)
{
	pthread_mutex_lock(&crew->lock);
	while (crew->running > 0)
		pthread_cond_wait(&crew->changed, &crew->lock);
	pthread_mutex_unlock(&crew->lock);
	stop_wake_threads(NULL, 0);
	for (size_t i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
}

static int
run_crew(struct crew *crew, const struct workers *workers, struct error *error)
{
	struct crew_member *members = calloc(workers->count, sizeof *members);
	pthread_t *threads = calloc(workers->count, sizeof *threads);
	size_t count;
	int failure = 0;

	if (!members || !threads) {
		error_memory(error);
	} else if ((failure = start_crew(crew, members, threads, workers, &count))) {
		errno = failure;
		error_system(error, "-j %zu: a thread cannot be started", workers->count);
		join_crew(crew, threads, count);
	} else {
		crew->work(workers_at(workers, 0));
		join_crew(crew, threads, count);
	}
	free(members);
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
		return run_crew(&crew, workers, error);
	work(workers_at(workers, 0));
	return 0;
}

uint64_t
threads_memory(size_t count)
{
	enum { BUFFERS = 1024 * 1024 };

	return (uint64_t)(count - 1) * (STOP_STACK_SIZE + BUFFERS);
}

uint64_t
sequencer_take(struct sequencer *sequencer)
{
	pthread_mutex_lock(&sequencer->lock);
	while (sequencer->taking)
		pthread_cond_wait(&sequencer->idle, &sequencer->lock);
	sequencer->taking = true;
	uint64_t number = sequencer->taken;
	pthread_mutex_unlock(&sequencer->lock);
	return number;
}

void
sequencer_taken(struct sequencer *sequencer, bool took)
{
	pthread_mutex_lock(&sequencer->lock);
	sequencer->taking = false;
	sequencer->taken += took;
	pthread_cond_signal(&sequencer->idle);
	pthread_mutex_unlock(&sequencer->lock);
}

bool
sequencer_wait(struct sequencer *sequencer, uint64_t number)
{
	pthread_mutex_lock(&sequencer->lock);
	while (sequencer->turn != number)
		pthread_cond_wait(&sequencer->next, &sequencer->lock);
	bool failed = sequencer->failed;
	pthread_mutex_unlock(&sequencer->lock);
	return !failed;
}

void
sequencer_delivered(struct sequencer *sequencer, bool failed)
{
	pthread_mutex_lock(&sequencer->lock);
	sequencer->turn++;
	sequencer->failed = sequencer->failed || failed;
	pthread_cond_broadcast(&sequencer->next);
	pthread_mutex_unlock(&sequencer->lock);
}
