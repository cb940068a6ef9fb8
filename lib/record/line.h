/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line: writes a scanned record with fields set, dropped, kept or renamed. The bytes of all other fields are
 * copied as they are. */
#ifndef RECORD_LINE_H
#define RECORD_LINE_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/names.h"
#include "record/projection.h"
#include "record/refusal.h"
#include "record/scan.h"

/* A field set by an expression or a tool. */
struct setting {
	struct slice name;
	int slot;           /* slot of `name`: tells where it is in the line, if it is */
	struct slice value; /* JSON text */
};

/* What becomes of the field in one slot. */
struct fate {
	bool keep;
	bool drop;
	int renamed_slot;     /* the slot of the new name, or -1 */
	struct slice renamed; /* the new name; at NULL when it keeps its own */
};

/* Which fields of a record stay, and under which name. Names are whole keys (a dot is a letter like any
 * other). Fill the lists, then call reshape_bind. */
struct reshape {           /* all zero keeps everything as it is */
	struct names keep; /* empty keeps all */
	struct names drop;
	struct names rename; /* "OLD=NEW" */
	struct fate *fates;  /* by slot */
	size_t fate_count;   /* no slot from this number on was named */
};

/* Keeps everything as it is. */
extern const struct reshape reshape_none;

/* Looks the names up in the projection: call it before the scanner is opened. 0; or -1 with STATUS_USAGE when
 * a rename is not of the form OLD=NEW, or would give a record a field twice. */
int reshape_bind(struct reshape *reshape, struct projection *projection, struct error *error);
void reshape_free(struct reshape *reshape);

/* Appends the record and a newline: `{...}\n`. Settings replace fields in place (of duplicates the last,
 * which is the one that counts), and append new ones; then reshape applies, to set fields too, and needs
 * scanner.wants_members. 0, or -1 with the refusal when a rename would give the record a field twice. */
int line_write(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape, struct refusal *refusal);

/* Appends members as they are in the line, with a comma between them and nothing else. */
void line_write_members(struct buffer *to, const struct member *members, size_t count);

#endif
