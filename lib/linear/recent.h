/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recent: the rows of the last records, for a model of these alone. */
#ifndef LINEAR_RECENT_H
#define LINEAR_RECENT_H

#include "base/error.h"
#include "linear/reducer.h"

#include <stdbool.h>
#include <stddef.h>

struct recent {                 /* all zero is none */
	size_t width;           /* numbers in a row, as the reducer takes it or longer */
	size_t capacity, count; /* records */
	size_t next;            /* where the next one goes: over the oldest, once it is full */
	bool *learned;          /* whether the record has a row */
	struct number *rows;
};

/* Room for the last `records` records. 0 or -1. */
int recent_open(struct recent *recent, size_t width, size_t records, struct error *error);
void recent_free(struct recent *recent);

/* Takes the next record: its row, or NULL when nothing is learned from it. */
void recent_add(struct recent *recent, const struct number *row);

/* Reduces the rows, oldest first, into an empty reducer. */
void recent_reduce(const struct recent *recent, struct reducer *reducer);

#endif
