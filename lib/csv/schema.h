/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schema: the columns that the inputs share: their names, which of them are written, and their types,
 * declared or inferred. The first row makes it; every other header must agree with it. */
#ifndef CSV_SCHEMA_H
#define CSV_SCHEMA_H

#include "base/arena.h"
#include "base/names.h"
#include "csv/column_type.h"
#include "csv/reader.h"

/* What the user says about the columns. */
struct schema_options {
	bool headless;            /* there is no header: the first row is data */
	struct names given_names; /* in place of those of a header; empty for none */
	bool normalize;           /* make identifiers of the names */
	struct names rename;      /* "OLD=NEW" */
	struct names keep;        /* empty keeps all */
	struct names drop;
	const char *types;        /* "text", a file of NAME=TYPE lines, or NULL to infer the types */
	struct names field_types; /* "FIELD=TYPE"; these win over the file */
	const char *key, *time;   /* fields that hold a record's key and time, or NULL */
};

struct column {
	struct slice header;     /* its name in the header, or cN where that is empty */
	struct slice normalized; /* its name before --rename */
	struct slice name;       /* name of the field that is written */
	struct slice key;        /* `,"name":`, as a record has it; CELL_PADDING bytes after it may be read */
	enum column_type type;
	bool declared; /* the user gave the type */
	bool dropped;
};

struct schema { /* all zero is an empty one */
	struct column *columns;
	size_t count;
	const struct column *key, *time; /* columns of the record's key and time, or NULL */
	size_t keys_size;                /* bytes of the keys of all columns, with their padding */
	const char *input;               /* name of the input whose first row made the schema */
	struct column_stats *stats;      /* one for each column */
	struct arena arena;
};

/* Takes the first row of an input: makes the schema of it, or compares its header with the schema. 0, or -1:
 * STATUS_REFUSED for a header that cannot be read; STATUS_USAGE for two columns of one name, an unknown
 * column or type in the options, or a header that differs; STATUS_SYSTEM for a file of types that cannot be
 * read. */
int schema_take_header(struct schema *schema, const struct schema_options *options, const struct csv_row *row,
	struct error *error);

/* True when the user has declared all types. */
bool schema_declared(const struct schema *schema);

/* Type inference: adds a row that passed row_check to the stats of its columns. */
void schema_observe(struct schema *schema, const struct null_policy *nulls, const struct csv_row *row);

/* Type inference: sets the types that are not declared, by the rows that were observed. */
void schema_infer(struct schema *schema);

/* Appends a file of types, for schema_options.types: a line NAME=TYPE for each column that is not dropped,
 * and before one that was inferred to be text a comment that says why. */
void schema_write(struct buffer *to, const struct schema *schema);

void schema_free(struct schema *schema);

#endif
