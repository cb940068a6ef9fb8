/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/types.h"

#include "record/json_text.h"
#include "record/utf8.h"
#include "stream/input.h"

#include <inttypes.h>

static int
unknown_type(struct slice name, struct slice type, struct error *error)
{
	struct names all = { 0 };

	for (size_t i = 0; i < CELL_TYPES; i++)
		if (names_add(&all, slice_of(cell_type_names[i])))
			break;
	const struct slice *near = names_nearest(&all, type);
	error_set(error, STATUS_USAGE, "\"%.*s\": there is no type \"%.*s\"; %s%.*s", SLICE_PRINT(name),
		SLICE_PRINT(type), near ? "nearest is " : "there are text, number, bool, time",
		near ? (int)near->length : 0, near ? near->at : "");
	names_free(&all);
	return -1;
}

/* The type behind the last '=' of "NAME=type", since a name may have one too. */
static bool
split_pair(struct slice pair, struct slice *name, struct slice *type)
{
	size_t equals = pair.length;

	while (equals > 0 && pair.at[equals - 1] != '=')
		equals--;
	if (equals < 2)
		return false;
	*name = (struct slice){ pair.at, equals - 1 };
	*type = (struct slice){ pair.at + equals, pair.length - equals };
	return true;
}

static int
declare(struct column *column, struct slice type, struct error *error)
{
	enum cell_type read = cell_type_read(type);

	if (read == CELL_TYPES)
		return unknown_type(column->name, type, error);
	column->type = read;
	column->declared = true;
	return 0;
}

void
types_write_name(struct buffer *to, struct slice name)
{
	bool odd = name.at[0] == '#' || name.at[0] == '"' || name.at[0] == ' ';

	for (size_t i = 0; i < name.length && !odd; i++)
		odd = (unsigned char)name.at[i] < 0x20;
	if (odd)
		json_text_write(to, name);
	else
		buffer_slice(to, name);
}

static struct column *
find_written(const struct columns *columns, struct slice written, struct error *error)
{
	struct column *found = NULL;
	struct buffer text = { 0 };

	if (written.at[0] != '"')
		return columns_find(columns, written, error);
	for (size_t i = 0; i < columns->count && !found; i++) {
		text.length = 0;
		types_write_name(&text, columns->at[i].name);
		if (slice_equal(buffer_view(&text), written))
			found = &columns->at[i];
	}
	buffer_free(&text);
	return found ? found : columns_find(columns, written, error);
}

static struct slice
trimmed(struct slice line)
{
	while (line.length && strchr(" \t\r", line.at[line.length - 1]))
		line.length--;
	return line;
}

static int
declare_line(const struct columns *columns, struct slice line, const char *file, uint64_t number,
	struct error *error)
{
	struct slice name, type;

	line = trimmed(line);
	if (line.length == 0 || line.at[0] == '#')
		return 0;
	if (!split_pair(line, &name, &type))
		return error_set(error, STATUS_USAGE, "%s:%" PRIu64 ": write NAME=type", file, number);
	struct column *column = find_written(columns, name, error);
	return column ? declare(column, type, error) : -1;
}

static int
declare_lines(const struct columns *columns, const char *file, struct slice text, struct error *error)
{
	struct slice line;

	for (uint64_t number = 1; slice_take_line(&text, &line); number++) {
		if (memchr(line.at, '\0', line.length) || utf8_invalid(line))
			return error_set(error, STATUS_USAGE, "%s:%" PRIu64 ": not UTF-8 text", file, number);
		if (declare_line(columns, line, file, number, error))
			return -1;
	}
	return 0;
}

static int
declare_from_file(const struct columns *columns, const char *file, struct error *error)
{
	struct buffer text = { 0 };
	int failed = read_file(&text, file, error);

	if (!failed)
		failed = declare_lines(columns, file, buffer_view(&text), error);
	buffer_free(&text);
	return failed;
}

int
types_declare(const struct columns *columns, const struct declaration *declaration, struct error *error)
{
	for (size_t i = 0; declaration->types && i < columns->count; i++) {
		columns->at[i].type = CELL_TEXT;
		columns->at[i].declared = true;
	}
	if (declaration->types && strcmp(declaration->types, "text") != 0 &&
		declare_from_file(columns, declaration->types, error))
		return -1;
	for (size_t i = 0; i < declaration->types_of.count; i++) {
		struct slice pair = declaration->types_of.at[i], name, type;
		if (!split_pair(pair, &name, &type))
			return error_set(
				error, STATUS_USAGE, "--type %.*s: write FIELD=type", SLICE_PRINT(pair));
		struct column *column = columns_find(columns, name, error);
		if (!column || declare(column, type, error))
			return -1;
	}
	return 0;
}

bool
types_known(const struct columns *columns)
{
	for (size_t i = 0; i < columns->count; i++)
		if (!columns->at[i].declared)
			return false;
	return true;
}
