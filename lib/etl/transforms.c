/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/transforms.h"

#include "record/json_text.h"
#include "record/scan.h"
#include "record/utf8.h"

static const char *const scaling_names[] = { [SCALE_STANDARD] = "standard", [SCALE_MINMAX] = "minmax" };

const char *
scaling_name(enum scaling by)
{
	return scaling_names[by];
}

bool
scaling_read(struct slice name, enum scaling *by)
{
	for (*by = SCALE_STANDARD; *by <= SCALE_MINMAX; ++*by)
		if (slice_is(name, scaling_names[*by]))
			return true;
	return false;
}

/* The value where `{"v":TEXT}` is a record of one field, on one line; at is NULL where it is none. */
static struct slice
read_json(const struct buffer *line, struct scanner *scanner)
{
	static const struct projection nothing = { 0 }; /* outlives the scanner */
	struct slice text = buffer_view(line), none = { 0 };
	struct refusal why;

	if (line->failed || memchr(text.at, '\n', text.length) || memchr(text.at, '\r', text.length))
		return none;
	if (scanner_open(scanner, &nothing))
		return none;
	scanner->wants_members = true;
	bool alone = scan(scanner, text, &why) == 0 && scanner->member_count == 1;
	return alone ? scanner->members[0].value : none;
}

/* What is filled in: the text as JSON where it is that, else as a text. at is NULL when memory ran out. */
static struct slice
json_of(struct slice text, struct arena *arena)
{
	struct scanner scanner = { 0 };
	struct buffer line = { 0 }, quoted = { 0 };

	buffer_text(&line, "{\"v\":");
	buffer_slice(&line, text);
	buffer_byte(&line, '}');
	struct slice json = read_json(&line, &scanner);
	if (!json.at) {
		json_text_write(&quoted, text);
		json = buffer_view(&quoted);
	}
	bool failed = line.failed || quoted.failed || scanner.failed;
	json = failed ? (struct slice){ 0 } : arena_copy(arena, json);
	scanner_close(&scanner);
	buffer_free(&line);
	buffer_free(&quoted);
	return json;
}

int
fill_read(struct fill *fill, struct slice field, struct slice with, struct arena *arena, struct error *error)
{
	*fill = (struct fill){ .field = field, .with = with, .mean = slice_is(with, "mean") };
	if (fill->mean)
		return 0;
	fill->json = json_of(with, arena);
	if (!fill->json.at)
		return error_memory(error);
	if (slice_is(fill->json, "null"))
		return error_set(
			error, STATUS_USAGE, "--fill %.*s=null: null is what is filled", SLICE_PRINT(field));
	return 0;
}

/* These options set fields of the record itself; a dot would look like a path to one further inside. */
static int
check_field(const char *option, struct slice field, struct error *error)
{
	if (memchr(field.at, '.', field.length))
		return error_set(error, STATUS_USAGE,
			"--%s %.*s: a field of the record itself is needed, this is a path; --flatten makes "
			"one of it",
			option, SLICE_PRINT(field));
	if (utf8_invalid(field) || field.length == 0)
		return error_set(
			error, STATUS_USAGE, "--%s: the name of a field is empty or not UTF-8", option);
	return 0;
}

/* Splits FIELD=WHAT, whose field must not have come before. */
static int
read_pair(const char *option, const struct names *pairs, size_t i, struct slice *field, struct slice *what,
	struct error *error)
{
	struct slice other;

	if (!names_split_pair(pairs->at[i], field, what))
		return error_set(error, STATUS_USAGE, "--%s %.*s: write FIELD=%s", option,
			SLICE_PRINT(pairs->at[i]), strcmp(option, "fill") ? "standard|minmax" : "VALUE|mean");
	for (size_t j = 0; j < i; j++)
		if (names_split_pair(pairs->at[j], &other, &(struct slice){ 0 }) &&
			slice_equal(other, *field))
			return error_set(error, STATUS_USAGE, "--%s: the field \"%.*s\" comes twice", option,
				SLICE_PRINT(*field));
	return check_field(option, *field, error);
}

static int
read_fills(struct transforms *transforms, const struct names *pairs, struct error *error)
{
	for (size_t i = 0; i < pairs->count; i++) {
		struct slice field, with;
		if (read_pair("fill", pairs, i, &field, &with, error) ||
			fill_read(&transforms->fills[i], field, with, &transforms->arena, error))
			return -1;
		transforms->fill_count++;
	}
	return 0;
}

static int
read_scales(struct transforms *transforms, const struct names *pairs, struct error *error)
{
	for (size_t i = 0; i < pairs->count; i++) {
		struct scale *scale = &transforms->scales[i];
		struct slice by;
		if (read_pair("scale", pairs, i, &scale->field, &by, error))
			return -1;
		if (!scaling_read(by, &scale->by))
			return error_set(error, STATUS_USAGE, "--scale %.*s: write FIELD=standard|minmax",
				SLICE_PRINT(pairs->at[i]));
		transforms->scale_count++;
	}
	return 0;
}

static int
read_one_hots(struct transforms *transforms, const struct names *fields, struct error *error)
{
	for (size_t i = 0; i < fields->count; i++) {
		if (names_find(fields, fields->at[i]) != (ptrdiff_t)i)
			return error_set(error, STATUS_USAGE, "--one-hot: the field \"%.*s\" comes twice",
				SLICE_PRINT(fields->at[i]));
		if (check_field("one-hot", fields->at[i], error))
			return -1;
		transforms->one_hots[transforms->one_hot_count++].field = fields->at[i];
	}
	return 0;
}

int
transforms_room(
	struct transforms *transforms, size_t fills, size_t scales, size_t one_hots, struct error *error)
{
	struct arena *arena = &transforms->arena;

	transforms->fills = arena_alloc(arena, fills * sizeof *transforms->fills);
	transforms->scales = arena_alloc(arena, scales * sizeof *transforms->scales);
	transforms->one_hots = arena_alloc(arena, one_hots * sizeof *transforms->one_hots);
	if (!transforms->fills || !transforms->scales || !transforms->one_hots)
		return error_memory(error);
	return 0;
}

int
transforms_read(struct transforms *transforms, const struct names *fills, const struct names *scales,
	const struct names *one_hots, struct error *error)
{
	if (transforms_room(transforms, fills->count, scales->count, one_hots->count, error))
		return -1;
	return read_fills(transforms, fills, error) || read_scales(transforms, scales, error) ||
			       read_one_hots(transforms, one_hots, error)
		       ? -1
		       : 0;
}

const struct fill *
transforms_fill(const struct transforms *transforms, struct slice field)
{
	for (size_t i = 0; i < transforms->fill_count; i++)
		if (slice_equal(transforms->fills[i].field, field))
			return &transforms->fills[i];
	return NULL;
}

bool
transforms_learn(const struct transforms *transforms)
{
	bool means = false;

	for (size_t i = 0; i < transforms->fill_count; i++)
		means = means || transforms->fills[i].mean;
	return means || transforms->scale_count || transforms->one_hot_count;
}

void
transforms_free(struct transforms *transforms)
{
	for (size_t i = 0; i < transforms->one_hot_count; i++)
		categories_free(&transforms->one_hots[i].categories);
	arena_free(&transforms->arena);
	*transforms = (struct transforms){ 0 };
}
