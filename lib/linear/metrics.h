/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics: how well predictions meet what came. The sums are taken row by row in the order of the input,
 * about running means: no difference of large sums. */
#ifndef LINEAR_METRICS_H
#define LINEAR_METRICS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

struct metrics { /* all zero is an empty one */
	uint64_t n;
	uint64_t within;       /* rows inside the band */
	uint64_t relative;     /* rows whose actual value is not 0 */
	long double squares;   /* of the residuals */
	long double absolutes; /* of the residuals */
	long double shares;    /* |residual| / |actual| of the relative rows */
	long double mean;      /* of the actual values */
	long double spread;    /* of the actual values: squares about their mean (Welford) */
};

/* Is the prediction inside the band: |prediction - actual| < band |actual|, strictly, by the decimals that
 * are written: plotdata, which reads them, counts the same. All finite. */
bool metrics_within(double actual, double prediction, double band);

/* Takes one row. band is NaN when there is none. */
void metrics_add(struct metrics *metrics, double actual, double prediction, double band);

/* Appends {"n","mse","rmse","mae","r2","mape","within"} and a newline. r2 is 1 - squares / spread; mape and
 * within are shares (0.15, not 15), mape of the rows whose actual value is not 0. What is not defined (no
 * rows, no band) is null. */
void metrics_write(struct buffer *to, const struct metrics *metrics, bool band);

#endif
