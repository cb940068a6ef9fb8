/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/metrics.h"

#include "linear/json_number.h"
#include "number/number.h"

#include <math.h>

bool
metrics_within(double actual, double prediction, double band)
{
	double off = fabs(prediction - actual), line = band * fabs(actual);

	/* Doubles decide all but the closest cases, much faster. */
	if (fabs(off - line) > 1e-12 * (fabs(prediction) + fabs(actual)))
		return off < line;
	return number_is_close(number_shortest(prediction), number_shortest(actual), number_shortest(band));
}

void
metrics_add(struct metrics *metrics, double actual, double prediction, double band)
{
	long double residual = fabsl((long double)actual - prediction);
	long double off = actual - metrics->mean;

	metrics->n++;
	metrics->squares += residual * residual;
	metrics->absolutes += residual;
	metrics->mean += off / (long double)metrics->n;
	metrics->spread += off * (actual - metrics->mean);
	if (actual != 0) {
		metrics->relative++;
		metrics->shares += residual / fabsl((long double)actual);
	}
	metrics->within += !isnan(band) && metrics_within(actual, prediction, band);
}

void
metrics_write(struct buffer *to, const struct metrics *metrics, bool band)
{
	long double n = (long double)metrics->n;
	long double mse = metrics->squares / n; /* 0/0 is NaN, which is written as null */
	const struct json_member members[] = {
		{ "mse", (double)mse },
		{ "rmse", (double)sqrtl(mse) },
		{ "mae", (double)(metrics->absolutes / n) },
		{ "r2", (double)(1 - metrics->squares / metrics->spread) },
		{ "mape", (double)(metrics->shares / (long double)metrics->relative) },
		{ "within", band ? (double)((long double)metrics->within / n) : NAN },
	};

	buffer_text(to, "{\"n\":");
	buffer_unsigned(to, metrics->n);
	json_members_write(to, members, sizeof members / sizeof *members);
	buffer_text(to, "}\n");
}
