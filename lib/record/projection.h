/* SPDX-License-Identifier: GPL-3.0-or-later */
/* projection: which paths of a record are wanted, and which slot each one fills. */
#ifndef RECORD_PROJECTION_H
#define RECORD_PROJECTION_H

#include "base/arena.h"
#include "base/slice.h"

#include <stddef.h>

/* One key on the way to a wanted value. Children are the wanted keys inside it. */
struct path_node {
	struct slice key; /* decoded text */
	int slot; /* or -1 where only something deeper is wanted; an element's is its array's number */
	struct path_node *child;
	struct path_node *sibling;
	struct path_node *element; /* its children are wanted of each element of the array here; or NULL */
};

/* Where a scanner gathers what one key has in each element of an array (record/gathered.h). */
struct gathering {
	int number; /* of the array; -1 when memory ran out, or nothing is gathered */
	size_t key; /* which of the keys wanted of its elements */
};

struct projection { /* all zero is an empty one */
	struct path_node root;
	size_t slots;
	size_t gathered; /* arrays of which something is gathered */
	struct arena arena;
	struct slice *paths; /* by slot: the path as it was asked for, for messages */
	size_t capacity;
};

/* The slot of a path: keys with dots between. The same path has the same slot. -1 when memory ran out. */
int projection_path(struct projection *projection, struct slice path);

/* The slot of a field of the record itself; a dot in its name is a letter like any other. */
int projection_field(struct projection *projection, struct slice name);

/* Asks for the value under this key in each element of the array that is found in a slot of projection_path
 * or projection_field. */
struct gathering projection_gather(struct projection *projection, int slot, struct slice key);

void projection_free(struct projection *projection);

#endif
