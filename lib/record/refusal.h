/* SPDX-License-Identifier: GPL-3.0-or-later */
/* refusal: why one record is refused. run_stage adds the file, the line and the bytes. */
#ifndef RECORD_REFUSAL_H
#define RECORD_REFUSAL_H

#include "base/slice.h"

struct refusal {
	char field[128];  /* the field at fault, or empty */
	char reason[256]; /* one line of UTF-8 without a full stop */
};

/* Fills the refusal; field may be empty. Texts that are too long are cut after a whole character; control
 * characters and invalid bytes become '?'. Always -1. */
int refuse(struct refusal *refusal, struct slice field, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
