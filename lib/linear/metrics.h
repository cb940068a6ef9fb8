/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics: how close predictions are to actual values. The sums are updated row by row in input order,
 * squares about a running mean, so that no large sums are subtracted from each other. */
#ifndef LINEAR_METRICS_H
#define LINEAR_METRICS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

struct metrics {               /* all zero is an empty one */
	uint64_t n;            /* rows */
	uint64_t within;       /* rows inside the band */
	uint64_t relative;     /* rows whose actual value is not 0 */
	long double squares;   /* sum of residual^2 */
	long double absolutes; /* sum of |residual| */
	long double shares;    /* sum of |residual| / |actual| over the relative rows */
	long double mean;      /* mean of the actual values */
	long double spread;    /* sum of their squared distances from it (Welford) */
};

/* True when |prediction - actual| < band |actual|, computed exactly from the decimals that are written, so
 * that plotdata, which reads them, counts the same. All are finite. */
bool metrics_within(double actual, double prediction, double band);

/* Adds one row. band: NaN for none. */
void metrics_add(struct metrics *metrics, double actual, double prediction, double band);

/* Appends {"n","mse","rmse","mae","r2","mape","within"} and a newline. r2 is 1 - squares / spread; mape and
 * within are shares (0.15, not 15 %), mape over the rows whose actual value is not 0. What is not defined (no
 * rows, no band) is null. */
void metrics_write(struct buffer *to, const struct metrics *metrics, bool band);

#endif
