/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/columns.h"

#include "csv/name.h"
#include "record/json_text.h"
#include "record/utf8.h"

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
		row->source, (uintmax_t)row->line, index + 1, nul ? "has a NUL byte" : "is not UTF-8 text");
}

static int
check_header(const struct csv_row *row, bool headless, struct error *error)
{
	if (row->fault)
		return error_set(error, STATUS_REFUSED, "%s:%ju: in the first row, %s", row->source,
			(uintmax_t)row->line, row->fault);
	if (row->count > ROW_CELLS)
		return error_set(error, STATUS_REFUSED, "%s:%ju: %zu columns are more than %d; is -d right?",
			row->source, (uintmax_t)row->line, row->count, ROW_CELLS);
	for (size_t i = 0; i < row->count && !headless; i++)
		if (check_name(row, i, error))
			return -1;
	return 0;
}

static int
take_names(struct columns *columns, const struct csv_row *row, bool headless, const struct naming *naming,
	struct error *error)
{
	for (size_t i = 0; i < columns->count; i++) {
		struct column *column = &columns->at[i];
		struct slice given = naming->given.count ? naming->given.at[i]
				     : headless          ? (struct slice){ 0 }
							 : row->cells[i];
		struct place_name place;
		column->header = arena_copy(&columns->arena, name_or_place(given, i, &place));
		column->plain = column->header;
		if (naming->normalize && column->header.at) {
			struct slice plain = name_normalize(&columns->arena, column->header);
			if (plain.at)
				plain = arena_copy(&columns->arena, name_or_place(plain, i, &place));
			column->plain = plain;
		}
		if (!column->plain.at)
			return error_memory(error);
		column->name = column->plain;
	}
	return 0;
}

/* No two columns may have one name. */
static int
check_different(const struct columns *columns, struct error *error)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct column *a = &columns->at[i];
		for (size_t j = 0; j < i; j++) {
			const struct column *b = &columns->at[j];
			if (!slice_equal(a->name, b->name))
				continue;
			if (slice_equal(a->header, b->header))
				return error_set(error, STATUS_USAGE,
					"%s: columns %zu and %zu are both called \"%.*s\"; name them anew "
					"with --no-header --skip 1 --columns LIST",
					columns->source, j + 1, i + 1, SLICE_PRINT(a->name));
			return error_set(error, STATUS_USAGE,
				"%s: columns \"%.*s\" and \"%.*s\" would both be called \"%.*s\"",
				columns->source, SLICE_PRINT(b->header), SLICE_PRINT(a->header),
				SLICE_PRINT(a->name));
		}
	}
	return 0;
}

static int
unknown_column(const struct columns *columns, struct slice name, struct error *error)
{
	struct names all = { 0 };

	for (size_t i = 0; i < columns->count; i++)
		if (names_add(&all, columns->at[i].name))
			break;
	const struct slice *near = names_nearest(&all, name);
	if (near)
		error_set(error, STATUS_USAGE, "%s: there is no column \"%.*s\"; nearest is \"%.*s\"",
			columns->source, SLICE_PRINT(name), SLICE_PRINT(*near));
	else
		error_set(error, STATUS_USAGE, "%s: there is no column \"%.*s\"; --infer lists the columns",
			columns->source, SLICE_PRINT(name));
	names_free(&all);
	return -1;
}

struct column *
columns_find(const struct columns *columns, struct slice name, struct error *error)
{
	for (size_t i = 0; i < columns->count; i++)
		if (slice_equal(columns->at[i].name, name))
			return &columns->at[i];
	for (size_t i = 0; i < columns->count; i++)
		if (slice_equal(columns->at[i].plain, name))
			return &columns->at[i];
	unknown_column(columns, name, error);
	return NULL;
}

static int
rename_columns(struct columns *columns, const struct names *pairs, struct error *error)
{
	for (size_t i = 0; i < pairs->count; i++) {
		struct column *renamed = NULL;
		struct slice old, new;
		if (!names_split_pair(pairs->at[i], &old, &new))
			return error_set(error, STATUS_USAGE, "--rename %.*s: write OLD=NEW",
				SLICE_PRINT(pairs->at[i]));
		for (size_t j = 0; j < columns->count && !renamed; j++)
			if (slice_equal(columns->at[j].plain, old))
				renamed = &columns->at[j];
		if (!renamed)
			return unknown_column(columns, old, error);
		renamed->name = new;
	}
	return check_different(columns, error);
}

static int
choose_columns(struct columns *columns, const struct naming *naming, struct error *error)
{
	for (size_t i = 0; i < columns->count; i++)
		columns->at[i].dropped = naming->keep.count > 0;
	for (size_t i = 0; i < naming->keep.count; i++) {
		struct column *column = columns_find(columns, naming->keep.at[i], error);
		if (!column)
			return -1;
		column->dropped = false;
	}
	for (size_t i = 0; i < naming->drop.count; i++) {
		struct column *column = columns_find(columns, naming->drop.at[i], error);
		if (!column)
			return -1;
		column->dropped = true;
	}
	return 0;
}

/* Writes each name once as a record will have it. */
static int
make_keys(struct columns *columns, struct error *error)
{
	struct buffer key = { 0 };
	bool failed = false;

	for (size_t i = 0; i < columns->count && !failed; i++) {
		key.length = 0;
		buffer_byte(&key, ',');
		json_text_write(&key, columns->at[i].name);
		buffer_byte(&key, ':');
		char *copy = arena_alloc(&columns->arena, key.length + ROW_SPARE);
		failed = key.failed || !copy;
		if (!failed)
			columns->at[i].key = (struct slice){ memcpy(copy, key.at, key.length), key.length };
		columns->room += key.length + ROW_SPARE;
	}
	buffer_free(&key);
	return failed ? error_memory(error) : 0;
}

int
columns_build(struct columns *columns, const struct csv_row *row, bool headless, const struct naming *naming,
	struct error *error)
{
	if (naming->given.count == 0 && check_header(row, headless, error))
		return -1;
	columns->source = row->source;
	columns->count = naming->given.count ? naming->given.count : row->count;
	columns->at = arena_alloc(&columns->arena, columns->count * sizeof *columns->at);
	if (!columns->at)
		return error_memory(error);
	if (take_names(columns, row, headless, naming, error) || check_different(columns, error) ||
		rename_columns(columns, &naming->rename, error) || choose_columns(columns, naming, error))
		return -1;
	return make_keys(columns, error);
}

void
columns_free(struct columns *columns)
{
	arena_free(&columns->arena);
	*columns = (struct columns){ 0 };
}

int
columns_compare(const struct columns *columns, const struct csv_row *row, struct error *error)
{
	if (check_header(row, false, error))
		return -1;
	if (row->count != columns->count)
		return error_set(error, STATUS_USAGE, "%s: %zu column%s, but %s has %zu", row->source,
			row->count, row->count == 1 ? "" : "s", columns->source, columns->count);
	for (size_t i = 0; i < row->count; i++) {
		struct place_name place;
		struct slice name = name_or_place(row->cells[i], i, &place);
		if (!slice_equal(name, columns->at[i].header))
			return error_set(error, STATUS_USAGE,
				"%s: its column %zu is \"%.*s\", but in %s that is \"%.*s\"", row->source,
				i + 1, SLICE_PRINT(name), columns->source,
				SLICE_PRINT(columns->at[i].header));
	}
	return 0;
}
