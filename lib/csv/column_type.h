/* SPDX-License-Identifier: GPL-3.0-or-later */
/* column_type: the types that a cell fits, which cells are null, and the type that fits a whole column. */
#ifndef CSV_COLUMN_TYPE_H
#define CSV_COLUMN_TYPE_H

#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

/* In the order in which inference prefers them. */
enum column_type { COLUMN_NUMBER, COLUMN_BOOL, COLUMN_TIME, COLUMN_TEXT, COLUMN_TYPES };

extern const char *const column_type_names[COLUMN_TYPES];

/* The type of that name, or COLUMN_TYPES. */
enum column_type column_type_find(struct slice name);

/* Whether the cell can be read as the type: a number follows JSON's grammar and fits into a double; a bool is
 * true, True, TRUE, false, False or FALSE; a time is what time_read accepts; everything is text. */
bool cell_fits(struct slice cell, enum column_type type);

/* Why the cell does not fit the type, as the end of a sentence about it: "has a leading zero". */
const char *cell_misfit(struct slice cell, enum column_type type);

enum empty_cells { EMPTY_NULL, EMPTY_OMIT, EMPTY_TEXT };

/* Which cells have no value, and what becomes of them. */
struct null_policy {
	enum empty_cells empty; /* EMPTY_TEXT is for text columns; in others an empty cell is null */
	struct slice null;      /* a text that means null too; at is NULL for none */
};

/* Whether the cell becomes null or is left out. */
static inline bool
cell_is_null(const struct null_policy *policy, struct slice cell, enum column_type type)
{
	if (policy->null.at && slice_equal(cell, policy->null))
		return true;
	return cell.length == 0 && !(policy->empty == EMPTY_TEXT && type == COLUMN_TEXT);
}

/* What inference knows of a column from the cells so far; all zero at first. */
struct column_stats {
	unsigned ruled_out; /* a bit for each type that some cell does not fit */
	bool has_value;     /* some cell is not null */
	/* The cell that ruled out the last type but text: */
	uint64_t line;
	const char *reason; /* its cell_misfit */
	char cell[128];     /* its beginning */
	size_t cell_length;
	bool cut; /* the cell is longer than that */
};

/* True when only text is left: more cells change nothing. */
static inline bool
column_stats_final(const struct column_stats *stats)
{
	return stats->ruled_out == (1 << COLUMN_TEXT) - 1;
}

/* Adds a cell that is not null, at this line of the input. Not to be called when column_stats_final. */
void column_stats_add(struct column_stats *stats, struct slice cell, uint64_t line);

/* The first type that all cells fit; text where no cell has a value. */
enum column_type column_stats_type(const struct column_stats *stats);

#endif
