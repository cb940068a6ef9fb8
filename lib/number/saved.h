/* SPDX-License-Identifier: GPL-3.0-or-later */
/* saved: the parts of a saved sum. Only lib/number includes it. */
#ifndef NUMBER_SAVED_H
#define NUMBER_SAVED_H

#include "base/buffer.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

/* Splits `[a,b,...]` of exactly count parts, which may be such arrays; any bytes are safe to try. */
bool saved_parts(struct slice json, struct slice *parts, size_t count);

/* A count, as buffer_unsigned writes it. */
bool saved_count(struct slice json, uint64_t *count);

/* What a load returns: 0 where the text that was written again is the one that was read, else 1 or, when
 * memory ran out, -1. Frees the text. */
int saved_same(struct buffer *again, struct slice json);

#endif
