/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/sink.h"

#include "base/system.h"
#include "stream/stop.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum { SINK_BLOCK = 256 * 1024 };

void
sink_standard(struct sink *sink)
{
	system_enlarge_pipe(STDOUT_FILENO);
	*sink = (struct sink){ .fd = STDOUT_FILENO, .name = "standard output", .open = true };
}

int
sink_open(struct sink *sink, const char *path, struct error *error)
{
	*sink = (struct sink){ .name = path };
	if (whole_file_open(&sink->file, path, error))
		return -1;
	sink->fd = sink->file.fd;
	sink->open = true;
	return 0;
}

/* Whether a write that failed is to be tried again: a signal came, or somebody who shares the output (a
 * shell, an ssh) has set it not to block. The wait ends each second, since a signal may slip in before it. */
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
			stop_pipe_closed();
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
	if (sink->held.length + bytes.length >= SINK_BLOCK && sink_flush(sink, error))
		return -1;
	if (bytes.length >= SINK_BLOCK)
		return write_all(sink, bytes, error);
	buffer_slice(&sink->held, bytes);
	return sink->held.failed ? error_memory(error) : 0;
}

int
sink_buffer(struct sink *sink, const struct buffer *buffer, struct error *error)
{
	return buffer->failed ? error_memory(error) : sink_append(sink, buffer_view(buffer), error);
}

int
sink_flush(struct sink *sink, struct error *error)
{
	struct slice held = buffer_view(&sink->held);

	sink->held.length = 0;
	return write_all(sink, held, error);
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
	buffer_free(&sink->held);
	if (sink->file.path)
		return whole_file_finish(&sink->file, error);
	/* The kernel may keep a write error back until a close. The descriptor itself stays: --report may
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
	if (sink->file.path)
		whole_file_abandon(&sink->file);
	else
		sink_flush(sink, error);
	buffer_free(&sink->held);
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
