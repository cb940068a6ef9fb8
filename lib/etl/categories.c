/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/categories.h"

#include "base/array.h"
#include "record/plain_name.h"

#include <stdlib.h>

int
category_check(const struct value *value, struct slice field, struct refusal *refusal)
{
	struct number number = value->number;

	if (value->kind == VALUE_TIME || value->kind == VALUE_ARRAY || value->kind == VALUE_OBJECT)
		return refuse(refusal, field, "this is no text, number, true or false; --one-hot needs one");
	if (value->kind != VALUE_NUMBER || number.scale == 0)
		return 0;
	if (number_compare(number_shortest(number_to_double(number)), number) == 0)
		return 0;
	return refuse(refusal, field, "this number has too many digits for --one-hot; make it a text");
}

/* Where the value stands or would stand. */
static size_t
place(const struct categories *categories, const struct value *value, bool *found)
{
	size_t from = 0, to = categories->count;

	*found = false;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = value_compare(&categories->at[middle].value, value);
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

struct category *
categories_find(const struct categories *categories, const struct value *value)
{
	bool found;
	size_t at = place(categories, value, &found);

	return found ? &categories->at[at] : NULL;
}

struct category *
categories_add(struct categories *categories, const struct value *value, struct arena *arena)
{
	bool found;
	size_t at = place(categories, value, &found);
	struct value copy = *value;

	if (found)
		return &categories->at[at];
	if (categories->count == CATEGORIES)
		return NULL;
	if (value->kind == VALUE_TEXT && !(copy.text = arena_copy(arena, value->text)).at)
		return NULL;
	struct category *grown =
		array_grow(categories->at, &categories->capacity, categories->count + 1, sizeof *grown);
	if (!grown)
		return NULL;
	categories->at = grown;
	memmove(grown + at + 1, grown + at, (categories->count - at) * sizeof *grown);
	categories->count++;
	grown[at] = (struct category){ .value = copy };
	return &grown[at];
}

/* at is NULL when memory ran out. */
static struct slice
name_of(struct slice field, const struct value *value, struct arena *arena)
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

int
categories_name(struct categories *categories, struct slice field, struct arena *arena, struct error *error)
{
	for (size_t i = 0; i < categories->count; i++) {
		struct slice name = name_of(field, &categories->at[i].value, arena);
		if (!name.at)
			return error_memory(error);
		for (size_t j = 0; j < i; j++)
			if (slice_equal(categories->at[j].name, name))
				return error_set(error, STATUS_REFUSED,
					"--one-hot %.*s: two of its values would be \"%.*s\"; make them "
					"plain with -s",
					SLICE_PRINT(field), SLICE_PRINT(name));
		categories->at[i].name = name;
	}
	return 0;
}

void
categories_free(struct categories *categories)
{
	free(categories->at);
	*categories = (struct categories){ 0 };
}
