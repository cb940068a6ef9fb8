/* SPDX-License-Identifier: GPL-3.0-or-later */
/* simple: a fast way to split a row that needs no parser: it is one line, with quotes only around whole
 * cells, as most rows are. libcsv, which splits the others, would split these into the same cells. */
#ifndef CSV_SIMPLE_H
#define CSV_SIMPLE_H

#include "base/slice.h"

#include <stdbool.h>
#include <stddef.h>

enum { CELL_PADDING = 16 }; /* bytes that may be read after a cell of a plain row, whatever they are */

struct simple_row {
	struct slice *cells; /* the caller's array; cells point into the text, without their quotes */
	size_t capacity, count;
	bool plain; /* no cell has a control character, a backslash, a " or a byte outside ASCII */
};

static inline bool
is_line_end(char byte)
{
	return byte == '\n' || byte == '\r';
}

/* Splits the row that begins at `at`, which is not the end of a line, and returns a pointer to the byte after
 * the end of its line. NULL when the row is not simple, has too many cells, or ends too close to `end`. */
const char *simple_split(struct simple_row *row, char delimiter, char quote, const char *at, const char *end);

#endif
