/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/flatten.h"

#include "base/array.h"
#include "record/elements.h"
#include "record/text.h"

#include <stdlib.h>

/* A name that is in use: by a field of the flat record, or by an object that became fields. */
struct flat_name {
	struct slice text;
	bool object;
};

void
flatten_close(struct flattening *flattening)
{
	buffer_free(&flattening->line);
	buffer_free(&flattening->path);
	buffer_free(&flattening->decoded);
	arena_free(&flattening->texts);
	free(flattening->names);
}

static bool
is_reserved(struct slice key)
{
	return key.length && *key.at == '_';
}

static int
out_of_memory(struct flattening *f)
{
	f->failed = true;
	return -1;
}

/* Adds the name in f->path to those in use. */
static int
add_name(struct flattening *f, bool object, struct refusal *refusal)
{
	struct slice path = buffer_view(&f->path), no_field = { 0 };

	if (f->count == SCAN_FIELDS)
		return refuse(refusal, no_field, "--flatten makes more than 100,000 fields of this record");
	f->named += path.length;
	if (f->named > FLATTEN_BYTES || f->line.length > FLATTEN_BYTES)
		return refuse(refusal, no_field, "--flatten makes more than %d MiB of this record",
			FLATTEN_BYTES >> 20);
	struct flat_name *names = array_grow(f->names, &f->capacity, f->count + 1, sizeof *names);
	if (!names)
		return out_of_memory(f);
	f->names = names;
	f->decoded.length = 0;
	bool decodes = json_text_read(&f->decoded, path) == 0; /* else it has a lone surrogate */
	struct slice text = arena_copy(&f->texts, decodes ? buffer_view(&f->decoded) : path);
	if (f->path.failed || f->decoded.failed || !text.at)
		return out_of_memory(f);
	f->names[f->count++] = (struct flat_name){ text, object };
	return 0;
}

static int
write_field(struct flattening *f, struct slice value, struct refusal *refusal)
{
	if (add_name(f, false, refusal))
		return -1;
	if (f->line.length > 1)
		buffer_byte(&f->line, ',');
	buffer_byte(&f->line, '"');
	buffer_slice(&f->line, buffer_view(&f->path));
	buffer_text(&f->line, "\":");
	buffer_slice(&f->line, value);
	return 0;
}

static int write_object(struct flattening *f, struct slice object, unsigned depth, struct refusal *refusal);

/* Writes the value whose name is in f->path. */
static int
write_value(struct flattening *f, const struct slot *value, unsigned depth, struct refusal *refusal)
{
	if (value->kind != KIND_OBJECT)
		return write_field(f, slot_json(value), refusal);
	if (depth == FLATTEN_DEPTH)
		return refuse(refusal, buffer_view(&f->path), "--flatten takes objects nested up to %d deep",
			FLATTEN_DEPTH);
	return write_object(f, value->raw, depth + 1, refusal);
}

static int
write_object(struct flattening *f, struct slice object, unsigned depth, struct refusal *refusal)
{
	struct slice rest = elements_inside(object);
	struct slot key, value;
	size_t length = f->path.length;

	if (scan_blank(rest))
		return write_field(f, slice_of("null"), refusal);
	if (add_name(f, true, refusal))
		return -1;
	while (members_next(&rest, &key, &value)) {
		buffer_byte(&f->path, '_');
		buffer_slice(&f->path, key.raw);
		if (write_value(f, &value, depth, refusal))
			return -1;
		f->path.length = length;
	}
	return 0;
}

static int
compare_names(const void *left, const void *right)
{
	const struct flat_name *a = left, *b = right;
	int order = slice_compare(a->text, b->text);

	return order ? order : a->object - b->object;
}

static int
check_names(struct flattening *f, struct refusal *refusal)
{
	qsort(f->names, f->count, sizeof *f->names, compare_names);
	for (size_t i = 1; i < f->count; i++)
		if (compare_names(&f->names[i - 1], &f->names[i]) == 0)
			return refuse(refusal, f->names[i].text,
				"after --flatten two fields would have this name; rename or drop one "
				"before");
	return 0;
}

static int
write_record(struct flattening *f, const struct scanner *record, struct refusal *refusal)
{
	struct slice rest = elements_inside(record->text);
	struct slot key, value;

	buffer_byte(&f->line, '{');
	while (members_next(&rest, &key, &value)) {
		f->path.length = 0;
		buffer_slice(&f->path, key.raw);
		int failed = is_reserved(key.raw) ? write_field(f, slot_json(&value), refusal)
						  : write_value(f, &value, 0, refusal);
		if (failed)
			return -1;
	}
	buffer_byte(&f->line, '}');
	return check_names(f, refusal);
}

int
flatten(struct flattening *f, const struct scanner *record, struct slice *line, struct refusal *refusal)
{
	bool nested = false;

	for (size_t i = 0; i < record->member_count; i++) {
		const struct member *member = &record->members[i];
		nested = nested || (*member->value.at == '{' && !is_reserved(member->key));
	}
	if (!nested)
		return 0;
	f->line.length = f->count = f->named = 0;
	arena_reset(&f->texts);
	if (write_record(f, record, refusal))
		return -1;
	if (f->line.failed)
		return out_of_memory(f);
	*line = buffer_view(&f->line);
	return 0;
}
