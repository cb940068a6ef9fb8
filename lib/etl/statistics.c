/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/transforms.h"
#include "record/text.h"
#include "state/json_read.h"

#include <stdio.h>

/* A double gets a point or an exponent, so that it reads back as a double, however many digits it has. */
void
statistics_write_number(struct buffer *to, struct number number)
{
	size_t from = to->length;

	number = number_as_written(number);
	number_append(to, number);
	if (!number_is_real(number) || to->failed)
		return;
	for (size_t i = from; i < to->length; i++)
		if (to->at[i] == '.' || to->at[i] == 'e')
			return;
	buffer_text(to, ".0");
}

static void
write_text(struct buffer *to, const char *name, struct slice text)
{
	buffer_printf(to, "\"%s\":", name);
	json_text_write(to, text);
}

static void
write_numbers(struct buffer *to, const struct transform *transform)
{
	buffer_text(to, ",\"n\":");
	buffer_unsigned(to, transform->count);
	for (size_t i = 0; i < TRANSFORM_NUMBERS && transform->names[i]; i++) {
		buffer_printf(to, ",\"%s\":", transform->names[i]);
		if (transform->numbers[i].known)
			statistics_write_number(to, transform->numbers[i].number);
		else
			buffer_text(to, "null");
	}
}

static void
write_transform(struct buffer *to, const struct transform *transform)
{
	const struct transform_kind *kind = transform->kind;

	buffer_byte(to, '{');
	write_text(to, "field", transform->field);
	if (kind->text_key) {
		buffer_byte(to, ',');
		write_text(to, kind->text_key, transform->text);
	}
	if (transform->names)
		write_numbers(to, transform);
	if (kind->write)
		kind->write(transform, to);
	buffer_byte(to, '}');
}

void
statistics_write(struct buffer *to, const struct transforms *transforms)
{
	const struct transform *at = transforms->at, *end = at + transforms->count;

	buffer_text(to, "{\"tillpipe\":\"statistics\",\"version\":1");
	for (int i = 0; i < TRANSFORM_TYPES; i++) {
		const struct transform_kind *kind = transform_kinds[i];
		if (kind->optional && (at == end || at->kind != kind))
			continue;
		buffer_printf(to, ",\n\"%s\":[", kind->list);
		for (const char *between = "\n"; at < end && at->kind == kind; at++) {
			buffer_text(to, between);
			write_transform(to, at);
			between = ",\n";
		}
		buffer_byte(to, ']');
	}
	buffer_text(to, "}\n");
}

int
statistics_refuse(const struct statistics_reader *reader, const char *what)
{
	return error_set(reader->error, STATUS_REFUSED, "%s: %s; statistics are what featurize --fit writes",
		reader->path, what);
}

int
statistics_text(
	const struct statistics_reader *reader, const json_t *object, const char *name, struct slice *text)
{
	const json_t *json = json_object_get(object, name);
	const struct slice found = { json_string_value(json), json_string_length(json) };

	if (!found.at || found.length == 0)
		return statistics_refuse(reader, "a transform has no field, or no text");
	*text = arena_copy(reader->arena, found);
	return text->at ? 0 : error_memory(reader->error);
}

bool
statistics_number(const json_t *json, struct number *number)
{
	if (json_is_integer(json))
		*number = number_of_int(json_integer_value(json));
	else if (json_is_real(json))
		*number = number_shortest(json_real_value(json));
	return json_is_number(json);
}

uint64_t
statistics_count(const json_t *object)
{
	json_int_t count = json_integer_value(json_object_get(object, "n"));

	return count > 0 ? (uint64_t)count : 0;
}

/* Each is a number, or null where it is not known. */
static int
read_numbers(const struct statistics_reader *reader, struct transform *transform, const json_t *object)
{
	transform->count = statistics_count(object);
	for (size_t i = 0; i < TRANSFORM_NUMBERS && transform->names[i]; i++) {
		const json_t *json = json_object_get(object, transform->names[i]);
		struct optional_number *number = &transform->numbers[i];
		number->known = statistics_number(json, &number->number);
		if (!number->known && !json_is_null(json))
			return statistics_refuse(reader, "a transform lacks its numbers");
	}
	transform->known = transform->numbers[0].known;
	return 0;
}

/* A text that this version does not know. */
static int
refuse_text(const struct statistics_reader *reader, const struct transform_kind *kind)
{
	char what[64];

	snprintf(what, sizeof what, "it %ss in a way that is not known", kind->list);
	return statistics_refuse(reader, what);
}

