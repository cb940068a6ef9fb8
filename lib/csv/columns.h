/* SPDX-License-Identifier: GPL-3.0-or-later */
/* columns: the header of a table: what its columns are called and which of them are written. */
#ifndef CSV_COLUMNS_H
#define CSV_COLUMNS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/names.h"
#include "csv/cell.h"
#include "csv/rows.h"

#include <stdbool.h>
#include <stddef.h>

struct column {
	struct slice header; /* its name in the header, or cN where that is empty */
	struct slice plain;  /* after normalising */
	struct slice name;   /* after renaming: the field's name */
	struct slice key;    /* `,"name":`, as a record has it; ROW_SPARE bytes behind it may be read */
	enum cell_type type;
	bool declared; /* the type was given, not found */
	bool dropped;
};

struct columns { /* all zero is an empty one */
	struct column *at;
	size_t count;
	size_t room;        /* for all keys with ROW_SPARE bytes behind each */
	const char *source; /* the input that has them, for messages */
	struct arena arena;
};

/* What the user wants of the names. */
struct naming {
	bool normalize;
	struct names given;  /* used in place of a header, when there are any */
	struct names rename; /* "OLD=NEW" */
	struct names keep;   /* empty keeps all */
	struct names drop;
};

/* Makes the columns from the first row, which is the header unless `headless`. 0, or -1: STATUS_REFUSED for a
 * header that cannot be read, STATUS_USAGE for names that are there twice or not at all. */
int columns_build(struct columns *columns, const struct csv_row *row, bool headless,
	const struct naming *naming, struct error *error);
void columns_free(struct columns *columns);

/* The column of that name, after renaming or before it; NULL with STATUS_USAGE and the nearest name. */
struct column *columns_find(const struct columns *columns, struct slice name, struct error *error);

/* Is this the same header? 0, or -1 with STATUS_USAGE and the first difference. */
int columns_compare(const struct columns *columns, const struct csv_row *row, struct error *error);

#endif
