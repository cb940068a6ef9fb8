/* SPDX-License-Identifier: GPL-3.0-or-later */
/* categories: the values of a field that --one-hot makes fields of. */
#ifndef ETL_CATEGORIES_H
#define ETL_CATEGORIES_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "expr/value.h"
#include "record/refusal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CATEGORIES = 1000 }; /* of one field, so that a field of ids is found out early */

struct category {
	struct value value;
	struct slice name; /* of the field that says whether a record is of it */
	uint64_t count;
};

struct categories {          /* all zero is none */
	struct category *at; /* in value_compare's order */
	size_t count, capacity;
};

/* Can it be one: a text, a number that is written down and read back the same, true or false? Null is in
 * none. 0, or -1 with the refusal. */
int category_check(const struct value *value, struct slice field, struct refusal *refusal);

/* The category of a value; NULL for null, and where there is none of that value. */
struct category *categories_find(const struct categories *categories, const struct value *value);

/* The same, added when it is new; the arena keeps its text. NULL when memory ran out, or the count is
 * CATEGORIES already. */
struct category *categories_add(
	struct categories *categories, const struct value *value, struct arena *arena);

/* Names all of them FIELD_value, with what is plain of the value's text. 0, or -1: two would have one name,
 * or one none. */
int categories_name(
	struct categories *categories, struct slice field, struct arena *arena, struct error *error);

void categories_free(struct categories *categories);

#endif
