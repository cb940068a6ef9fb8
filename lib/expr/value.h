/* SPDX-License-Identifier: GPL-3.0-or-later */
/* value: what an expression works on. */
#ifndef EXPR_VALUE_H
#define EXPR_VALUE_H

#include "base/buffer.h"
#include "base/slice.h"
#include "number/number.h"

#include <stdbool.h>

enum value_kind { VALUE_NULL, VALUE_BOOL, VALUE_NUMBER, VALUE_TEXT };

struct value {
	enum value_kind kind;
	union {
		bool truth;
		struct number number;
		struct slice text; /* decoded UTF-8; lives in the line, the program or its scratch */
	};
};

/* Appends the value as JSON. */
void value_write(struct buffer *to, const struct value *value);

/* The order of values in group keys and of --order-by: null first, then false, true, numbers by value, texts
 * by bytes. Below, equal to or above 0. */
int value_compare(const struct value *a, const struct value *b);

#endif
