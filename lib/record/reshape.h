/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reshape: which fields of a record stay, and under which name. Names are whole keys (a dot is a letter like
 * any other). */
#ifndef RECORD_RESHAPE_H
#define RECORD_RESHAPE_H

#include "base/error.h"
#include "base/names.h"
#include "record/projection.h"

#include <stdbool.h>
#include <stddef.h>

/* What becomes of the field in a slot. */
struct fate {
	bool keep;
	bool drop;
	int renamed_slot;     /* the slot of the new name, or -1 */
	struct slice renamed; /* at NULL when it keeps its name */
};

/* Fill the lists, then call reshape_bind. */
struct reshape {           /* all zero keeps everything as it is */
	struct names keep; /* empty keeps all */
	struct names drop;
	struct names rename; /* "OLD=NEW" */
	struct fate *fates;  /* by slot */
	size_t fate_count;   /* what there is room for, all of it set */
};

/* Keeps everything as it is. */
extern const struct reshape reshape_none;

/* Looks the names up in the projection: call it before the scanner is opened. 0; or -1 with STATUS_USAGE when
 * a pair is no pair or a name would stand twice. */
int reshape_bind(struct reshape *reshape, struct projection *projection, struct error *error);
void reshape_free(struct reshape *reshape);

/* Whether the field in this slot stays; a field that nobody asked for has none, -1. */
static inline bool
reshape_keeps(const struct reshape *reshape, int slot)
{
	bool known = slot >= 0 && (size_t)slot < reshape->fate_count;

	if (known && reshape->fates[slot].drop)
		return false;
	return reshape->keep.count == 0 || (known && reshape->fates[slot].keep);
}

/* What it is renamed to, or NULL. */
static inline const struct fate *
reshape_renaming(const struct reshape *reshape, int slot)
{
	if (slot < 0 || (size_t)slot >= reshape->fate_count || !reshape->fates[slot].renamed.at)
		return NULL;
	return &reshape->fates[slot];
}

#endif
