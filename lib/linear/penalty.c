/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/penalty.h"

#include "base/slice.h"
#include "number/number.h"

#include <math.h>
#include <string.h>

const char *
penalty_name(const struct penalty *penalty)
{
	if (penalty_none(penalty))
		return "linear";
	return penalty->alpha == 0 ? "ridge" : penalty->alpha == 1 ? "lasso" : "elastic-net";
}

/* A number from `least` on. */
static bool
read_number(struct slice text, double *value)
{
	struct number number;

	if (number_read(text, &number) != NUMBER_OK)
		return false;
	*value = number_to_double(number);
	return *value >= 0;
}

static int
read_lambda(const char *option, struct slice text, double *lambda, struct error *error)
{
	if (slice_is(text, "best")) {
		*lambda = NAN;
		return 0;
	}
	if (read_number(text, lambda) && *lambda > 0)
		return 0;
	return error_set(error, STATUS_USAGE,
		"%s %.*s: write a lambda above 0, or best to have it chosen by --cv", option,
		SLICE_PRINT(text));
}

static int
read_elastic_net(struct penalty *penalty, const char *text, struct error *error)
{
	const char *comma = strchr(text, ',');

	if (!comma || !read_number(slice_of(comma + 1), &penalty->alpha) || penalty->alpha > 1)
		return error_set(error, STATUS_USAGE,
			"--elastic-net %s: write LAMBDA,ALPHA with an alpha from 0 (ridge) to 1 (lasso)",
			text);
	return read_lambda("--elastic-net", slice_between(text, comma), &penalty->lambda, error);
}

int
penalty_read(struct penalty *penalty, const char *ridge, const char *lasso, const char *elastic_net,
	struct error *error)
{
	*penalty = (struct penalty){ 0 };
	if ((ridge != NULL) + (lasso != NULL) + (elastic_net != NULL) > 1)
		return error_set(
			error, STATUS_USAGE, "only one of --ridge, --lasso and --elastic-net is possible");
	if (ridge)
		return read_lambda("--ridge", slice_of(ridge), &penalty->lambda, error);
	penalty->alpha = lasso ? 1 : 0;
	if (lasso)
		return read_lambda("--lasso", slice_of(lasso), &penalty->lambda, error);
	return elastic_net ? read_elastic_net(penalty, elastic_net, error) : 0;
}
