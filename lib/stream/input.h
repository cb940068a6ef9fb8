/* SPDX-License-Identifier: GPL-3.0-or-later */
/* input: a file that a source reads, as its operand names it; `-` is standard input. */
#ifndef STREAM_INPUT_H
#define STREAM_INPUT_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct input {
	int fd;           /* -1 while none is open */
	const char *name; /* for messages */
	bool pipe;        /* a pipe, a FIFO or a socket */
};

/* A first look, before anything is read: missing, a directory, unreadable (status 3). 0, with its size added
 * to *bytes, or *endless set where it has none; or -1. */
int input_look(const char *operand, uint64_t *bytes, bool *endless, struct error *error);

/* Whether opening it waits for its writer, as a read would: a FIFO. */
bool input_waits(const char *operand);

/* Opens it. 1, or 0 when a signal said to stop while it waited, or -1. */
int input_open(struct input *input, const char *operand, bool waits, struct error *error);

void input_close(struct input *input);

#endif
