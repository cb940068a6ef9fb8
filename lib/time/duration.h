/* SPDX-License-Identifier: GPL-3.0-or-later */
/* duration: a length of time as people write it. */
#ifndef TIME_DURATION_H
#define TIME_DURATION_H

#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

/* Reads `500ms`, `10s`, `5m`, `2h`, `1d`, `1w`: a whole number and its unit; days have 24 hours. False when
 * the text is none, or too long for the result. */
bool duration_read(struct slice text, int64_t *microseconds);

#endif
