/* SPDX-License-Identifier: GPL-3.0-or-later */
/* aggregate: the table of aggregate functions, one row for each kind. A group holds a block of their states,
 * one after another. Every result is a function of the set of records, each with its position, and never of
 * the order in which they came: so states can be merged in any tree. */
#ifndef AGG_AGGREGATE_H
#define AGG_AGGREGATE_H

#include "agg/states.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"
#include "expr/value.h"

#include <stdbool.h>
#include <stddef.h>

struct aggregate_kind {
	const char *name; /* as expressions call it */
	size_t size;      /* size of a state, a multiple of 8; all zero is the state of no records */
	bool numbers;     /* takes only numbers; anything else is refused before it gets here */
	bool conditions;  /* takes only true and false; likewise */
	bool ordered;     /* its result can depend on the positions of the records */

	/* Takes the values of the call's arguments (none of them null or an array) for the record at that
	 * position. 0, or -1 when memory ran out. */
	int (*add)(void *state, const struct value *values, const struct event_position *position);

	/* Brings a state that was added to into the form that the functions below need where they take it as
	 * const. NULL where it always is in that form. */
	void (*settle)(void *state);

	/* Adds the contents of another state, which is settled. 0, or -1 when memory ran out. */
	int (*merge)(void *state, const void *other);

	/* The result so far of a settled state. parameter is the call's constant (q of quantile, k of top),
	 * null without one. What the value points to lives in the arena or the state. 0, or -1 when memory
	 * ran out. */
	int (*result)(
		const void *state, const struct value *parameter, struct arena *arena, struct value *value);

	/* Appends the settled state as one JSON value: the same bytes for the same set of records. */
	void (*save)(const void *state, struct buffer *to);

	/* Turns an all-zero state into the one that save wrote; json is valid JSON, but may hold anything.
	 * 0, 1 or -1 as in states.h; the state is to be freed in any case. Only for aggregate_load, which
	 * checks the result. */
	int (*load)(void *state, struct slice json);

	void (*free)(void *state); /* may be NULL */
};

/* All kinds, ended by NULL. A new one is declared here and entered in the table in aggregate.c; its name,
 * arguments and types are a row of the builtins (expr/builtins.c). Kinds with the same functions share a
 * state. */
extern const struct aggregate_kind *const aggregate_kinds[];

extern const struct aggregate_kind aggregate_count, aggregate_count_if, aggregate_sum, aggregate_mean,
	aggregate_min, aggregate_max, aggregate_var, aggregate_stddev, aggregate_first, aggregate_last,
	aggregate_argmin, aggregate_argmax, aggregate_argmax_all, aggregate_mode, aggregate_mode_all,
	aggregate_distinct, aggregate_approx_distinct, aggregate_quantile, aggregate_median,
	aggregate_approx_quantile, aggregate_top, aggregate_corr, aggregate_slope, aggregate_collect;

/* The kind of that name, or NULL. */
const struct aggregate_kind *aggregate_find(struct slice name);

static inline void
aggregate_settle(const struct aggregate_kind *kind, void *state)
{
	if (kind->settle)
		kind->settle(state);
}

/* Loads a state and checks that it saves itself as the same bytes again, so that nothing is accepted that
 * save does not write; the state is then settled. 0, or -1 with the error: STATUS_REFUSED, without the place,
 * for JSON that is not such a state. The state is to be freed in any case. */
int aggregate_load(const struct aggregate_kind *kind, void *state, struct slice json, struct error *error);

#endif
