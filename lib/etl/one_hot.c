/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --one-hot FIELD: a field FIELD_value, 1 or 0, for each of the categories, the values that FIELD had. */
#include "base/array.h"
#include "etl/plan.h"
#include "etl/transforms.h"
#include "record/text.h"

#include <jansson.h>
#include <stdlib.h>

enum { CATEGORIES = 1000 }; /* at most, so that a field of ids is found out early */

struct category {
	struct value value;
	struct slice name; /* of the field that says whether a record has this value */
	uint64_t count;
};

struct one_hot {
	struct category *categories; /* in the order of value_compare */
	size_t count, capacity;
};

/* Only a text, true, false, or a number that is written and read back the same can be a category; null is
 * none. 0, or -1 with the refusal. */
static int
check_value(const struct value *value, struct slice field, struct refusal *refusal)
{
	struct number number = value->number;

	if (value->kind == VALUE_TIME || value->kind == VALUE_ARRAY || value->kind == VALUE_OBJECT)
		return refuse(refusal, field, "--one-hot needs a text, a number, true or false");
	if (value->kind != VALUE_NUMBER || number.scale == 0)
		return 0;
	if (number_compare(number_shortest(number_to_double(number)), number) == 0)
		return 0;
	return refuse(refusal, field, "this number has too many digits for --one-hot; make it a text");
}

