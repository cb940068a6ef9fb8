/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls that can be made to fail. The linker brings those of our own objects here (--wrap, see calls);
 * those that the libraries make inside go to libc as ever, but for the memory of jansson and libcsv, which
 * both ask for it through us. */
#define _GNU_SOURCE
#include "fault.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool in_library;
static const FILE *broken;

/* A call that gives `failure` and sets errno. */
#define CALL(kind, type, failure, name, parameters, arguments)                         \
	type __real_##name parameters;                                                 \
	type __wrap_##name parameters;                                                 \
	type __wrap_##name parameters                                                  \
	{                                                                              \
		return fault_fails(kind, #name) ? (failure) : __real_##name arguments; \
	}

CALL(in_library ? LIBRARY : MEMORY, void *, NULL, malloc, (size_t size), (size))
CALL(MEMORY, void *, NULL, calloc, (size_t count, size_t size), (count, size))
CALL(MEMORY, void *, NULL, realloc, (void *old, size_t size), (old, size))
CALL(MEMORY, void *, NULL, aligned_alloc, (size_t apart, size_t size), (apart, size))
CALL(MEMORY, char *, NULL, strdup, (const char *text), (text))
CALL(MEMORY, char *, NULL, strndup, (const char *text, size_t n), (text, n))
CALL(MEMORY, int, -1, setenv, (const char *name, const char *value, int replace), (name, value, replace))
CALL(MEMORY, void *, NULL, tsearch,
	(const void *key, void **root, int (*compare)(const void *, const void *)), (key, root, compare))
CALL(MEMORY, FILE *, NULL, fdopen, (int fd, const char *mode), (fd, mode))
CALL(MEMORY, int, fault.cause, posix_spawn_file_actions_init, (posix_spawn_file_actions_t * actions),
	(actions))
CALL(MEMORY, int, fault.cause, posix_spawn_file_actions_adddup2,
	(posix_spawn_file_actions_t * actions, int from, int to), (actions, from, to))
CALL(OPEN, int, -1, mkstemp, (char *name), (name))
CALL(OPEN, FILE *, NULL, fopen, (const char *path, const char *mode), (path, mode))
CALL(OPEN, void *, (void *)-1, iconv_open, (const char *to, const char *from), (to, from))
CALL(OPEN, int, -1, pipe, (int ends[2]), (ends))
CALL(OPEN, int, -1, dup, (int fd), (fd))
CALL(LOOK, int, -1, stat, (const char *path, struct stat *about), (path, about))
CALL(LOOK, int, -1, fstat, (int fd, struct stat *about), (fd, about))
CALL(LOOK, int, -1, lstat, (const char *path, struct stat *about), (path, about))
CALL(LOOK, int, -1, access, (const char *path, int mode), (path, mode))
CALL(LOOK, char *, NULL, realpath, (const char *path, char *to), (path, to))
CALL(LOOK, int, -1, fchmod, (int fd, mode_t mode), (fd, mode))
CALL(SEEK, off_t, -1, lseek, (int fd, off_t to, int from), (fd, to, from))
CALL(SEEK, int, -1, fseek, (FILE * stream, long to, int from), (stream, to, from))
CALL(SEEK, int, -1, ftruncate, (int fd, off_t to), (fd, to))
CALL(START, int, fault.cause, posix_spawnp,
	(pid_t * process, const char *file, const posix_spawn_file_actions_t *actions,
		const posix_spawnattr_t *attributes, char *const *arguments, char *const *environment),
	(process, file, actions, attributes, arguments, environment))
CALL(START, int, fault.cause, pthread_create,
	(pthread_t * thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument),
	(thread, attributes, run, argument))
CALL(WAIT, int, -1, waitpid, (pid_t process, int *status, int options), (process, status, options))
CALL(WAIT, int, -1, poll, (struct pollfd * of, nfds_t count, int ms), (of, count, ms))
CALL(WAIT, int, -1, pselect,
	(int count, fd_set *in, fd_set *out, fd_set *odd, const struct timespec *limit, const sigset_t *mask),
	(count, in, out, odd, limit, mask))

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int
__wrap_fsync(int fd)
{
	if (fault_fails(SYNC, "fsync"))
		return -1;
	fault_step("sync", fd);
	return __real_fsync(fd);
}

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int
__wrap_rename(const char *from, const char *to)
{
	if (fault_fails(RENAME, "rename"))
		return -1;
	fault_step_rename(from, to);
	return __real_rename(from, to);
}

/* A pipe that never waits wakes somebody up: no signal can interrupt that, and its byte has room. */
static bool
wakes(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags >= 0 && flags & O_NONBLOCK;
}

/* Calls that may move less than they were asked to. */

#define MOVE(kind, name, bytes_type)                                                         \
	ssize_t __real_##name(int fd, bytes_type bytes, size_t n);                           \
	ssize_t __wrap_##name(int fd, bytes_type bytes, size_t n);                           \
	ssize_t __wrap_##name(int fd, bytes_type bytes, size_t n)                            \
	{                                                                                    \
		if (wakes(fd))                                                               \
			return __real_##name(fd, bytes, n);                                  \
		if (fault_fails(kind, #name))                                                \
			return -1;                                                           \
		if ((kind) == WRITE)                                                         \
			fault_step(#name, fd);                                               \
		return __real_##name(fd, bytes, fault.short_steps && n > 1 ? (size_t)1 : n); \
	}

MOVE(READ, read, void *)
MOVE(WRITE, write, const void *)

/* Calls on streams: one that failed shows in ferror. A signal never comes, since libc's own read and write
 * would see it. */
static bool
breaks(enum kind kind, const char *name, const FILE *stream)
{
	if (fault.interrupted || stream == stderr || !fault_fails(kind, name))
		return false;
	broken = stream;
	return true;
}

#define STREAM(kind, type, failure, name, parameters, arguments)                          \
	type __real_##name parameters;                                                    \
	type __wrap_##name parameters;                                                    \
	type __wrap_##name parameters                                                     \
	{                                                                                 \
		return breaks(kind, #name, stream) ? (failure) : __real_##name arguments; \
	}

STREAM(READ, size_t, 0, fread, (void *to, size_t size, size_t n, FILE *stream), (to, size, n, stream))
STREAM(READ, char *, NULL, fgets, (char *to, int size, FILE *stream), (to, size, stream))
STREAM(READ, int, EOF, getc, (FILE * stream), (stream))
STREAM(READ, ssize_t, -1, getline, (char **line, size_t *size, FILE *stream), (line, size, stream))
STREAM(WRITE, size_t, 0, fwrite, (const void *from, size_t size, size_t n, FILE *stream),
	(from, size, n, stream))
STREAM(WRITE, int, EOF, fflush, (FILE * stream), (stream))

int __real_ferror(FILE *stream);
int __wrap_ferror(FILE *stream);
int
__wrap_ferror(FILE *stream)
{
	return stream == broken || __real_ferror(stream);
}

int __wrap_open(const char *path, int flags, ...);
int
__wrap_open(const char *path, int flags, ...)
{
	va_list arguments;

	va_start(arguments, flags);
	int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
	va_end(arguments);
	return fault_fails(OPEN, "open") ? -1 : __real_open(path, flags, mode);
}

/* What gcc makes of these under _FORTIFY_SOURCE. */
#define FORTIFIED(type, name, parameters, plain) \
	type __wrap_##name parameters;           \
	type __wrap_##name parameters            \
	{                                        \
		return __wrap_##plain;           \
	}

FORTIFIED(int, __open_2, (const char *path, int flags), open(path, flags))
FORTIFIED(ssize_t, __read_chk, (int fd, void *to, size_t n, size_t room), read(fd, to, room < n ? room : n))
FORTIFIED(char *, __fgets_chk, (char *to, size_t room, int size, FILE *stream),
	fgets(to, room < (size_t)size ? (int)room : size, stream))
FORTIFIED(int, __poll_chk, (struct pollfd * of, nfds_t count, int ms, size_t room),
	poll(of, room / sizeof *of < count ? room / sizeof *of : count, ms))

/* Closes all the same, as the kernel does. What was only read from, or has no
 * name, may fail to close unnoticed. */
int __wrap_close(int fd);
int
__wrap_close(int fd)
{
	struct stat about;
	bool written = (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY && __real_fstat(fd, &about) == 0 &&
		       S_ISREG(about.st_mode) && about.st_nlink > 0;
	int failed = __real_close(fd);

	return written && fault_fails(CLOSE, "close") ? -1 : failed;
}

/* jansson asks json_read, and that asks us. */
static void *(*take)(size_t size);

static void *
library_malloc(size_t size)
{
	in_library = true;
	void *memory = take(size);
	in_library = false;
	return memory;
}

void __real_json_set_alloc_funcs(void *(*)(size_t), void (*)(void *)) __attribute__((weak));
void __wrap_json_set_alloc_funcs(void *(*ours)(size_t), void (*give)(void *));
void
__wrap_json_set_alloc_funcs(void *(*ours)(size_t), void (*give)(void *))
{
	take = ours;
	__real_json_set_alloc_funcs(library_malloc, give);
}

static void *
library_realloc(void *old, size_t size)
{
	return fault_fails(LIBRARY, "realloc of libcsv") ? NULL : __real_realloc(old, size);
}

struct csv_parser;
int __real_csv_init(struct csv_parser *parser, unsigned char options) __attribute__((weak));
int __wrap_csv_init(struct csv_parser *parser, unsigned char options);
void csv_set_realloc_func(struct csv_parser *parser, void *(*)(void *, size_t)) __attribute__((weak));
int
__wrap_csv_init(struct csv_parser *parser, unsigned char options)
{
	int failed = __real_csv_init(parser, options);

	csv_set_realloc_func(parser, library_realloc);
	return failed;
}
