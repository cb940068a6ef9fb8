/* SPDX-License-Identifier: GPL-3.0-or-later */
/* whole_file: a file that appears whole or not at all: a temporary name in the same directory (it begins
 * with a dot), fsync, rename, fsync of the directory. What is there already and is no regular file (a
 * device, a FIFO) is written directly. */
#ifndef STREAM_WHOLE_FILE_H
#define STREAM_WHOLE_FILE_H

#include "base/error.h"

struct whole_file { /* all zero is a closed one */
	int fd;
	char *path;      /* NULL while closed */
	char *temporary; /* NULL when written directly */
};

/* 0 with fd open for writing, or -1. */
int whole_file_open(struct whole_file *file, const char *path, struct error *error);

/* Makes it appear under its name. 0, or -1 (then the old file stays). Closes it either way. */
int whole_file_finish(struct whole_file *file, struct error *error);

/* Closes it and leaves the old file, if any. */
void whole_file_abandon(struct whole_file *file);

#endif
