/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sink: where a tool's output goes. One buffer, one write for each full block; short writes are continued
 * and every error is kept. */
#ifndef STREAM_SINK_H
#define STREAM_SINK_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"
#include "stream/whole_file.h"

#include <stdbool.h>

struct sink { /* all zero is a closed one */
	int fd;
	const char *name; /* for messages */
	struct buffer held;
	struct whole_file file;
	bool open;
};

/* On standard output; nothing is opened. */
void sink_standard(struct sink *sink);

/* On a whole_file at path. 0 or -1. path must outlive the sink. */
int sink_open(struct sink *sink, const char *path, struct error *error);

/* Takes the bytes; writes them out when a block is full. 0, or -1 when a write failed. */
int sink_append(struct sink *sink, struct slice bytes, struct error *error);

/* sink_append for what was written into a buffer: -1 also when that ran out of memory. */
int sink_buffer(struct sink *sink, const struct buffer *buffer, struct error *error);

/* Writes out all that is held. 0 or -1. */
int sink_flush(struct sink *sink, struct error *error);

/* Flushes, closes and, for a file, makes it appear. 0 or -1; a failure leaves the old file. */
int sink_close(struct sink *sink, struct error *error);

/* For an end without success: a file is given up (the old one stays); on standard output what is held is
 * written, since records that were done must not be lost. */
void sink_abandon(struct sink *sink, struct error *error);

/* All of it at once: a whole_file at path with the buffer's bytes. 0, or -1 and the old file is left. */
int sink_file(const char *path, const struct buffer *buffer, struct error *error);

#endif
