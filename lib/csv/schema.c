/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/schema.h"

#include "record/text.h"
#include "record/utf8.h"
#include "stream/input.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Names of columns. */

/* Space for the name of a column that has none in the header. */
struct default_name {
	char text[24];
};

/* The name, or where it is empty the column's number: c3 for index 2. */
static struct slice
name_or_default(struct slice name, size_t index, struct default_name *space)
{
	if (name.length)
		return name;
	snprintf(space->text, sizeof space->text, "c%zu", index + 1);
	return slice_of(space->text);
}

static int
check_name(const struct csv_row *row, size_t index, struct error *error)
{
	struct slice name = row->cells[index];
	bool nul = name.length && memchr(name.at, '\0', name.length);

	if (!nul && !utf8_invalid(name))
		return 0;
	return error_set(error, STATUS_REFUSED,
		"%s:%ju: the name of column %zu in the header %s; --encoding NAME says how the file is "
		"written",
		row->input, (uintmax_t)row->line, index + 1, nul ? "has a NUL byte" : "is not UTF-8 text");
}

static int
check_header(const struct csv_row *row, bool headless, struct error *error)
{
	if (row->fault)
		return error_set(error, STATUS_REFUSED, "%s:%ju: in the first row, %s", row->input,
			(uintmax_t)row->line, row->fault);
	if (row->count > ROW_CELLS)
		return error_set(error, STATUS_REFUSED, "%s:%ju: %zu columns are more than %d; is -d right?",
			row->input, (uintmax_t)row->line, row->count, ROW_CELLS);
	for (size_t i = 0; i < row->count && !headless; i++)
		if (check_name(row, i, error))
			return -1;
	return 0;
}

/* The name in letters, digits and underscores, or the default one where nothing is left. at is NULL when
 * memory ran out. */
static struct slice
normalized_name(struct arena *arena, struct slice name, size_t index)
{
	struct default_name space;
	char *bytes = arena_alloc(arena, name.length + 1);

	if (!bytes)
		return (struct slice){ 0 };
	size_t length = plain_name_write(name, bytes);
	return length ? (struct slice){ bytes, length }
		      : arena_copy(arena, name_or_default((struct slice){ 0 }, index, &space));
}

static int
set_names(struct schema *schema, const struct schema_options *options, const struct csv_row *row,
	struct error *error)
{
	for (size_t i = 0; i < schema->count; i++) {
		struct column *column = &schema->columns[i];
		struct slice name = options->given_names.count ? options->given_names.at[i]
				    : options->headless        ? (struct slice){ 0 }
							       : row->cells[i];
		struct default_name space;
		column->header = arena_copy(&schema->arena, name_or_default(name, i, &space));
		column->normalized = options->normalize && column->header.at
					     ? normalized_name(&schema->arena, column->header, i)
					     : column->header;
		if (!column->normalized.at)
			return error_memory(error);
		column->name = column->normalized;
	}
	return 0;
}

static int
check_unique(const struct schema *schema, struct error *error)
{
	for (size_t i = 0; i < schema->count; i++) {
		const struct column *a = &schema->columns[i];
		for (size_t j = 0; j < i; j++) {
			const struct column *b = &schema->columns[j];
			if (!slice_equal(a->name, b->name))
				continue;
			if (slice_equal(a->header, b->header))
				return error_set(error, STATUS_USAGE,
					"%s: columns %zu and %zu are both called \"%.*s\"; rename them with "
					"--no-header --skip 1 --columns LIST",
					schema->input, j + 1, i + 1, SLICE_PRINT(a->name));
			return error_set(error, STATUS_USAGE,
				"%s: columns \"%.*s\" and \"%.*s\" would both be called \"%.*s\"",
				schema->input, SLICE_PRINT(b->header), SLICE_PRINT(a->header),
				SLICE_PRINT(a->name));
		}
	}
	return 0;
}

