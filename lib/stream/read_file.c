/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/read_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

static int
read_all(int fd, struct buffer *to, const char *path, struct error *error)
{
	for (;;) {
		char *at = buffer_reserve(to, CHUNK);
		if (!at)
			return error_memory(error);
		ssize_t n = read(fd, at, CHUNK);
		if (n == 0)
			return 0;
		if (n < 0 && errno != EINTR)
			return error_system(error, "%s: cannot be read", path);
		if (n > 0)
			to->length += (size_t)n;
		if (to->length > READ_FILE_MOST)
			return error_set(error, STATUS_SYSTEM, "%s: too large for what it should be", path);
	}
}

int
read_file(struct buffer *to, const char *path, struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return error_system(error, "%s: cannot be read", path);
	size_t start = to->length;
	int failed = read_all(fd, to, path, error);
	close(fd);
	if (to->length - start >= 3 && memcmp(to->at + start, "\xEF\xBB\xBF", 3) == 0) {
		to->length -= 3;
		memmove(to->at + start, to->at + start + 3, to->length - start);
	}
	return failed;
}
