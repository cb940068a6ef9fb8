/* SPDX-License-Identifier: GPL-3.0-or-later */
/* encode: does to a record what was learned: scales its numbers, tells its categories. */
#ifndef ETL_ENCODE_H
#define ETL_ENCODE_H

#include "etl/plan.h"

/* Gives the plan's scales and categories their values. A null stays null, and is of no category. 0, or -1 as
 * program_run. */
int encode(const struct plan *plan, struct scratch *scratch, struct value *values, struct refusal *refusal);

#endif