static int
unknown_column(const struct schema *schema, struct slice name, struct error *error)
{
	struct names all = { 0 };

	for (size_t i = 0; i < schema->count; i++)
		if (names_add(&all, schema->columns[i].name))
			break;
	const struct slice *near = names_nearest(&all, name);
	if (near)
		error_set(error, STATUS_USAGE, "%s: there is no column \"%.*s\"; nearest is \"%.*s\"",
			schema->input, SLICE_PRINT(name), SLICE_PRINT(*near));
	else
		error_set(error, STATUS_USAGE, "%s: there is no column \"%.*s\"; --infer lists the columns",
			schema->input, SLICE_PRINT(name));
	names_free(&all);
	return -1;
}

/* The column of that name before renaming, or NULL. */
static struct column *
find_normalized(const struct schema *schema, struct slice name)
{
	for (size_t i = 0; i < schema->count; i++)
		if (slice_equal(schema->columns[i].normalized, name))
			return &schema->columns[i];
	return NULL;
}

/* The column of that name, after renaming or else before it. NULL with the error. */
static struct column *
find_column(const struct schema *schema, struct slice name, struct error *error)
{
	for (size_t i = 0; i < schema->count; i++)
		if (slice_equal(schema->columns[i].name, name))
			return &schema->columns[i];
	struct column *column = find_normalized(schema, name);
	if (!column)
		unknown_column(schema, name, error);
	return column;
}

static int
rename_columns(struct schema *schema, const struct names *pairs, struct error *error)
{
	for (size_t i = 0; i < pairs->count; i++) {
		struct slice old, new;
		if (!names_split_pair(pairs->at[i], &old, &new))
			return error_set(error, STATUS_USAGE, "--rename %.*s: write OLD=NEW",
				SLICE_PRINT(pairs->at[i]));
		struct column *column = find_normalized(schema, old);
		if (!column)
			return unknown_column(schema, old, error);
		column->name = new;
	}
	return check_unique(schema, error);
}

static int
set_dropped(struct schema *schema, const struct names *names, bool dropped, struct error *error)
{
	for (size_t i = 0; i < names->count; i++) {
		struct column *column = find_column(schema, names->at[i], error);
		if (!column)
			return -1;
		column->dropped = dropped;
	}
	return 0;
}

static int
choose_columns(struct schema *schema, const struct schema_options *options, struct error *error)
{
	for (size_t i = 0; i < schema->count; i++)
		schema->columns[i].dropped = options->keep.count > 0;
	if (set_dropped(schema, &options->keep, false, error))
		return -1;
	return set_dropped(schema, &options->drop, true, error);
}

/* Writes each name once, as every record has it. */
static int
make_keys(struct schema *schema, struct error *error)
{
	struct buffer key = { 0 };
	bool failed = false;

	for (size_t i = 0; i < schema->count && !failed; i++) {
		key.length = 0;
		buffer_byte(&key, ',');
		json_text_write(&key, schema->columns[i].name);
		buffer_byte(&key, ':');
		char *copy = arena_alloc(&schema->arena, key.length + CELL_PADDING);
		failed = key.failed || !copy;
		if (!failed)
			schema->columns[i].key =
				(struct slice){ memcpy(copy, key.at, key.length), key.length };
		schema->keys_size += key.length + CELL_PADDING;
	}
	buffer_free(&key);
	return failed ? error_memory(error) : 0;
}

static int
make_columns(struct schema *schema, const struct schema_options *options, const struct csv_row *row,
	struct error *error)
{
	if (options->given_names.count == 0 && check_header(row, options->headless, error))
		return -1;
	schema->input = row->input;
	schema->count = options->given_names.count ? options->given_names.count : row->count;
	schema->columns = arena_alloc(&schema->arena, schema->count * sizeof *schema->columns);
	schema->stats = calloc(schema->count, sizeof *schema->stats);
	if (!schema->columns || !schema->stats)
		return error_memory(error);
	if (set_names(schema, options, row, error) || check_unique(schema, error) ||
		rename_columns(schema, &options->rename, error) || choose_columns(schema, options, error))
		return -1;
	return make_keys(schema, error);
}

