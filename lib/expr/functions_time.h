/* SPDX-License-Identifier: GPL-3.0-or-later */
/* functions_time: what others need of them. */
#ifndef EXPR_FUNCTIONS_TIME_H
#define EXPR_FUNCTIONS_TIME_H

#include "expr/value.h"

#include <stdbool.h>

/* Makes a text in one of the usual forms of time/instant.h a time; other kinds stay as they are. False for
 * another text. */
bool time_argument(struct value *value);

/* What time_part() knows, ended by NULL. */
extern const char *const time_part_names[];

#endif