/* The index of the value's category, or the one that it would have. */
static size_t
find(const struct one_hot *one_hot, const struct value *value, bool *found)
{
	size_t from = 0, to = one_hot->count;

	*found = false;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = value_compare(&one_hot->categories[middle].value, value);
		if (order == 0) {
			*found = true;
			return middle;
		}
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The category of a value, added if it is new. NULL when memory ran out, or there are CATEGORIES already. */
static struct category *
add(struct one_hot *one_hot, const struct value *value, struct arena *arena)
{
	bool found;
	size_t at = find(one_hot, value, &found);
	struct value copy = *value;

	if (found)
		return &one_hot->categories[at];
	if (one_hot->count == CATEGORIES)
		return NULL;
	if (value->kind == VALUE_TEXT && !(copy.text = arena_copy(arena, value->text)).at)
		return NULL;
	struct category *grown =
		array_grow(one_hot->categories, &one_hot->capacity, one_hot->count + 1, sizeof *grown);
	if (!grown)
		return NULL;
	one_hot->categories = grown;
	memmove(grown + at + 1, grown + at, (one_hot->count - at) * sizeof *grown);
	one_hot->count++;
	grown[at] = (struct category){ .value = copy };
	return &grown[at];
}

/* The categories' names are declared in their order: the first one's setting is the transform's. */
static int
one_hot_declare(struct transform *transform, struct plan *plan, struct error *error)
{
	const struct one_hot *one_hot = transform->state;

	transform->setting = plan->scope.setting_count;
	for (size_t i = 0; i < one_hot->count; i++) {
		struct slice name = one_hot->categories[i].name;
		size_t index;
		if (scope_setting(&plan->scope, name))
			return error_set(error, STATUS_USAGE, "--one-hot sets `%.*s`, which is set already",
				SLICE_PRINT(name));
		if (scope_add_setting(&plan->scope, name, TYPE_ANY, &index, error))
			return -1;
	}
	return 0;
}

static int
one_hot_observe(const struct transform *transform, struct scratch *scratch, struct value *value,
	struct refusal *refusal)
{
	if (program_run(transform->program, scratch, value, refusal))
		return -1;
	return check_value(value, transform->field, refusal);
}

static int
one_hot_learn(struct transform *transform, const struct value *value, struct error *error)
{
	struct one_hot *one_hot = transform->state;

	if (value->kind == VALUE_NULL)
		return 0;
	struct category *category = add(one_hot, value, &transform->owner->arena);
	if (!category && one_hot->count == CATEGORIES)
		return error_set(error, STATUS_REFUSED, "--one-hot %.*s: more than %d different values",
			SLICE_PRINT(transform->field), CATEGORIES);
	if (!category)
		return error_memory(error);
	category->count++;
	return 0;
}

/* FIELD_value, the value's text made a plain name; at is NULL when memory ran out. */
static struct slice
make_name(struct slice field, const struct value *value, struct arena *arena)
{
	struct buffer json = { 0 };
	struct slice text = value->text, name = { 0 };

	if (value->kind != VALUE_TEXT) {
		value_write(&json, value);
		text = buffer_view(&json);
	}
	char *to = json.failed ? NULL : arena_alloc(arena, field.length + 1 + text.length);
	if (to) {
		memcpy(to, field.at, field.length);
		to[field.length] = '_';
		size_t length = plain_name_write(text, to + field.length + 1);
		name = (struct slice){ to, field.length + 1 + length };
	}
	buffer_free(&json);
	return name;
}

static int
one_hot_finish(struct transform *transform, struct error *error)
{
	const struct one_hot *one_hot = transform->state;
	struct category *categories = one_hot->categories;

	for (size_t i = 0; i < one_hot->count; i++) {
		struct slice name =
			make_name(transform->field, &categories[i].value, &transform->owner->arena);
		if (!name.at)
			return error_memory(error);
		for (size_t j = 0; j < i; j++)
			if (slice_equal(categories[j].name, name))
				return error_set(error, STATUS_REFUSED,
					"--one-hot %.*s: two of its values give the name \"%.*s\"; "
					"change one with -s",
					SLICE_PRINT(transform->field), SLICE_PRINT(name));
		categories[i].name = name;
	}
	transform->known = one_hot->count > 0;
	return 0;
}

static void
one_hot_write(const struct transform *transform, struct buffer *to)
{
	const struct one_hot *one_hot = transform->state;

	buffer_text(to, ",\"categories\":[");
	for (size_t i = 0; i < one_hot->count; i++) {
		const struct category *category = &one_hot->categories[i];
		buffer_text(to, i ? ",\n{\"value\":" : "\n{\"value\":");
		if (category->value.kind == VALUE_NUMBER)
			statistics_write_number(to, category->value.number);
		else
			value_write(to, &category->value);
		buffer_text(to, ",\"name\":");
		json_text_write(to, category->name);
		buffer_text(to, ",\"n\":");
		buffer_unsigned(to, category->count);
		buffer_byte(to, '}');
	}
	buffer_byte(to, ']');
}

static int
load_category(struct one_hot *one_hot, const json_t *json, const struct statistics_reader *reader)
{
	const json_t *found = json_object_get(json, "value");
	struct value value = { .kind = VALUE_NULL };
	size_t known = one_hot->count;

	if (statistics_number(found, &value.number))
		value.kind = VALUE_NUMBER;
	else if (json_is_boolean(found))
		value = (struct value){ .kind = VALUE_BOOL, .truth = json_is_true(found) };
	else if (json_is_string(found))
		value = (struct value){ .kind = VALUE_TEXT,
			.text = { json_string_value(found), json_string_length(found) } };
	else
		return statistics_refuse(reader, "a category has no value");
	struct category *category = add(one_hot, &value, reader->arena);
	if (!category)
		return known == CATEGORIES ? statistics_refuse(reader, "it has too many categories")
					   : error_memory(reader->error);
	if (one_hot->count == known)
		return statistics_refuse(reader, "a category comes twice");
	category->count = statistics_count(json);
	return statistics_text(reader, json, "name", &category->name);
}

static int
one_hot_load(struct transform *transform, const struct json_t *json, const struct statistics_reader *reader)
{
	const json_t *categories = json_object_get(json, "categories");

	if (!json_is_array(categories))
		return statistics_refuse(reader, "a transform lacks its categories");
	for (size_t i = 0; i < json_array_size(categories); i++)
		if (load_category(transform->state, json_array_get(categories, i), reader))
			return -1;
	transform->known = json_array_size(categories) > 0;
	return 0;
}

/* A value that was not learned, and null, have no category: all fields are 0. */
static int
one_hot_encode(const struct transform *transform, struct scratch *scratch, struct value *values,
	struct refusal *refusal)
{
	const struct one_hot *one_hot = transform->state;
	struct value value;
	bool found;

	if (one_hot_observe(transform, scratch, &value, refusal))
		return -1;
	size_t at = find(one_hot, &value, &found);
	for (size_t i = 0; i < one_hot->count; i++)
		values[transform->setting + i] = value_of_number(number_of_int(found && i == at));
	return 0;
}

static void
one_hot_free(struct transform *transform)
{
	struct one_hot *one_hot = transform->state;

	free(one_hot->categories);
}

const struct transform_kind transform_one_hot = {
	.list = "one_hot",
	.option = "one-hot",
	.form = "FIELD",
	.size = sizeof(struct one_hot),
	.bind = transform_compile,
	.declare = one_hot_declare,
	.observe = one_hot_observe,
	.learn = one_hot_learn,
	.finish = one_hot_finish,
	.write = one_hot_write,
	.load = one_hot_load,
	.encode = one_hot_encode,
	.free = one_hot_free,
};
