/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simple: rows that need no parser: they stand on one line, and quotes stand in them only round whole cells.
 * A look at 16 bytes at a time is enough for those; all others are libcsv's, which reads these alike. */
#ifndef CSV_SIMPLE_H
#define CSV_SIMPLE_H

#include "base/slice.h"

#include <stdbool.h>
#include <stddef.h>

enum { SIMPLE_SPARE = 16 }; /* so many bytes behind each cell may be read, whatever they hold */

struct simple_row {
	struct slice *cells; /* where they go: into the text itself, without quotes */
	size_t most;         /* so many at most */
	size_t count;
	bool plain; /* no cell has a control character, a backslash, a " or a byte outside ASCII */
};

/* Splits the row that begins at `at`, which is not a line's end. Returns the byte behind its line's end; NULL
 * when the row is not simple, has too many cells or comes too near to the end. */
const char *simple_split(struct simple_row *row, char delimiter, char quote, const char *at, const char *end);

#endif
