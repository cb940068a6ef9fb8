/* SPDX-License-Identifier: GPL-3.0-or-later */
/* held: a value that a state keeps, with its bytes. */
#ifndef AGG_HELD_H
#define AGG_HELD_H

#include "expr/value.h"

/* Makes held (all zero: null) a copy of the value, which is no array. 0, or -1 when memory ran out: then held
 * is as it was. */
int held_set(struct value *held, const struct value *value);

/* Makes it null. */
void held_free(struct value *held);

#endif
