/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/workers.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { APART = 128 }; /* bytes: two cache lines, which processors like to fetch together */

int
workers_open(struct workers *workers, size_t count, size_t size)
{
	size_t stride = (size + APART - 1) / APART * APART;

	*workers = (struct workers){ 0 };
	if (count > SIZE_MAX / stride || !(workers->at = aligned_alloc(APART, count * stride)))
		return -1;
	memset(workers->at, 0, count * stride);
	workers->count = count;
	workers->stride = stride;
	return 0;
}

void
workers_free(struct workers *workers)
{
	free(workers->at);
	*workers = (struct workers){ 0 };
}
