/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* for realpath: glibc does not declare it with _POSIX_C_SOURCE only */
#include "stream/sink.h"

#include "base/system.h"
#include "stream/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SINK_BLOCK_SIZE = 256 * 1024 };

/* Files. */

/* Where the path leads to, so that a symbolic link stays one. A copy, or NULL when memory ran out. */
static char *
resolve_link(const char *path)
{
	struct stat about;
	char *target = NULL;

	if (lstat(path, &about) == 0 && S_ISLNK(about.st_mode))
		target = realpath(path, NULL);
	return target ? target : strdup(path);
}

/* "dir/name" gives "dir/.name.XXXXXX". */
static char *
temporary_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t size = strlen(path) + sizeof "..XXXXXX";
	char *temporary = malloc(size);

	if (temporary)
		snprintf(temporary, size, "%.*s.%s.XXXXXX", (int)(name - path), path, name);
	return temporary;
}

/* mkstemp gives mode 0600; the file gets the mode of the old one, or the one that open would give. */
static int
set_mode(int fd, const struct stat *old)
{
	if (old)
		return fchmod(fd, old->st_mode & 07777);
	mode_t mask = umask(0);
	umask(mask);
	return fchmod(fd, 0666 & ~mask);
}

/* /dev/stdout may lead to a regular file or nowhere; a rename would replace the link for everybody. */
static bool
is_device_link(const char *path)
{
	struct stat about;

	return strncmp(path, "/dev/", 5) == 0 && lstat(path, &about) == 0 && S_ISLNK(about.st_mode);
}

/* Opens what is not to be replaced. Standard output and standard error are shared with other writers: opening
 * a regular file anew through them would give it a second offset and overwrite what is there. */
static int
open_direct(const char *path)
{
	if (strcmp(path, "/dev/stdout") == 0)
		return dup(STDOUT_FILENO);
	if (strcmp(path, "/dev/stderr") == 0)
		return dup(STDERR_FILENO);
	return open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
}

/* Closes the file and removes the temporary one: the old file, if any, stays. Always -1. */
static int
drop_file(struct sink *sink)
{
	if (sink->fd >= 0)
		close(sink->fd);
	if (sink->temporary)
		unlink(sink->temporary);
	free(sink->path);
	free(sink->temporary);
	sink->path = sink->temporary = NULL;
	sink->fd = -1;
	return -1;
}

/* Opens a temporary file in the directory of sink->path. */
static int
open_temporary(struct sink *sink, const struct stat *old, struct error *error)
{
	char *temporary = temporary_name(sink->path);

	if (!temporary)
		return error_memory(error);
	sink->fd = mkstemp(temporary);
	if (sink->fd < 0) {
		free(temporary);
		return error_system(error, "%s: cannot be created", sink->name);
	}
	sink->temporary = temporary;
	fcntl(sink->fd, F_SETFD, FD_CLOEXEC);
	if (set_mode(sink->fd, old))
		return error_system(error, "%s: its mode cannot be set", sink->name);
	return 0;
}

static int
open_file(struct sink *sink, struct error *error)
{
	struct stat old;
	bool exists = stat(sink->name, &old) == 0;

	if (!*sink->name)
		return error_set(error, STATUS_USAGE, "the name of a file to write is empty");
	sink->path = resolve_link(sink->name);
	if (!sink->path)
		return error_memory(error);
	if ((!exists || S_ISREG(old.st_mode)) && !is_device_link(sink->name))
		return open_temporary(sink, exists ? &old : NULL, error);
	sink->fd = open_direct(sink->name);
	return sink->fd < 0 ? error_system(error, "%s: cannot be written", sink->name) : 0;
}

