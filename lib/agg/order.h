/* SPDX-License-Identifier: GPL-3.0-or-later */
/* order: takes --order-by's `EXPR [asc|desc],...` apart. */
#ifndef AGG_ORDER_H
#define AGG_ORDER_H

#include "base/names.h"
#include "base/slice.h"

#include <stdbool.h>

/* Adds the pieces between commas that stand outside of parentheses, quotes and braces. 0, or -1 when memory
 * ran out. */
int order_split(struct names *keys, struct slice text);

/* Takes a final word asc or desc off the key; true for desc. */
bool order_descending(struct slice *key);

#endif
