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
	bool normalize;
	struct names rename; /* "OLD=NEW" */
	struct names keep;   /* empty keeps all */
	struct names drop;
	const char *types;        /* "text", a file of NAME=TYPE lines, or NULL to infer the types */
	struct names field_types; /* "FIELD=TYPE"; these win over the file */
	const char *key, *time;   /* fields that hold a record's key and time, or NULL */
};

struct column {
	struct slice header;     /* its name in the header, or cN where that is empty */
	struct slice normalized; /* before it is renamed */
	struct slice name;       /* of the field that is written */
	struct slice key;        /* `,"name":`, as a record has it; CELL_PADDING bytes after it may be read */
	enum column_type type;
	bool declared; /* the type is the user's */
	bool dropped;
};

struct schema { /* all zero is an empty one */
	struct column *columns;
	size_t count;             /* of columns */
	const struct column *key; /* or NULL, as time */
	const struct column *time;
	size_t keys_size;           /* of all columns' keys, each with CELL_PADDING bytes */
	const char *input;          /* the one whose first row made it, for messages */
	struct column_stats *stats; /* a column each */
	struct arena arena;
};

/* Takes the first row of an input: makes the schema of it, or compares its header with the schema. 0, or -1:
 * STATUS_REFUSED for a header that cannot be read; STATUS_USAGE for columns of one name, for a column of the
 * options that is missing, for a bad type, or for a header that differs; STATUS_SYSTEM for an unreadable
 * file. */
int schema_take_header(struct schema *schema, const struct schema_options *options, const struct csv_row *row,
	struct error *error);

/* True when the user has declared all types. */
bool schema_declared(const struct schema *schema);

/* Type inference: adds a checked row to what is known of the columns. */
void schema_observe(struct schema *schema, const struct null_policy *nulls, const struct csv_row *row);

/* Type inference: sets the types that are not declared to those that all rows observed fit. */
void schema_infer(struct schema *schema);

/* Appends the columns that are written as a file of types: NAME=TYPE lines, with a comment before a column
 * that had to become text. */
void schema_write(struct buffer *to, const struct schema *schema);

void schema_free(struct schema *schema);

#endif
