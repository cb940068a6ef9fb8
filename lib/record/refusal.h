/* SPDX-License-Identifier: GPL-3.0-or-later */
/* refusal: why one record is refused. The loop adds the input, the line and the bytes. */
#ifndef RECORD_REFUSAL_H
#define RECORD_REFUSAL_H

#include "base/slice.h"

struct refusal {
	char field[128];  /* the field at fault, or empty */
	char reason[256]; /* one line of UTF-8 without a final stop */
};

/* Fills the refusal; field may be empty. Overlong texts are cut at a character, control bytes become '?'.
 * Always returns -1. */
int refuse(struct refusal *refusal, struct slice field, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
