/* SPDX-License-Identifier: GPL-3.0-or-later */
/* query: what kpi-agg is asked for, compiled. Aggregate calls are split out of the expressions: their
 * arguments are evaluated for each record (rows), their states live in groups, and what stands round them is
 * evaluated over their values at the end (emit). */
#ifndef AGG_QUERY_H
#define AGG_QUERY_H

#include "agg/aggregate.h"
#include "agg/asked.h"
#include "agg/window.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/names.h"
#include "expr/program.h"
#include "record/position.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One aggregate call, with its place in a group's block of states. */
struct call {
	const struct aggregate_kind *kind;
	const struct aggregate_call *call; /* its arguments and its constant */
	size_t offset;
	bool repeats; /* an earlier call has the same arguments: they are evaluated once, for that one */
	bool shared;  /* its state is that of an earlier call, which has the same one: */
	size_t owner; /* which that is, where it is shared */
	size_t next;  /* the next call of these arguments with a state of its own, or 0 */
};

/* An expression over aggregates: one of -a, of --having, or a key of --order-by. */
struct measure {
	struct slice name; /* empty but for -a */
	const char *option;
	const struct program *program;
	size_t first_call; /* of its calls in query.calls */
	bool descending;
};

/* The values of a result: with --window its start and its end, the group's, then those of the measures. */
struct query {
	struct projection projection;
	struct scope scope;
	const struct program *time; /* NULL without --time */
	struct slice time_name;
	struct window_spec window;
	bool ordered; /* the moments of records matter */
	struct position_slots position;
	const struct names *group_names;
	const struct program **groups; /* group_names->count of them */
	uint64_t seed;                 /* of the hash of keys */
	struct conditions wheres;
	size_t first_group, first_measure; /* among the values */
	struct measure *measures;          /* those of -a, of --having, of --order-by */
	size_t aggregate_count, having_count, measure_count;
	struct call *calls;
	size_t call_count;
	size_t state_size; /* of all calls together */
	size_t *per;       /* values, by index: --top within each of them */
	size_t per_count;
	bool per_all; /* --per without the window: over all windows */
};

/* Compiles into a zeroed query whose scope is open on its projection. What is asked must outlive the query. 0
 * or -1; query_free either way. */
int query_compile(struct query *query, const struct asked *asked, struct error *error);
void query_free(struct query *query);

/* How many values a result has. */
static inline size_t
query_width(const struct query *query)
{
	return query->first_measure + query->measure_count;
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
