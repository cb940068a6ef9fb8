/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/aggregate.h"

enum { SHOWN = 60 }; /* bytes of a state that a message quotes */

const struct aggregate_kind *const aggregate_kinds[] = {
	&aggregate_count,
	&aggregate_count_if,
	&aggregate_sum,
	&aggregate_mean,
	&aggregate_min,
	&aggregate_max,
	&aggregate_var,
	&aggregate_stddev,
	&aggregate_first,
	&aggregate_last,
	&aggregate_argmin,
	&aggregate_argmax,
	&aggregate_argmax_all,
	&aggregate_mode,
	&aggregate_mode_all,
	&aggregate_distinct,
	&aggregate_approx_distinct,
	&aggregate_quantile,
	&aggregate_median,
	&aggregate_approx_quantile,
	&aggregate_top,
	&aggregate_corr,
	&aggregate_slope,
	&aggregate_collect,
	NULL,
};

const struct aggregate_kind *
aggregate_find(struct slice name)
{
	const struct aggregate_kind *const *kind = aggregate_kinds;

	while (*kind && !slice_is(name, (*kind)->name))
		kind++;
	return *kind;
}

int
aggregate_load(const struct aggregate_kind *kind, void *state, struct slice json, struct error *error)
{
	struct buffer again = { 0 };
	int status = kind->load(state, json);

	if (status == 0) {
		aggregate_settle(kind, state);
		kind->save(state, &again);
		status = again.failed ? -1 : !slice_equal(buffer_view(&again), json);
		buffer_free(&again);
	}
	if (status < 0)
		return error_memory(error);
	if (status == 0)
		return 0;
	int shown = json.length > SHOWN ? SHOWN : (int)json.length;
	return error_set(error, STATUS_REFUSED, "this is not a state of that aggregate: %.*s%s", shown,
		json.at, json.length > SHOWN ? "..." : "");
}
