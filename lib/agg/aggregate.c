/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/aggregate.h"

static const struct aggregate_kind *const kinds[] = {
	&aggregate_count,
	&aggregate_sum,
	&aggregate_mean,
	&aggregate_min,
	&aggregate_max,
};

const struct aggregate_kind *
aggregate_find(struct slice name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (slice_is(name, kinds[i]->name))
			return kinds[i];
	return NULL;
}
