/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>

enum { FIRST_CAPACITY = 16 };

void *
array_grow(void *at, size_t *capacity, size_t count, size_t size)
{
	size_t grown = *capacity ? *capacity : FIRST_CAPACITY;

	if (count <= *capacity)
		return at;
	while (grown < count && grown <= SIZE_MAX / 2)
		grown *= 2;
	if (grown < count || grown > SIZE_MAX / size)
		return NULL;
	void *moved = realloc(at, grown * size);
	if (moved)
		*capacity = grown;
	return moved;
}
