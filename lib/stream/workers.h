/* SPDX-License-Identifier: GPL-3.0-or-later */
/* workers: the working memory of each thread that maps records. */
#ifndef STREAM_WORKERS_H
#define STREAM_WORKERS_H

#include <stddef.h>

struct workers {
	char *at;
	size_t count, stride; /* how many there are, and how many bytes apart */
};

/* Room for so many workers of that size, all zero; no two share a cache line. 0, or -1 when memory ran out;
 * workers_free either way. What stands in them is the caller's to open and close. */
int workers_open(struct workers *workers, size_t count, size_t size);
void workers_free(struct workers *workers);

static inline void *
workers_at(const struct workers *workers, size_t i)
{
	return workers->at + i * workers->stride;
}

#endif
