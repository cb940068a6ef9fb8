/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stop: SIGINT and SIGTERM drain instead of cutting. A source stops reading and finishes what it holds. A
 * filter goes on to the end of its pipe, so that nothing drained upstream is lost here, for 5 s at most or
 * until a second signal. The process then ends by the same signal (stop_reraise). */
#ifndef STREAM_STOP_H
#define STREAM_STOP_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum stop_role { STOP_SOURCE, STOP_FILTER };

/* Catches the signals. Call it before any thread starts: the library's threads must not take them. */
void stop_install(enum stop_role role);

/* Starts a thread that takes no signals. They are for the caller's, which passes them on to those
 * threads that it names (until they must not be named any more: before they are joined): what such a thread
 * waits for in the system then returns, as it does in the caller's. */
enum {
	STOP_STACK_SIZE = 2 * 1024 * 1024
}; /* of such a thread; 1,000 levels of nesting take a quarter of it */
int stop_start_thread(pthread_t *thread, void *(*begin)(void *context), void *context);
void stop_wake_threads(const pthread_t *threads, size_t count);

/* The first signal that came, or 0. */
int stop_signal(void);

/* True when reading must end now. from_pipe: more may come down a pipe that is worth draining. */
bool stop_now(bool from_pipe);

/* True when what is held must be given up too: 5 s after the first signal, or at a second one. */
bool stop_at_once(void);

/* Waits until fd can be read without blocking, for `ms` milliseconds at most (-1: no limit, 0: just look); it
 * just waits when fd is -1. 1 readable, 0 time is over, -1 a signal came. A signal cannot slip in between the
 * look and the wait. */
int stop_wait_readable(int fd, int ms);

/* Notes that a write found its pipe closed. The run fails, so that files are closed or given up as at any
 * other end, and then ends by SIGPIPE where that signal is not ignored: stop_is_broken_pipe, which needs no
 * word. */
void stop_note_broken_pipe(void);
bool stop_is_broken_pipe(void);

/* Ends the process by the signal that stopped it; returns when there was none. */
void stop_reraise(void);

#endif
