/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/aggregate.h"

static const struct aggregate_kind *const kinds[] = {
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
};

const struct aggregate_kind *
aggregate_find(struct slice name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (slice_is(name, kinds[i]->name))
			return kinds[i];
	return NULL;
}
