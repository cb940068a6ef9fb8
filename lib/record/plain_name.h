/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plain_name: names that need no quotes or braces anywhere. */
#ifndef RECORD_PLAIN_NAME_H
#define RECORD_PLAIN_NAME_H

#include "base/slice.h"

/* Writes the name with each run of characters other than ASCII letters, digits and `_` as one `_`, none at
 * the ends: `Days for shipping (real)` becomes `Days_for_shipping_real`. Returns the length, which may be 0
 * and is at most name.length, for which `to` must have room. */
size_t plain_name_write(struct slice name, char *to);

#endif
