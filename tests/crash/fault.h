/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fault: makes the n-th call of a kind fail. */
#ifndef TESTS_FAULT_H
#define TESTS_FAULT_H

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

enum kind { MEMORY, LIBRARY, READ, WRITE, SYNC, RENAME, OPEN, CLOSE, LOOK, SEEK, START, WAIT, KINDS };

/* As the environment has it. */
extern struct fault {
	int cause;        /* errno of what fails */
	bool short_steps; /* reads and writes move a byte */
	bool interrupted; /* by a signal, again and again */
} fault;

/* Counts a call; true, with errno, when it is one to fail. */
bool fault_fails(enum kind kind, const char *name);

/* What a loss of power spares hangs on the order of these steps. */
void fault_step(const char *name, int fd);
void fault_step_rename(const char *from, const char *to);

/* As libc has them. */
int __real_open(const char *path, int flags, ...);
ssize_t __real_write(int fd, const void *bytes, size_t n);
int __real_close(int fd);
int __real_stat(const char *path, struct stat *about);
int __real_fstat(int fd, struct stat *about);

#endif
