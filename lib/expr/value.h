/* SPDX-License-Identifier: GPL-3.0-or-later */
/* value: what an expression works on. */
#ifndef EXPR_VALUE_H
#define EXPR_VALUE_H

#include "base/buffer.h"
#include "base/slice.h"
#include "number/number.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order of value_compare. */
enum value_kind {
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_NUMBER,
	VALUE_TEXT,
	VALUE_TIME,
	VALUE_ARRAY,
	VALUE_OBJECT, /* can be passed on, no more */
};

struct value {
	enum value_kind kind;
	union {
		bool truth;
		struct number number;
		struct slice text;   /* decoded UTF-8; lives in the line, the program or its scratch */
		int64_t instant;     /* of a time: microseconds since 1970, UTC */
		struct slice object; /* its JSON as it is in the line */
		struct {
			const struct value *items; /* no objects' parts; live as texts do */
			size_t count;
		} array;
	};
};

static inline struct value
value_of_number(struct number number)
{
	return (struct value){ .kind = VALUE_NUMBER, .number = number };
}

/* Appends the value as JSON. */
void value_write(struct buffer *to, const struct value *value);

/* A single value as text: a text itself, anything else as JSON writes it, without quotes. What is not there
 * already is written to the buffer, which the result then points to. */
enum { VALUE_TEXT_SIZE = 48 };
struct slice value_text(const struct value *value, char buffer[VALUE_TEXT_SIZE]);

/* The order of values in group keys and of --order-by: null, false, true, numbers by value, texts by bytes,
 * times, arrays by their first elements that differ, objects by bytes. Below, equal to or above 0. */
int value_compare(const struct value *a, const struct value *b);

#endif
