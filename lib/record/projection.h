/* SPDX-License-Identifier: GPL-3.0-or-later */
/* projection: which paths of a record are wanted, and which slot each one fills. */
#ifndef RECORD_PROJECTION_H
#define RECORD_PROJECTION_H

#include "base/arena.h"
#include "base/slice.h"

#include <stddef.h>

/* One key of a path. Its children are the wanted keys inside it. */
struct path_node {
	struct slice key; /* decoded text */
	int slot; /* or -1 where only something deeper is wanted; of an element: the number of its array */
	struct path_node *child;
	struct path_node *sibling;
	struct path_node *element; /* stands for each element of the array here; NULL: none is wanted */
};

/* Where a scanner gathers the values of one key in each element of an array (struct gathered). */
struct gathering {
	int number; /* number of the array; -1 when memory ran out, or nothing is gathered */
	size_t key; /* number of the key among those wanted of its elements */
};

struct projection { /* all zero is an empty one */
	struct path_node root;
	size_t slots;
	size_t gathered; /* number of arrays of which something is gathered */
	struct arena arena;
	struct slice *paths; /* by slot: the path as it was asked for, for messages */
	size_t capacity;
};

/* The slot of a path (keys with dots between them), always the same one. -1 when memory ran out. */
int projection_path(struct projection *projection, struct slice path);

/* The slot of a field of the record itself; a dot in its name is a letter like any other. -1 when memory ran
 * out. */
int projection_field(struct projection *projection, struct slice name);

/* Asks for the value of this key in each element of the array in a slot of projection_path or
 * projection_field. */
struct gathering projection_gather(struct projection *projection, int slot, struct slice key);

void projection_free(struct projection *projection);

#endif
