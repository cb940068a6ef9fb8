/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/statistics.h"

#include "state/json_read.h"

#include <math.h>

/* What is being read, for the messages. */
struct reading {
	struct transforms *transforms;
	const char *path;
	struct error *error;
};

static int
wrong(const struct reading *reading, const char *what)
{
	return error_set(reading->error, STATUS_REFUSED, "%s: %s; statistics are what featurize --fit writes",
		reading->path, what);
}

static int
learned_nothing(const struct reading *reading, struct slice field)
{
	return error_set(reading->error, STATUS_REFUSED,
		"%s: nothing was learned of \"%.*s\", no record had a value; fit on some that have",
		reading->path, SLICE_PRINT(field));
}

/* A text that is not empty. */
static int
read_text(const struct reading *reading, const json_t *object, const char *name, struct slice *text)
{
	const json_t *json = json_object_get(object, name);
	const struct slice found = { json_string_value(json), json_string_length(json) };

	if (!found.at || found.length == 0)
		return wrong(reading, "a transform lacks its field, or what is done to it");
	*text = arena_copy(&reading->transforms->arena, found);
	return text->at ? 0 : error_memory(reading->error);
}

static bool
read_number(const json_t *json, struct number *number)
{
	if (json_is_integer(json))
		*number = number_of_int(json_integer_value(json));
	else if (json_is_real(json))
		*number = number_shortest(json_real_value(json));
	return json_is_number(json);
}

/* Null is a number that is not known. */
static int
read_figure(const struct reading *reading, const json_t *object, const char *name, struct figure *figure)
{
	const json_t *json = json_object_get(object, name);

	figure->known = read_number(json, &figure->number);
	return figure->known || json_is_null(json) ? 0 : wrong(reading, "a transform lacks its numbers");
}

static uint64_t
read_count(const json_t *object)
{
	json_int_t count = json_integer_value(json_object_get(object, "n"));

	return count > 0 ? (uint64_t)count : 0;
}

static int
read_fill(const struct reading *reading, const json_t *json, struct fill *fill)
{
	struct arena *arena = &reading->transforms->arena;
	struct slice field, with;

	if (read_text(reading, json, "field", &field) || read_text(reading, json, "with", &with) ||
		fill_read(fill, field, with, arena, reading->error))
		return -1;
	fill->count = read_count(json);
	if (!fill->mean)
		return 0;
	if (read_figure(reading, json, "mean", &fill->value))
		return -1;
	return fill->value.known ? 0 : learned_nothing(reading, field);
}

/* A spread below 0 is no spread. */
static int
read_scale(const struct reading *reading, const json_t *json, struct scale *scale)
{
	struct slice by;

	if (read_text(reading, json, "field", &scale->field) || read_text(reading, json, "by", &by))
		return -1;
	if (!scaling_read(by, &scale->by))
		return wrong(reading, "it scales in a way that is not known");
	bool standard = scale->by == SCALE_STANDARD;
	if (read_figure(reading, json, standard ? "mean" : "min", &scale->from) ||
		read_figure(reading, json, standard ? "stddev" : "max", &scale->to))
		return -1;
	scale->count = read_count(json);
	return scale->from.known ? 0 : learned_nothing(reading, scale->field);
}

static int
read_category(const struct reading *reading, const json_t *json, struct categories *categories)
{
	struct arena *arena = &reading->transforms->arena;
	const json_t *found = json_object_get(json, "value");
	struct value value = { .kind = VALUE_NULL };
	size_t known = categories->count;

	if (read_number(found, &value.number))
		value.kind = VALUE_NUMBER;
	else if (json_is_boolean(found))
		value = (struct value){ .kind = VALUE_BOOL, .truth = json_is_true(found) };
	else if (json_is_string(found))
		value = (struct value){ .kind = VALUE_TEXT,
			.text = { json_string_value(found), json_string_length(found) } };
	else
		return wrong(reading, "a category has no value");
	struct category *category = categories_add(categories, &value, arena);
	if (!category)
		return known == CATEGORIES ? wrong(reading, "it has too many categories")
					   : error_memory(reading->error);
	if (categories->count == known)
		return wrong(reading, "a category comes twice");
	category->count = read_count(json);
	return read_text(reading, json, "name", &category->name);
}

static int
read_one_hot(const struct reading *reading, const json_t *json, struct one_hot *one_hot)
{
	const json_t *categories = json_object_get(json, "categories");

	if (read_text(reading, json, "field", &one_hot->field))
		return -1;
	if (!json_is_array(categories))
		return wrong(reading, "a transform lacks its categories");
	for (size_t i = 0; i < json_array_size(categories); i++)
		if (read_category(reading, json_array_get(categories, i), &one_hot->categories))
			return -1;
	return one_hot->categories.count ? 0 : learned_nothing(reading, one_hot->field);
}

static int
read_lists(const struct reading *reading, const json_t *fills, const json_t *scales, const json_t *one_hots)
{
	struct transforms *t = reading->transforms;

	for (size_t i = 0; i < json_array_size(fills); i++, t->fill_count++)
		if (read_fill(reading, json_array_get(fills, i), &t->fills[i]))
			return -1;
	for (size_t i = 0; i < json_array_size(scales); i++, t->scale_count++)
		if (read_scale(reading, json_array_get(scales, i), &t->scales[i]))
			return -1;
	for (size_t i = 0; i < json_array_size(one_hots); i++) {
		t->one_hot_count++; /* it may own memory when it is read in part */
		if (read_one_hot(reading, json_array_get(one_hots, i), &t->one_hots[i]))
			return -1;
	}
	return 0;
}

static int
read_root(const struct reading *reading, const json_t *root)
{
	const json_t *fills = json_object_get(root, "fill"), *scales = json_object_get(root, "scale");
	const json_t *one_hots = json_object_get(root, "one_hot");
	const char *kind = json_string_value(json_object_get(root, "tillpipe"));

	if (!kind || !slice_is(slice_of(kind), "statistics"))
		return wrong(reading, "these are no statistics");
	if (json_integer_value(json_object_get(root, "version")) != 1)
		return wrong(reading, "they are of another version than 1");
	if (!json_is_array(fills) || !json_is_array(scales) || !json_is_array(one_hots))
		return wrong(reading, "a list of transforms is missing");
	if (transforms_room(reading->transforms, json_array_size(fills), json_array_size(scales),
		    json_array_size(one_hots), reading->error))
		return -1;
	return read_lists(reading, fills, scales, one_hots);
}

int
statistics_read(struct transforms *transforms, const char *path, struct error *error)
{
	const struct reading reading = { transforms, path, error };
	json_t *root =
		json_read(path, JSON_REJECT_DUPLICATES, "statistics are what featurize --fit writes", error);
	int failed = root ? read_root(&reading, root) : -1;

	json_decref(root);
	return failed;
}
