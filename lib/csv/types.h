/* SPDX-License-Identifier: GPL-3.0-or-later */
/* types: what the columns hold: declared by the user, or found out once for a whole column. */
#ifndef CSV_TYPES_H
#define CSV_TYPES_H

#include "base/buffer.h"
#include "csv/columns.h"

#include <stdint.h>

/* What the user declares. */
struct declaration {
	const char *types;     /* --types: "text", a file of NAME=type lines, or NULL */
	struct names types_of; /* --type: "FIELD=type"; these win over the file */
};

/* Sets the types that are declared. With --types every column is: one that the file does not name is text.
 * 0, or -1: STATUS_USAGE for an unknown column or type, STATUS_SYSTEM for an unreadable file. */
int types_declare(const struct columns *columns, const struct declaration *declaration, struct error *error);

/* True when every column's type is declared. */
bool types_known(const struct columns *columns);

/* What the cells of one column have said so far. */
struct evidence {
	unsigned ruled_out; /* bit per type */
	bool seen;          /* a cell had a value */
	/* What ruled out the last type but text. */
	uint64_t line;
	const char *reason;
	char cell[128]; /* its beginning */
	size_t cell_length;
	bool cut;
};

/* True when a cell has ruled out all types but text: nothing more is learnt. */
static inline bool
evidence_is_text(const struct evidence *evidence)
{
	return evidence->ruled_out == (1 << CELL_TEXT) - 1;
}

/* Takes one more cell with a value (neither empty nor null), while evidence_is_text is false. */
void evidence_add(struct evidence *evidence, struct slice cell, uint64_t line);

/* Gives columns that are not declared the types that all their cells fit; text where no cell had a value. */
void types_settle(const struct columns *columns, const struct evidence *evidence);

/* Appends a name as a declaration has it: as a JSON string where it would not stand on a line of its own. */
void types_write_name(struct buffer *to, struct slice name);

/* Appends the declaration that types_declare reads: NAME=type lines of what is not dropped, a
 * comment before those that a cell has forced to be text. */
void types_write(struct buffer *to, const struct columns *columns, const struct evidence *evidence);

#endif
