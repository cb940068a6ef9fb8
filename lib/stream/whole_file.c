/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* glibc hides realpath from POSIX 2008 alone */
#include "stream/whole_file.h"

#include "base/system.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

static int
forget(struct whole_file *file)
{
	free(file->path);
	free(file->temporary);
	*file = (struct whole_file){ .fd = -1 };
	return -1;
}

/* mkstemp gives 0600: the file shall have what the old one has, or what open would give it. */
static int
set_mode(int fd, const struct stat *old)
{
	if (old)
		return fchmod(fd, old->st_mode & 07777);
	mode_t mask = umask(0);
	umask(mask);
	return fchmod(fd, 0666 & ~mask);
}

/* /dev/stdout may lead to a regular file or nowhere: a rename would replace the link itself, for all. */
static bool
is_device_link(const char *path)
{
	struct stat about;

	return strncmp(path, "/dev/", 5) == 0 && lstat(path, &about) == 0 && S_ISLNK(about.st_mode);
}

/* For what is there and is no regular file. Standard output and standard error are shared with others who
 * write there: opened anew, a regular file behind them would get a second place to write at, and lose what
 * stands there. */
static int
open_direct(const char *path)
{
	if (strcmp(path, "/dev/stdout") == 0)
		return dup(STDOUT_FILENO);
	if (strcmp(path, "/dev/stderr") == 0)
		return dup(STDERR_FILENO);
	return open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
}

/* Where the path leads to: a link keeps leading there. A copy, or NULL when memory ran out. */
static char *
destination(const char *path)
{
	struct stat about;
	char *target = NULL;

	if (lstat(path, &about) == 0 && S_ISLNK(about.st_mode))
		target = realpath(path, NULL);
	return target ? target : strdup(path);
}

int
whole_file_open(struct whole_file *file, const char *path, struct error *error)
{
	struct stat old;
	bool exists = stat(path, &old) == 0;

	if (!*path)
		return error_set(error, STATUS_USAGE, "the name of a file to write is empty");
	*file = (struct whole_file){ .fd = -1, .path = destination(path) };
	if (!file->path)
		return error_memory(error);
	if ((exists && !S_ISREG(old.st_mode)) || is_device_link(path)) {
		file->fd = open_direct(path);
		if (file->fd < 0) {
			error_system(error, "%s: cannot be written", path);
			return forget(file);
		}
		return 0;
	}
	file->temporary = temporary_name(file->path);
	if (!file->temporary) {
		forget(file);
		return error_memory(error);
	}
	file->fd = mkstemp(file->temporary);
	if (file->fd < 0) {
		error_system(error, "%s: cannot be made", path);
		return forget(file);
	}
	fcntl(file->fd, F_SETFD, FD_CLOEXEC);
	if (set_mode(file->fd, exists ? &old : NULL)) {
		error_system(error, "%s: cannot be given its mode", path);
		whole_file_abandon(file);
		return -1;
	}
	return 0;
}

int
whole_file_finish(struct whole_file *file, struct error *error)
{
	if (file->temporary && fsync(file->fd)) {
		error_system(error, "%s: cannot be written to the disk", file->path);
		whole_file_abandon(file);
		return -1;
	}
	int failed = close(file->fd);
	file->fd = -1;
	if (failed) {
		error_system(error, "%s: cannot be closed", file->path);
		whole_file_abandon(file);
		return -1;
	}
	if (file->temporary && rename(file->temporary, file->path)) {
		error_system(error, "%s: cannot be put in place", file->path);
		whole_file_abandon(file);
		return -1;
	}
	if (file->temporary && system_sync_directory(file->path)) {
		error_system(error, "%s: its directory cannot be written to the disk", file->path);
		return forget(file);
	}
	forget(file);
	return 0;
}

void
whole_file_abandon(struct whole_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	if (file->temporary)
		unlink(file->temporary);
	forget(file);
}
