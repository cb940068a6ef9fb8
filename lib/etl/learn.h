/* SPDX-License-Identifier: GPL-3.0-or-later */
/* learn: what --fit learns: means, deviations, extremes, categories. Exact sums, so that neither the order of
 * the records nor the cut of the input can change them. */
#ifndef ETL_LEARN_H
#define ETL_LEARN_H

#include "etl/plan.h"
#include "number/power_sum.h"
#include "record/scan.h"

struct learning {                      /* all zero is a closed one */
	struct transforms *transforms; /* where it goes */
	struct tally *tallies;         /* of the fills, then of the scales */
};

/* 0, or -1 when memory ran out; learn_close either way. The transforms must outlive it. */
int learn_open(struct learning *learning, struct transforms *transforms);
void learn_close(struct learning *learning);

/* Map: appends the values that a record has to learn from. 0, or -1 with the refusal. */
int learn_row(struct buffer *rows, const struct plan *plan, const struct scanner *record,
	struct scratch *scratch, struct refusal *refusal);

/* Fold: learns from them. The place behind them, or NULL with the error. */
const char *learn_take(struct learning *learning, const char *at, struct error *error);

/* Only finds the place behind them. */
const char *learn_skip(const struct learning *learning, const char *at);

/* Puts what was learned into the transforms. 0 or -1. */
int learn_finish(struct learning *learning, struct error *error);

#endif