static int
read_transform(const struct statistics_reader *reader, struct transforms *transforms,
	enum transform_type type, const json_t *json)
{
	struct transform *transform = transforms_add(transforms, type, reader->error);
	if (!transform)
		return -1;
	const struct transform_kind *kind = transform->kind;
	struct slice field, text = { 0 };

	if (statistics_text(reader, json, "field", &field) ||
		(kind->text_key && statistics_text(reader, json, kind->text_key, &text)))
		return -1;
	int status = transform_read(transform, field, text, reader->error);
	if (status == 1)
		return refuse_text(reader, kind);
	if (status)
		return -1;
	if (transforms_find(transforms, type, field) != transform)
		return statistics_refuse(reader, "a field comes twice in one list");
	if ((transform->names && read_numbers(reader, transform, json)) ||
		(kind->load && kind->load(transform, json, reader)))
		return -1;
	if (!transform->known)
		return error_set(reader->error, STATUS_REFUSED,
			"%s: nothing was learned about \"%.*s\", since no record had a value; use --fit on "
			"records that have one",
			reader->path, SLICE_PRINT(field));
	return 0;
}

static int
read_lists(const struct statistics_reader *reader, struct transforms *transforms, const json_t *root)
{
	for (enum transform_type type = 0; type < TRANSFORM_TYPES; type++) {
		const json_t *list = json_object_get(root, transform_kinds[type]->list);
		for (size_t i = 0; i < json_array_size(list); i++)
			if (read_transform(reader, transforms, type, json_array_get(list, i)))
				return -1;
	}
	return 0;
}

static int
check_root(const struct statistics_reader *reader, const json_t *root)
{
	const char *kind = json_string_value(json_object_get(root, "tillpipe"));

	if (!kind || !slice_is(slice_of(kind), "statistics"))
		return statistics_refuse(reader, "these are not statistics");
	if (json_integer_value(json_object_get(root, "version")) != 1)
		return statistics_refuse(reader, "their version is not 1");
	return 0;
}

/* Lists must be there, and be of kinds that this version knows: what is not known would not be done. */
static int
check_lists(const struct statistics_reader *reader, json_t *root)
{
	const char *name;
	json_t *member;
	int known;

	for (int i = 0; i < TRANSFORM_TYPES; i++)
		if (!json_is_array(json_object_get(root, transform_kinds[i]->list)) &&
			!transform_kinds[i]->optional)
			return statistics_refuse(reader, "a list of transforms is missing");
	json_object_foreach(root, name, member)
	{
		for (known = 0; known < TRANSFORM_TYPES; known++)
			if (strcmp(transform_kinds[known]->list, name) == 0)
				break;
		if (json_is_array(member) && known == TRANSFORM_TYPES)
			return statistics_refuse(reader, "it has transforms that this version does not know");
	}
	return 0;
}

int
statistics_read(struct transforms *transforms, const char *path, struct error *error)
{
	const struct statistics_reader reader = { &transforms->arena, path, error };
	json_t *root =
		json_read(path, JSON_REJECT_DUPLICATES, "statistics are what featurize --fit writes", error);
	int failed = !root || check_root(&reader, root) || check_lists(&reader, root) ||
		     read_lists(&reader, transforms, root);

	json_decref(root);
	return failed ? -1 : 0;
}

static int
add_given(struct transforms *learned, const struct transform *given, struct error *error)
{
	struct transform *added = transforms_add(learned, given->type, error);

	return added ? transform_read(added, given->field, given->text, error) : -1;
}

int
statistics_agree(
	struct transforms *learned, const struct transforms *given, const char *path, struct error *error)
{
	for (const struct transform *t = given->at; t < given->at + given->count; t++) {
		const struct transform *other = transforms_find(learned, t->type, t->field);
		const char *option = t->kind->option;
		if (other && !slice_equal(t->text, other->text))
			return error_set(error, STATUS_USAGE, "--%s %.*s=%.*s: %s has %.*s=%.*s", option,
				SLICE_PRINT(t->field), SLICE_PRINT(t->text), path, SLICE_PRINT(t->field),
				SLICE_PRINT(other->text));
		if (!other && t->observes)
			return error_set(error, STATUS_USAGE,
				"--%s: %s has nothing about \"%.*s\"; learn it with --fit", option, path,
				SLICE_PRINT(t->field));
		if (!other && add_given(learned, t, error))
			return -1;
	}
	return 0;
}
