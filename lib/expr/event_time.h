/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event_time: reads the fields that --time names, the same way in every tool. */
#ifndef EXPR_EVENT_TIME_H
#define EXPR_EVENT_TIME_H

#include "expr/value.h"
#include "record/refusal.h"

#include <stdint.h>

/* The instant of a --time field: a time; a text in the format or in one of the usual forms; a number where
 * the format is `s`, `ms` or `us`. 0, or -1: null and anything else is refused, with the field and its value.
 */
int event_time(const struct value *value, struct slice field, int64_t *instant, struct refusal *refusal);

#endif
