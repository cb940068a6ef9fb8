/* SPDX-License-Identifier: GPL-3.0-or-later */
/* row: what featurize's map tells its fold of each line, where the fold decides (--dedup) or learns (--fit).
 * The values to learn from stand behind it. */
#ifndef ETL_ROW_H
#define ETL_ROW_H

#include "base/buffer.h"
#include "base/slice.h"

#include <stdint.h>

struct row {
	size_t line;         /* bytes of it in batch->out */
	size_t values;       /* bytes of what --fit learns from, after the row */
	struct slice key;    /* of --dedup */
	struct slice source; /* whose clock `time` is of; empty where records do not say */
	int64_t time;        /* microseconds since 1970, of --within */
};

void row_write(struct buffer *rows, const struct row *row);

/* Returns the place behind it; key and source point into the rows. */
const char *row_read(const char *at, struct row *row);

#endif
