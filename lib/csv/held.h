/* SPDX-License-Identifier: GPL-3.0-or-later */
/* held: blocks of a pipe that were looked at and will be read again. */
#ifndef CSV_HELD_H
#define CSV_HELD_H

#include "base/arena.h"
#include "stream/input.h"

struct held { /* all zero is an empty one */
	struct block *at;
	size_t count, capacity;
	size_t bytes; /* in all */
	struct arena arena;
};

/* Keeps a copy. 0 or -1. */
int held_add(struct held *held, const struct block *block, struct error *error);
void held_free(struct held *held);

#endif
