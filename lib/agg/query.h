/* SPDX-License-Identifier: GPL-3.0-or-later */
/* query: a compiled request. Aggregate calls are split out of the expressions: their arguments are evaluated
 * for each record (contributions.h), their states live in groups (groups.h), and the expressions around them
 * are evaluated over their results at the end (results.h). */
#ifndef AGG_QUERY_H
#define AGG_QUERY_H

#include "agg/aggregate.h"
#include "agg/request.h"
#include "agg/windows.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/names.h"
#include "expr/program.h"
#include "record/position.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One aggregate call, with the place of its state in a group's block of states. Calls of the same arguments
 * evaluate them once, and are chained by `next` from the first of them; of these, calls of kinds that differ
 * only in their result, as sum(x) and mean(x), share one state. */
struct query_call {
	const struct aggregate_kind *kind;
	const struct aggregate_call *expr; /* its arguments and its constant */
	size_t offset;                     /* offset of the state */
	bool repeats;                      /* an earlier call has the same arguments */
	bool shared;                       /* the state is that of an earlier call: */
	size_t owner;                      /* its number, where it is shared */
	size_t next; /* number of the next call in the chain with a state of its own, or 0 */
};

/* An expression over aggregates: one of -a, of --having, or a key of --order-by. */
struct measure {
	struct slice name; /* empty except for -a */
	const char *option;
	const struct program *program;
	size_t first_call; /* index of the first of its calls in query.calls */
	bool descending;
};

/* The values of a result are, in this order: with --window its start and its end, the group fields, the
 * measures. */
struct query {
	struct projection projection;
	struct scope scope;
	const struct program *time; /* NULL without --time */
	struct slice time_name;
	struct window_spec window;
	bool ordered; /* some result depends on the positions of records */
	bool settles; /* some state must be settled before it is read */
	struct position_slots position;
	const struct names *group_names;
	const struct program **groups; /* group_names->count of them */
	uint64_t seed;                 /* seed of the hash of keys */
	struct conditions conditions;
	size_t first_group, first_measure; /* indices of the first ones among the values */
	struct measure *measures;          /* those of -a, of --having, of --order-by */
	size_t aggregate_count, having_count, measure_count;
	struct query_call *calls;
	size_t call_count;
	size_t state_size; /* size of the states of all calls */
	size_t *per;       /* indices of the values that --per names: --top counts within each of them */
	size_t per_count;
	bool top_spans_windows; /* there is --window, but --per does not name it */
};

/* Compiles into a zeroed query whose scope is open on its projection. The request must outlive the query. 0
 * or -1; query_free either way. */
int query_compile(struct query *query, const struct request *request, struct error *error);
void query_free(struct query *query);

/* The number of values of a result. */
static inline size_t
query_width(const struct query *query)
{
	return query->first_measure + query->measure_count;
}

/* Whether there is --order-by. */
static inline bool
query_orders_results(const struct query *query)
{
	return query->measure_count > query->aggregate_count + query->having_count;
}

/* The hash of a group's key. */
static inline uint32_t
query_hash(const struct query *query, struct slice key)
{
	return (uint32_t)hash_bytes(key, query->seed);
}

/* Whether results have a field of that name. */
bool query_has(const struct query *query, struct slice name);

#endif