static int
compare_header(const struct schema *schema, const struct csv_row *row, struct error *error)
{
	if (check_header(row, false, error))
		return -1;
	if (row->count != schema->count)
		return error_set(error, STATUS_USAGE, "%s: %zu column%s, but %s has %zu", row->input,
			row->count, row->count == 1 ? "" : "s", schema->input, schema->count);
	for (size_t i = 0; i < row->count; i++) {
		struct default_name space;
		struct slice name = name_or_default(row->cells[i], i, &space);
		if (!slice_equal(name, schema->columns[i].header))
			return error_set(error, STATUS_USAGE,
				"%s: its column %zu is \"%.*s\", but in %s that is \"%.*s\"", row->input,
				i + 1, SLICE_PRINT(name), schema->input,
				SLICE_PRINT(schema->columns[i].header));
	}
	return 0;
}

/* Declared types. */

static int
unknown_type(struct slice name, struct slice type, struct error *error)
{
	struct names all = { 0 };

	for (size_t i = 0; i < COLUMN_TYPES; i++)
		if (names_add(&all, slice_of(column_type_names[i])))
			break;
	const struct slice *near = names_nearest(&all, type);
	error_set(error, STATUS_USAGE, "\"%.*s\": there is no type \"%.*s\"; %s%.*s", SLICE_PRINT(name),
		SLICE_PRINT(type), near ? "nearest is " : "there are text, number, bool, time",
		near ? (int)near->length : 0, near ? near->at : "");
	names_free(&all);
	return -1;
}

/* Splits "NAME=TYPE" at its last '=', since a name may have one too. */
static bool
split_declaration(struct slice text, struct slice *name, struct slice *type)
{
	size_t equals = text.length;

	while (equals > 0 && text.at[equals - 1] != '=')
		equals--;
	if (equals < 2)
		return false;
	*name = (struct slice){ text.at, equals - 1 };
	*type = (struct slice){ text.at + equals, text.length - equals };
	return true;
}

static int
declare(struct column *column, struct slice type, struct error *error)
{
	enum column_type found = column_type_find(type);

	if (found == COLUMN_TYPES)
		return unknown_type(column->name, type, error);
	column->type = found;
	column->declared = true;
	return 0;
}

/* Appends a name as a file of types has it: as a JSON string where it would not be read back as it is. */
static void
write_name(struct buffer *to, struct slice name)
{
	bool odd = name.at[0] == '#' || name.at[0] == '"' || name.at[0] == ' ';

	for (size_t i = 0; i < name.length && !odd; i++)
		odd = (unsigned char)name.at[i] < 0x20;
	if (odd)
		json_text_write(to, name);
	else
		buffer_slice(to, name);
}

/* The column whose name is written like this in a file of types. NULL with the error. */
static struct column *
find_written(const struct schema *schema, struct slice written, struct error *error)
{
	struct column *found = NULL;
	struct buffer text = { 0 };

	if (written.at[0] != '"')
		return find_column(schema, written, error);
	for (size_t i = 0; i < schema->count && !found; i++) {
		text.length = 0;
		write_name(&text, schema->columns[i].name);
		if (slice_equal(buffer_view(&text), written))
			found = &schema->columns[i];
	}
	buffer_free(&text);
	return found ? found : find_column(schema, written, error);
}

static struct slice
without_trailing_blanks(struct slice line)
{
	while (line.length && strchr(" \t\r", line.at[line.length - 1]))
		line.length--;
	return line;
}

static int
declare_line(const struct schema *schema, struct slice line, const char *file, uint64_t number,
	struct error *error)
{
	struct slice name, type;

	line = without_trailing_blanks(line);
	if (line.length == 0 || line.at[0] == '#')
		return 0;
	if (!split_declaration(line, &name, &type))
		return error_set(error, STATUS_USAGE, "%s:%" PRIu64 ": write NAME=type", file, number);
	struct column *column = find_written(schema, name, error);
	return column ? declare(column, type, error) : -1;
}

