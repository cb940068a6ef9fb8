/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source_room: where the blocks of a source stand. Each thread that reads has its own. */
#ifndef STREAM_SOURCE_ROOM_H
#define STREAM_SOURCE_ROOM_H

#include "base/error.h"

#include <stddef.h>

enum { SOURCE_BEGINNING = 256 };

struct source_room { /* all zero is an empty one */
	char *bytes;
	size_t capacity;
	char beginning[SOURCE_BEGINNING]; /* of an overlong line */
};

/* How much a room may hold after the next read, where so much is left of the one before: a block, or of a
 * long line twice what there is. */
size_t source_room_size(size_t left);

/* Makes room for so many bytes, zeroed, so that what is read behind the end is defined. 0 or -1. */
int source_room_grow(struct source_room *room, size_t capacity, struct error *error);

void source_room_free(struct source_room *room);

#endif
