/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line: writes a scanned record back with fields set, dropped, kept or renamed. Bytes of fields that nobody
 * touches are copied as they are. */
#ifndef RECORD_LINE_H
#define RECORD_LINE_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/names.h"
#include "record/scan.h"

/* Which fields of the record stay, and under which name. Names are whole keys (a dot is a letter). */
struct reshape { /* all zero keeps everything as it is */
	struct names keep; /* empty keeps all */
	struct names drop;
	struct names old_name; /* old_name.at[i] becomes new_name.at[i] */
	struct names new_name;
};

/* A field set by an expression or a tool. */
struct setting {
	struct slice name;
	int slot;           /* of `name` in the projection: where it stands in the line, if it does */
	struct slice value; /* JSON text */
};

/* Appends the record and a newline: `{...}\n`. An existing field is replaced in place (of duplicates the last
 * one, which is the one that counts), a new one appended; then reshape applies, to set fields too. */
void line_write(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape);

/* Reads "OLD=NEW,..." pairs into reshape. 0, or -1 with the error. */
int reshape_rename(struct reshape *reshape, struct slice list, struct error *error);

/* True when line_write needs scanner.wants_members. */
bool reshape_any(const struct reshape *reshape);

void reshape_free(struct reshape *reshape);

#endif
