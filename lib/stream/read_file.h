/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read_file: a small document (definitions, column types, a model) in one piece. */
#ifndef STREAM_READ_FILE_H
#define STREAM_READ_FILE_H

#include "base/buffer.h"
#include "base/error.h"

enum { READ_FILE_MOST = 64 * 1024 * 1024 };

/* Appends the file's bytes; a byte-order mark at its start is passed over. 0; or -1, with STATUS_SYSTEM, also
 * for a file beyond READ_FILE_MOST. */
int read_file(struct buffer *to, const char *path, struct error *error);

#endif
