/* SPDX-License-Identifier: GPL-3.0-or-later */
/* array: elements that grow in number. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

/* Room for at least `count` elements of `size` bytes: the array, which may have moved, with *capacity raised
 * (doubled, so that adding one by one stays cheap) when it was too small; the new elements are not set. NULL
 * when memory ran out: then the array and its capacity are as they were. An empty one is NULL with capacity
 * 0; count is 1 or more. The caller frees it. */
void *array_grow(void *at, size_t *capacity, size_t count, size_t size);

#endif
