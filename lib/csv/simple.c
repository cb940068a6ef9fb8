/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/simple.h"

#include "record/simd.h"

enum { STEP = 16 };

/* A row in progress. */
struct splitting {
	struct simple_row *row;
	const char *cell;   /* first byte of the cell in progress, after its quote */
	const char *closed; /* its closing quote, or NULL */
	bool quoted;        /* between its quotes */
};

/* Ends the cell in progress before `at`. False when the row has too many. */
static inline bool
end_cell(struct splitting *splitting, const char *at)
{
	struct simple_row *row = splitting->row;

	if (row->count == row->capacity)
		return false;
	row->cells[row->count++] = slice_between(splitting->cell, splitting->closed ? splitting->closed : at);
	splitting->cell = at + 1;
	splitting->closed = NULL;
	return true;
}

/* False for a quote that is neither the first nor the last byte of its cell. */
static inline bool
take_quote(struct splitting *splitting, const char *at, char delimiter)
{
	if (splitting->quoted) {
		splitting->closed = at;
		splitting->quoted = false;
		return at[1] == delimiter || is_line_end(at[1]);
	}
	splitting->quoted = at == splitting->cell;
	splitting->cell = at + 1;
	return splitting->quoted;
}

/* Whether a delimiter that is text, between quotes, needs no escape in JSON. */
static inline bool
is_plain(char delimiter)
{
	return delimiter > '"' && delimiter != '\\';
}

const char *
simple_split(struct simple_row *row, char delimiter, char quote, const char *at, const char *end)
{
	struct splitting splitting = { .row = row, .cell = at };
	uint32_t all_odd = 0;

	row->count = 0;
	row->plain = true;
	for (; end - at >= STEP + CELL_PADDING; at += STEP) {
		uint32_t separators = simd16_byte(at, delimiter) | simd16_byte(at, quote);
		uint32_t odd = simd16_special(at) & ~separators;
		separators |= simd16_byte(at, '\n') | simd16_byte(at, '\r');
		for (; separators; separators &= separators - 1) {
			unsigned place = simd16_first(separators);
			const char *here = at + place;
			if (*here == delimiter && !splitting.quoted) {
				if (!end_cell(&splitting, here))
					return NULL;
			} else if (*here == delimiter) {
				row->plain &= is_plain(delimiter);
			} else if (*here == quote) {
				if (!take_quote(&splitting, here, delimiter))
					return NULL;
			} else {
				if (splitting.quoted || !end_cell(&splitting, here))
					return NULL;
				all_odd |= odd & ((1u << place) - 1);
				row->plain &= all_odd == 0;
				return here + 1 + (here[0] == '\r' && here[1] == '\n');
			}
		}
		all_odd |= odd;
	}
	return NULL;
}