/* Closes the file and puts it in its place. 0, or -1 and the old file stays. */
static int
finish_file(struct sink *sink, struct error *error)
{
	if (sink->temporary && fsync(sink->fd)) {
		error_system(error, "%s: cannot be written to the disk", sink->path);
		return drop_file(sink);
	}
	int failed = close(sink->fd);
	sink->fd = -1;
	if (failed) {
		error_system(error, "%s: cannot be closed", sink->path);
		return drop_file(sink);
	}
	if (sink->temporary && rename(sink->temporary, sink->path)) {
		error_system(error, "%s: cannot be put in place", sink->path);
		return drop_file(sink);
	}
	if (sink->temporary && system_sync_directory(sink->path))
		failed = error_system(error, "%s: its directory cannot be written to the disk", sink->path);
	free(sink->temporary);
	sink->temporary = NULL; /* it is the file now */
	drop_file(sink);
	return failed;
}

/* Writing. */

void
sink_standard(struct sink *sink)
{
	system_enlarge_pipe(STDOUT_FILENO);
	*sink = (struct sink){ .fd = STDOUT_FILENO, .name = "standard output", .open = true };
}

int
sink_open(struct sink *sink, const char *path, struct error *error)
{
	*sink = (struct sink){ .name = path, .fd = -1 };
	if (open_file(sink, error))
		return drop_file(sink);
	sink->open = true;
	return 0;
}

/* Whether to repeat a write that failed: a signal came, or someone who shares the output (a shell, an ssh)
 * has made it non-blocking. The wait ends after a second, since a signal may come just before it. */
static bool
try_again(int fd)
{
	struct pollfd writable = { .fd = fd, .events = POLLOUT };

	if ((errno != EINTR && errno != EAGAIN) || stop_at_once())
		return false;
	if (errno == EAGAIN)
		poll(&writable, 1, 1000);
	return true;
}

static int
write_all(struct sink *sink, struct slice bytes, struct error *error)
{
	while (bytes.length > 0) {
		ssize_t n = write(sink->fd, bytes.at, bytes.length);
		if (n < 0 && try_again(sink->fd))
			continue;
		if (n < 0 && errno == EPIPE)
			stop_note_broken_pipe();
		if (n < 0)
			return error_system(error, "%s: cannot be written", sink->name);
		bytes.at += n;
		bytes.length -= (size_t)n;
	}
	return 0;
}

int
sink_append(struct sink *sink, struct slice bytes, struct error *error)
{
	if (sink->pending.length + bytes.length >= SINK_BLOCK_SIZE && sink_flush(sink, error))
		return -1;
	if (bytes.length >= SINK_BLOCK_SIZE)
		return write_all(sink, bytes, error);
	buffer_slice(&sink->pending, bytes);
	return sink->pending.failed ? error_memory(error) : 0;
}

int
sink_buffer(struct sink *sink, const struct buffer *buffer, struct error *error)
{
	return buffer->failed ? error_memory(error) : sink_append(sink, buffer_view(buffer), error);
}

int
sink_flush(struct sink *sink, struct error *error)
{
	struct slice pending = buffer_view(&sink->pending);

	sink->pending.length = 0;
	return write_all(sink, pending, error);
}

int
sink_close(struct sink *sink, struct error *error)
{
	if (!sink->open)
		return 0;
	if (sink_flush(sink, error)) {
		sink_abandon(sink, error);
		return -1;
	}
	sink->open = false;
	buffer_free(&sink->pending);
	if (sink->path)
		return finish_file(sink, error);
	/* The kernel may report a write error only at a close. The descriptor itself stays open: --report may
	 * name /dev/stdout. */
	int copy = dup(sink->fd);
	if (copy < 0 || close(copy))
		return error_system(error, "%s: cannot be closed", sink->name);
	return 0;
}

void
sink_abandon(struct sink *sink, struct error *error)
{
	if (!sink->open)
		return;
	sink->open = false;
	if (sink->path)
		drop_file(sink);
	else
		sink_flush(sink, error);
	buffer_free(&sink->pending);
}

int
sink_file(const char *path, const struct buffer *buffer, struct error *error)
{
	struct sink sink;

	if (sink_open(&sink, path, error))
		return -1;
	if (sink_buffer(&sink, buffer, error) == 0)
		return sink_close(&sink, error);
	sink_abandon(&sink, error);
	return -1;
}
