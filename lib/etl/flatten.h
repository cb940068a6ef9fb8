/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flatten: the fields of objects become fields of the record: `b` of `a` becomes `a_b`. */
#ifndef ETL_FLATTEN_H
#define ETL_FLATTEN_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/slice.h"
#include "record/refusal.h"
#include "record/scan.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	FLATTEN_DEPTH = 32,               /* levels of nested objects */
	FLATTEN_BYTES = 64 * 1024 * 1024, /* limit of the flat line, and of the length of all its names */
};

struct flattening { /* all zero is a closed one; what it holds is of one record */
	struct buffer line, path, decoded;
	struct arena texts;
	struct flat_name *names;
	size_t count, capacity;
	size_t named; /* length of all names */
	bool failed;  /* memory ran out */
};

void flatten_close(struct flattening *flattening);

/* Makes *line the flat line of a scanned record, and leaves it alone if the record is flat already. Arrays,
 * and fields whose names begin with `_`, stay as they are; an empty object becomes null. Needs
 * scanner.wants_members. The line lives until the next call. 0, or -1 with the refusal, as when two fields
 * would have the same name. */
int flatten(struct flattening *flattening, const struct scanner *record, struct slice *line,
	struct refusal *refusal);

#endif
