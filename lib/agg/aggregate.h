/* SPDX-License-Identifier: GPL-3.0-or-later */
/* aggregate: one row a kind. A group is a block of such states, one behind the other. Every result is a
 * function of the set of records, each with its moment, never of the order in which they came: so states can
 * be merged in any tree. */
#ifndef AGG_AGGREGATE_H
#define AGG_AGGREGATE_H

#include "agg/moment.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"
#include "expr/value.h"

#include <stdbool.h>
#include <stddef.h>

struct aggregate_kind {
	const char *name; /* as it is called in expressions */
	size_t size;      /* of its state, a multiple of 8; all zero is the state of no records */
	bool numbers;     /* takes numbers alone; anything else is refused before it gets here */
	bool conditions;  /* takes true and false alone, likewise */
	bool ordered;     /* its result can depend on the moments of the records */

	/* Takes the values of the call's arguments (none of them null or an array) of the record at that
	 * moment. 0, or -1 when memory ran out. */
	int (*add)(void *state, const struct value *values, const struct moment *moment);

	/* Adds what other holds, which is left as it is. 0, or -1 when memory ran out. */
	int (*merge)(void *state, const void *other);

	/* The result so far. parameter is the call's constant (q of quantile, k of top), null without one.
	 * What does not fit into the value lives in the arena or the state. 0, or -1 when memory ran out. */
	int (*result)(
		const void *state, const struct value *parameter, struct arena *arena, struct value *value);

	/* Appends the state as one JSON value: the same bytes for the same set of records. */
	void (*save)(const void *state, struct buffer *to);

	/* Makes an all-zero state what save wrote (valid JSON, but anything may stand in it). 0, 1 or -1 as
	 * in state_text.h; the state is to be freed in any case. Call aggregate_load, which looks closer. */
	int (*load)(void *state, struct slice json);

	void (*free)(void *state); /* may be NULL */
};

extern const struct aggregate_kind aggregate_count, aggregate_count_if, aggregate_sum, aggregate_mean,
	aggregate_min, aggregate_max, aggregate_var, aggregate_stddev, aggregate_first, aggregate_last,
	aggregate_argmin, aggregate_argmax, aggregate_argmax_all, aggregate_mode, aggregate_mode_all,
	aggregate_distinct, aggregate_approx_distinct, aggregate_quantile, aggregate_median,
	aggregate_approx_quantile, aggregate_top, aggregate_corr, aggregate_slope, aggregate_collect;

/* The kind of that name, or NULL. */
const struct aggregate_kind *aggregate_find(struct slice name);

/* kind->load, and a look whether the state saves itself as the same bytes again: so nothing is taken that
 * save does not write. 0; or -1 with the error, STATUS_REFUSED for such: `what is wrong`, without the place.
 * The state is to be freed in any case. */
int aggregate_load(const struct aggregate_kind *kind, void *state, struct slice json, struct error *error);

#endif