static int
declare_lines(const struct schema *schema, const char *file, struct slice text, struct error *error)
{
	struct slice line;

	for (uint64_t number = 1; slice_take_line(&text, &line); number++) {
		if (memchr(line.at, '\0', line.length) || utf8_invalid(line))
			return error_set(error, STATUS_USAGE, "%s:%" PRIu64 ": not UTF-8 text", file, number);
		if (declare_line(schema, line, file, number, error))
			return -1;
	}
	return 0;
}

static int
declare_from_file(const struct schema *schema, const char *file, struct error *error)
{
	struct buffer text = { 0 };
	int failed = read_file(&text, file, error);

	if (!failed)
		failed = declare_lines(schema, file, buffer_view(&text), error);
	buffer_free(&text);
	return failed;
}

/* With --types every type is declared: columns that the file does not name are text. */
static int
declare_types(struct schema *schema, const struct schema_options *options, struct error *error)
{
	for (size_t i = 0; options->types && i < schema->count; i++) {
		schema->columns[i].type = COLUMN_TEXT;
		schema->columns[i].declared = true;
	}
	if (options->types && strcmp(options->types, "text") != 0 &&
		declare_from_file(schema, options->types, error))
		return -1;
	for (size_t i = 0; i < options->field_types.count; i++) {
		struct slice pair = options->field_types.at[i], name, type;
		if (!split_declaration(pair, &name, &type))
			return error_set(
				error, STATUS_USAGE, "--type %.*s: write FIELD=type", SLICE_PRINT(pair));
		struct column *column = find_column(schema, name, error);
		if (!column || declare(column, type, error))
			return -1;
	}
	return 0;
}

bool
schema_declared(const struct schema *schema)
{
	for (size_t i = 0; i < schema->count; i++)
		if (!schema->columns[i].declared)
			return false;
	return true;
}

/* Inferred types. */

void
schema_observe(struct schema *schema, const struct null_policy *nulls, const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (!column_stats_final(&schema->stats[i]) &&
			!cell_is_null(nulls, row->cells[i], COLUMN_NUMBER))
			column_stats_add(&schema->stats[i], row->cells[i], row->line);
}

void
schema_infer(struct schema *schema)
{
	for (size_t i = 0; i < schema->count; i++)
		if (!schema->columns[i].declared)
			schema->columns[i].type = column_stats_type(&schema->stats[i]);
}

static void
write_reason(struct buffer *to, const struct column_stats *stats)
{
	struct slice cell = { stats->cell, stats->cell_length };

	if (!stats->has_value) {
		buffer_text(to, "# no cell has a value\n");
		return;
	}
	buffer_printf(to, "# line %" PRIu64 ": ", stats->line);
	json_text_write(to, cell);
	buffer_printf(to, "%s %s\n", stats->cut ? "..." : "", stats->reason);
}

void
schema_write(struct buffer *to, const struct schema *schema)
{
	for (size_t i = 0; i < schema->count; i++) {
		const struct column *column = &schema->columns[i];
		if (column->dropped)
			continue;
		if (column->type == COLUMN_TEXT && !column->declared)
			write_reason(to, &schema->stats[i]);
		write_name(to, column->name);
		buffer_printf(to, "=%s\n", column_type_names[column->type]);
	}
}

static int
find_field(const struct schema *schema, const char *name, const struct column **column, struct error *error)
{
	if (!name)
		return 0;
	*column = find_column(schema, slice_of(name), error);
	return *column ? 0 : -1;
}

int
schema_take_header(struct schema *schema, const struct schema_options *options, const struct csv_row *row,
	struct error *error)
{
	if (schema->columns)
		return options->headless ? 0 : compare_header(schema, row, error);
	if (make_columns(schema, options, row, error) || declare_types(schema, options, error) ||
		find_field(schema, options->key, &schema->key, error))
		return -1;
	return find_field(schema, options->time, &schema->time, error);
}

void
schema_free(struct schema *schema)
{
	arena_free(&schema->arena);
	free(schema->stats);
	*schema = (struct schema){ 0 };
}
