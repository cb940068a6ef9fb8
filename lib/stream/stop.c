/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/stop.h"

#include <errno.h>
#include <signal.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

enum { DRAIN_SECONDS = 5 };

static enum stop_role role;
static bool pipe_caught;    /* SIGPIPE is not ignored */
static bool pipe_closed;    /* a write found its pipe closed */
static _Atomic int first;   /* the first signal */
static _Atomic int at_once; /* draining is over: 5 s have passed or a second signal came */

/* The threads that a signal wakes; set by the thread that gets the signals. */
static const pthread_t *volatile others;
static volatile size_t other_count;

enum { WAKE = SIGURG }; /* nobody else sends it */

static void
wake_others(void)
{
	for (size_t i = 0; i < other_count; i++)
		pthread_kill(others[i], WAKE);
}

static void
caught(int signal_number)
{
	if (first) {
		at_once = 1;
		signal(signal_number, SIG_DFL); /* a further one ends the process whatever it does */
	} else {
		first = signal_number;
		alarm(DRAIN_SECONDS);
	}
	wake_others();
}

/* Ends the draining, and the process where one record takes another DRAIN_SECONDS without a check. */
static void
drain_timeout(int signal_number)
{
	(void)signal_number;
	if (!first)
		return;
	if (at_once) {
		signal(first, SIG_DFL);
		raise(first);
	}
	at_once = 1;
	alarm(DRAIN_SECONDS);
	wake_others();
}

/* Makes the system call of the thread return: a wait ends, and a write to a closed pipe fails instead of
 * ending the process. */
static void
interrupt_call(int signal_number)
{
	(void)signal_number;
}

static bool
catch_with(int signal_number, void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler }, old;

	/* A signal that the parent (nohup, a background shell) ignores stays ignored. */
	if (sigaction(signal_number, NULL, &old) == 0 && old.sa_handler == SIG_IGN)
		return false;
	sigemptyset(&action.sa_mask); /* no SA_RESTART: a waiting read or write must return */
	return sigaction(signal_number, &action, NULL) == 0;
}

void
stop_install(enum stop_role how)
{
	role = how;
	catch_with(SIGINT, caught);
	catch_with(SIGTERM, caught);
	catch_with(SIGALRM, drain_timeout);
	catch_with(WAKE, interrupt_call); /* its default is to be ignored */
	pipe_caught = catch_with(SIGPIPE, interrupt_call);
}

/* The signals that end or time a run. */
static void
fill_ours(sigset_t *ours)
{
	sigemptyset(ours);
	sigaddset(ours, SIGINT);
	sigaddset(ours, SIGTERM);
	sigaddset(ours, SIGALRM);
}

int
stop_start_thread(pthread_t *thread, void *(*begin)(void *context), void *context)
{
	sigset_t ours, before;
	pthread_attr_t attributes;
	int failure = pthread_attr_init(&attributes);

	if (failure)
		return failure;
	fill_ours(&ours);
	pthread_sigmask(SIG_BLOCK, &ours, &before);
	if (!(failure = pthread_attr_setstacksize(&attributes, STOP_STACK_SIZE)))
		failure = pthread_create(thread, &attributes, begin, context);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return failure;
}

void
stop_wake_threads(const pthread_t *threads, size_t count)
{
	other_count = 0;
	others = threads;
	other_count = count;
}

int
stop_signal(void)
{
	return first;
}

bool
stop_now(bool from_pipe)
{
	return first && (at_once || role == STOP_SOURCE || !from_pipe);
}

bool
stop_at_once(void)
{
	return at_once;
}

int
stop_wait_readable(int fd, int ms)
{
	sigset_t ours, before;
	fd_set readable;
	struct timespec limit = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };

	if (fd >= FD_SETSIZE)
		return 1; /* select cannot check it; the read itself waits */
	fill_ours(&ours);
	sigaddset(&ours, WAKE);
	pthread_sigmask(SIG_BLOCK, &ours, &before);
	int ready;
	if (stop_now(true)) {
		ready = -1;
	} else {
		FD_ZERO(&readable);
		if (fd >= 0)
			FD_SET(fd, &readable);
		ready = pselect(fd + 1, &readable, NULL, NULL, ms < 0 ? NULL : &limit, &before);
		if (ready < 0 && errno != EINTR)
			ready = 1; /* the read will report the error */
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return ready < 0 ? -1 : ready > 0;
}

void
stop_note_broken_pipe(void)
{
	pipe_closed = true;
}

bool
stop_is_broken_pipe(void)
{
	return pipe_closed && pipe_caught;
}

void
stop_reraise(void)
{
	int ending = stop_is_broken_pipe() ? SIGPIPE : first;

	if (!ending)
		return;
	signal(ending, SIG_DFL);
	raise(ending);
}
