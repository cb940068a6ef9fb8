/* SPDX-License-Identifier: GPL-3.0-or-later */
/* penalty: what large coefficients cost, beside the squares of what is left over. */
#ifndef LINEAR_PENALTY_H
#define LINEAR_PENALTY_H

#include "base/error.h"

#include <stdbool.h>

struct penalty {       /* all zero is none: least squares */
	double lambda; /* how much; NaN: to be chosen by cross-validation */
	double alpha;  /* the share of the absolute values (lasso), the rest being of the squares (ridge) */
};

/* The alpha of an elastic net where nobody says one. */
#define PENALTY_HALF 0.5

static inline bool
penalty_none(const struct penalty *penalty)
{
	return penalty->lambda == 0;
}

/* linear, ridge, lasso or elastic-net. */
const char *penalty_name(const struct penalty *penalty);

/* The arguments of --ridge, --lasso and --elastic-net, NULL where they are not given: `LAMBDA`,
 * `LAMBDA,ALPHA` for the last, with `best` for a lambda that is to be chosen. 0; or -1 with STATUS_USAGE. */
int penalty_read(struct penalty *penalty, const char *ridge, const char *lasso, const char *elastic_net,
	struct error *error);

#endif
