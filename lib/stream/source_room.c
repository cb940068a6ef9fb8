/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/source_room.h"

#include "base/buffer.h"
#include "stream/source.h"

#include <stdlib.h>
#include <string.h>

int
source_room_grow(struct source_room *room, size_t capacity, struct error *error)
{
	if (capacity <= room->capacity)
		return 0;
	char *bytes = calloc(1, capacity + BUFFER_PADDING);
	if (!bytes)
		return error_memory(error);
	if (room->bytes)
		memcpy(bytes, room->bytes, room->capacity);
	free(room->bytes);
	room->bytes = bytes;
	room->capacity = capacity;
	return 0;
}

void
source_room_free(struct source_room *room)
{
	free(room->bytes);
	*room = (struct source_room){ 0 };
}

size_t
source_room_size(size_t left)
{
	size_t size = SOURCE_BLOCK;

	while (size <= left)
		size *= 2;
	return size;
}
