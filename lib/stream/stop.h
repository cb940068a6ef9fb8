/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stop: SIGINT and SIGTERM end a tool without losing records. A source stops reading and finishes what it has
 * read. A filter continues to the end of its pipe, so that nothing that was drained upstream is lost here,
 * for 5 s at most or until a second signal. The process then ends by the same signal (stop_reraise). */
#ifndef STREAM_STOP_H
#define STREAM_STOP_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum stop_role { STOP_SOURCE, STOP_FILTER };

/* Catches the signals. Call it before any thread starts, those of libraries included. */
void stop_install(enum stop_role role);

/* Starts a thread that gets no signals, with a stack of which 1,000 levels of nesting take a quarter. 0 or an
 * errno. */
enum { STOP_STACK_SIZE = 2 * 1024 * 1024 };
int stop_start_thread(pthread_t *thread, void *(*begin)(void *context), void *context);

/* Which threads a signal wakes: the system calls that they wait in then return, as those of the calling
 * thread do, which gets the signals. Call it with none before they are joined. The array must live until
 * then. */
void stop_wake_threads(const pthread_t *threads, size_t count);

/* The first signal that came, or 0. */
int stop_signal(void);

/* True when reading must end now. from_pipe: more may come down a pipe that is worth draining. */
bool stop_now(bool from_pipe);

/* True when draining is over too: 5 s after the first signal, or at a second one. */
bool stop_at_once(void);

/* Waits until fd can be read without blocking, for `ms` milliseconds at most (-1: no limit, 0: do not wait).
 * With an fd of -1 it only waits. 1: readable, 0: the time is over, -1: a signal came, even just before the
 * wait. */
int stop_wait_readable(int fd, int ms);

/* Notes that a write found its pipe closed. The run then fails, so that files are closed or abandoned as in
 * any other failure, and ends by SIGPIPE unless that signal is ignored: stop_is_broken_pipe, which needs no
 * message. */
void stop_note_broken_pipe(void);
bool stop_is_broken_pipe(void);

/* Ends the process by the signal that stopped it; returns when there was none. */
void stop_reraise(void);

#endif
