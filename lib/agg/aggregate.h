/* SPDX-License-Identifier: GPL-3.0-or-later */
/* aggregate: one row a kind. A group is a block of such states, one behind the other. */
#ifndef AGG_AGGREGATE_H
#define AGG_AGGREGATE_H

#include "base/slice.h"
#include "expr/value.h"

#include <stdbool.h>
#include <stddef.h>

struct aggregate_kind {
	const char *name; /* as it is called in expressions */
	size_t size;      /* of its state; all zero is the state of no records */
	bool numbers;     /* takes numbers alone; anything else is refused before it gets here */
	/* Takes one value, never null. 0, or -1 when memory ran out. */
	int (*add)(void *state, const struct value *value);
	/* The result so far. Its text, if it is one, lives in the state. */
	void (*result)(const void *state, struct value *value);
	void (*free)(void *state); /* may be NULL */
};

/* The kind of that name, or NULL. */
const struct aggregate_kind *aggregate_find(struct slice name);

extern const struct aggregate_kind aggregate_count, aggregate_sum, aggregate_mean, aggregate_min,
	aggregate_max;

#endif
