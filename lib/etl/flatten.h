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
	FLATTEN_DEPTH = 32,               /* objects inside each other */
	FLATTEN_BYTES = 64 * 1024 * 1024, /* of the flat line, and of all its names */
};

struct flattening { /* all zero is a closed one; it forgets each record at the next */
	struct buffer line, path, decoded;
	struct arena texts;
	struct flat_name *names;
	size_t count, capacity;
	size_t named; /* bytes of names */
	bool failed;  /* memory ran out */
};

void flatten_close(struct flattening *flattening);

/* A scanned record as a flat line; *line is left alone where it is flat already. Fields whose names begin
 * with `_` stay as they are, arrays too; an empty object becomes null. Needs scanner.wants_members. 0, or -1
 * with the refusal: two fields would have one name. The line lives until the next call. */
int flatten(struct flattening *flattening, const struct scanner *record, struct slice *line,
	struct refusal *refusal);

#endif
