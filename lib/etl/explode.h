/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explode: one record becomes one for each element of an array, with the other fields kept. */
#ifndef ETL_EXPLODE_H
#define ETL_EXPLODE_H

#include "base/buffer.h"
#include "base/slice.h"
#include "record/line.h"
#include "record/refusal.h"
#include "record/scan.h"

#include <stdbool.h>
#include <stddef.h>

/* The fields that a part of a record is given. */
enum { EXPLODE_FIELD, EXPLODE_PART, EXPLODE_SETTINGS };

/* Limit of all parts of one record together: a line of 64 MiB could ask for terabytes. */
enum { EXPLODE_BYTES = 256 * 1024 * 1024 };

struct explosion { /* all zero is a closed one */
	struct scanner scanner;
	/* Names and slots are set by explode_open, values by explode_next. */
	struct setting settings[EXPLODE_SETTINGS];
	struct slice elements; /* not read yet */
	size_t parts, taken;
	struct buffer text; /* the value of `part` */
	struct buffer line; /* the part that was returned last */
};

/* The EXPLODE_SETTINGS settings name the fields in the projection. 0, or -1 when memory ran out;
 * explode_close either way. */
int explode_open(
	struct explosion *explosion, const struct projection *projection, const struct setting *settings);
void explode_close(struct explosion *explosion);

/* Begins with a record, which must live until its last part is read. 0, or -1 with the refusal: it is not a
 * record, or its field is neither an array nor null. */
int explode_begin(struct explosion *explosion, struct slice line, struct refusal *refusal);

/* The next part, as a line that lives until the next call; false after the last one. Null and an empty array
 * have one part, in which the field is null. */
bool explode_next(struct explosion *explosion, struct slice *line);

/* Whether memory ran out. */
bool explode_failed(const struct explosion *explosion);

#endif
