/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

int64_t
system_monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

uint64_t
system_hash_seed(void)
{
	static _Atomic uint64_t seed; /* 0 until the first call */
	uint64_t found = seed;
	struct timespec now;

	if (found)
		return found;
	clock_gettime(CLOCK_REALTIME, &now);
	uint64_t made = (uint64_t)now.tv_nsec << 32 ^ (uint64_t)now.tv_sec ^ (uint64_t)getpid() << 48 ^
			(uint64_t)(uintptr_t)&now;
	made += made == 0;
	return atomic_compare_exchange_strong(&seed, &found, made) ? made : found;
}

int
system_limit_memory(uint64_t bytes)
{
	const struct rlimit limit = { .rlim_cur = (rlim_t)bytes, .rlim_max = (rlim_t)bytes };

	return setrlimit(RLIMIT_DATA, &limit);
}

int
system_open_standard_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			return -1;
	return 0;
}

static int
open_directory(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (slash == path)
		return open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char *directory = strndup(path, (size_t)(slash - path));
	if (!directory)
		return -1;
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(directory);
	return fd;
}

int
system_sync_directory(const char *path)
{
	int fd = open_directory(path);

	if (fd < 0)
		return -1;
	int failed = fsync(fd);
	int cause = errno;
	close(fd);
	errno = cause;
	return failed && cause != EINVAL && cause != ENOTSUP ? -1 : 0;
}

int
system_open_pipe(int ends[2])
{
	if (pipe(ends))
		return -1;
	for (int i = 0; i < 2; i++) {
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
		fcntl(ends[i], F_SETFL, O_NONBLOCK);
	}
	return 0;
}

void
system_enlarge_pipe(int fd)
{
#ifdef F_SETPIPE_SZ
	fcntl(fd, F_SETPIPE_SZ, 512 * 1024); /* a smaller one costs time, a larger one saves none */
#else
	(void)fd;
#endif
}
