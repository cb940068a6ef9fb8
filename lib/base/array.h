/* SPDX-License-Identifier: GPL-3.0-or-later */
/* array: a dynamic array. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

/* Grows the array to at least `count` (1 or more) elements of `size` bytes: doubles *capacity as often as
 * needed, so that adding one by one stays cheap. Returns the array, which may have moved; new elements are
 * not set. NULL when memory ran out: then the array and its capacity have not changed. An empty array is NULL
 * with capacity 0. The caller frees it. */
void *array_grow(void *at, size_t *capacity, size_t count, size_t size);

#endif
