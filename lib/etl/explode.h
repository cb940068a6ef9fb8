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

/* What one record may become, all parts together: one line of 64 MiB could ask for terabytes. */
enum { EXPLODE_BYTES = 256 * 1024 * 1024 };

struct explosion { /* all zero is a closed one */
	struct scanner scanner;
	struct setting settings[EXPLODE_SETTINGS]; /* with their names and slots from the beginning */
	struct slice elements;                     /* not taken yet */
	size_t parts, taken;
	struct buffer text; /* of `part` */
	struct buffer line;
};

/* 0, or -1 when memory ran out; explode_close either way. The settings, EXPLODE_SETTINGS of them,
 * name the fields in the projection. */
int explode_open(
	struct explosion *explosion, const struct projection *projection, const struct setting *settings);
void explode_close(struct explosion *explosion);

/* Looks at a record, which must live until the last part is taken. 0, or -1 with the refusal: no record, or
 * its field is neither an array nor null. */
int explode_begin(struct explosion *explosion, struct slice line, struct refusal *refusal);

/* The next part as a line; null and an empty array are one, with the field null. It lives until the next
 * call. False behind the last one. */
bool explode_next(struct explosion *explosion, struct slice *line);

bool explode_failed(const struct explosion *explosion);

#endif
