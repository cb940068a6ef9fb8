/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sink: where the output of a tool goes: standard output, or a file. It buffers, writes whole blocks,
 * continues short writes, and reports every error.
 *
 * A regular file is replaced only when the run succeeds: the output goes to a temporary file in the same
 * directory (its name begins with a dot), then fsync, rename, fsync of the directory. Devices and FIFOs are
 * written directly. */
#ifndef STREAM_SINK_H
#define STREAM_SINK_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

#include <stdbool.h>

struct sink { /* all zero is a closed one */
	bool open;
	int fd;
	const char *name;      /* for messages */
	struct buffer pending; /* not written yet */
	char *path;            /* of the file to replace, symbolic links resolved; NULL: standard output */
	char *temporary;       /* the file that will replace it; NULL where `path` is written directly */
};

/* Opens standard output. */
void sink_standard(struct sink *sink);

/* Opens a file. 0 or -1. path must outlive the sink. */
int sink_open(struct sink *sink, const char *path, struct error *error);

/* Adds the bytes to what is pending; writes when a block is full. 0, or -1 when a write failed. */
int sink_append(struct sink *sink, struct slice bytes, struct error *error);

/* sink_append of a buffer: -1 also when the buffer ran out of memory. */
int sink_buffer(struct sink *sink, const struct buffer *buffer, struct error *error);

/* Writes all that is pending. 0 or -1. */
int sink_flush(struct sink *sink, struct error *error);

/* Ends an output that succeeded: flushes, closes, and puts a file in its place. 0, or -1 and the old file
 * stays. */
int sink_close(struct sink *sink, struct error *error);

/* Ends one that failed: the old file stays; to standard output the pending bytes are written, since records
 * that were processed must not be lost. */
void sink_abandon(struct sink *sink, struct error *error);

/* Writes a whole file at once. 0, or -1 and the old file stays. */
int sink_file(const char *path, const struct buffer *buffer, struct error *error);

#endif
