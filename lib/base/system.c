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

int64_t
system_realtime_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

const char *
system_zoneinfo_directory(void)
{
	const char *directories[] = { getenv("TZDIR"), "/usr/share/zoneinfo", "/usr/lib/zoneinfo",
		"/usr/share/lib/zoneinfo", "/etc/zoneinfo" };

	for (size_t i = 0; i < sizeof directories / sizeof *directories; i++)
		if (directories[i] && access(directories[i], R_OK | X_OK) == 0)
			return directories[i];
	return NULL;
}

/* Such names cannot lead out of the database; zones below right/ count leap seconds, which instants do not.
 */
static bool
is_zone_name(const char *name)
{
	const char *letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_/";

	return *name && strlen(name) < 64 && name[strspn(name, letters)] == '\0' &&
	       strncmp(name, "right/", 6) != 0;
}

/* 0 for a zone file, 1 for none, -1 with errno. */
static int
check_zone_file(const char *path)
{
	char magic[4] = { 0 };
	size_t length = 0;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? 1 : -1;
	while ((n = read(fd, magic + length, sizeof magic - length)) > 0 || (n < 0 && errno == EINTR))
		length += n > 0 ? (size_t)n : 0;
	int cause = errno;
	close(fd);
	errno = cause;
	if (n < 0 && cause != EISDIR)
		return -1;
	return memcmp(magic, "TZif", sizeof magic) != 0;
}

int
system_set_zone(const char *name)
{
	const char *directory = system_zoneinfo_directory();
	size_t size = directory ? strlen(directory) + strlen(name) + 3 : 0;

	if (!directory || !is_zone_name(name))
		return 1;
	char *variable = malloc(size); /* ":FOLDER/NAME" */
	if (!variable)
		return -1;
	snprintf(variable, size, ":%s/%s", directory, name);
	int failed = check_zone_file(variable + 1);
	if (!failed)
		failed = setenv("TZ", variable, 1);
	free(variable);
	if (!failed)
		tzset();
	return failed;
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
