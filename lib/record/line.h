/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line: writes a scanned record back with fields set, dropped, kept or renamed. Bytes of fields that nobody
 * touches are copied as they are. */
#ifndef RECORD_LINE_H
#define RECORD_LINE_H

#include "base/buffer.h"
#include "record/refusal.h"
#include "record/reshape.h"
#include "record/scan.h"

/* A field set by an expression or a tool. */
struct setting {
	struct slice name;
	int slot;           /* of `name` in the projection: where it stands in the line, if it does */
	struct slice value; /* JSON text */
};

/* Appends the record and a newline: `{...}\n`. An existing field is replaced in place (of duplicates the last
 * one, which is the one that counts), a new one appended; then reshape applies, to set fields too, and needs
 * scanner.wants_members. 0, or -1 with the refusal when a rename would give the record a field twice. */
int line_write(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape, struct refusal *refusal);

/* Appends members as they stand in the line, with a comma between them and nothing else. */
void line_write_members(struct buffer *to, const struct member *members, size_t count);

#endif
