/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state_text: what saved states are made of. The readers take any valid JSON; what they return is 0, 1 for
 * what is not meant, -1 when memory ran out. */
#ifndef AGG_STATE_TEXT_H
#define AGG_STATE_TEXT_H

#include "agg/moment.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/slice.h"
#include "expr/value.h"
#include "record/elements.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* [time,partition,offset,part] */
void moment_save(struct buffer *to, const struct moment *moment);
int moment_load(const struct slot *slot, struct moment *moment);

/* The elements of an array of exactly count. */
int state_parts(struct slice json, struct slot *parts, size_t count);

/* The elements of an array, to be walked by elements_next. */
int state_list(struct slice json, struct slice *rest);

/* A count of 1 or more. */
int state_count(const struct slot *slot, uint64_t *count);

/* A value that an aggregate can be given: neither null nor an array. */
int state_value(const struct slot *slot, struct arena *arena, struct value *value);

#endif
