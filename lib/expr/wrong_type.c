/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/wrong_type.h"

#include "record/utf8.h"
#include "time/instant.h"

#include <stdio.h>

/* How much of a name and of a value is shown, in characters. */
enum { SHOWN_NAME = 40, SHOWN_VALUE = 24, SHOWN_SIZE = 4 * SHOWN_VALUE + 32 };

static struct slice
field_of(const struct node *operand)
{
	if (operand->kind == NODE_PATH && operand->inside.slot >= 0)
		return operand->text;
	return operand->kind == NODE_FIELD ? operand->field.path : (struct slice){ 0 };
}

struct slice
node_written(const struct node *node)
{
	return (struct slice){ node->text.at, utf8_prefix(node->text, SHOWN_NAME) };
}

/* The refusal itself names a field. */
static struct slice
subject(const struct node *operand)
{
	return field_of(operand).length ? slice_of("this") : node_written(operand);
}

static const char *
describe(const struct value *value, char shown[SHOWN_SIZE])
{
	char digits[NUMBER_TEXT_SIZE];
	size_t length;

	switch (value->kind) {
	case VALUE_NULL:
		return "null";
	case VALUE_BOOL:
		return value->truth ? "true" : "false";
	case VALUE_NUMBER:
		snprintf(shown, SHOWN_SIZE, "the number %.*s", (int)number_write(value->number, digits),
			digits);
		return shown;
	case VALUE_TIME:
		return "a time";
	case VALUE_ARRAY:
		return "an array";
	case VALUE_OBJECT:
		return "an object";
	default:
		length = utf8_prefix(value->text, SHOWN_VALUE);
		snprintf(shown, SHOWN_SIZE, "the text \"%.*s%s\"", (int)length, value->text.at,
			length < value->text.length ? "..." : "");
		return shown;
	}
}

int
wrong_type(struct refusal *refusal, const struct node *operand, const struct value *value, unsigned needed)
{
	char shown[SHOWN_SIZE], name[TYPES_NAME];
	bool skipped = (needed & TYPE_TIME) && value->kind == VALUE_TEXT && instant_in_gap(value->text);

	return refuse(refusal, field_of(operand), "%.*s is %s, %s is needed", SLICE_PRINT(subject(operand)),
		describe(value, shown), skipped ? INSTANT_NOT_IN_GAP : types_name(needed, name));
}

int
wrong_field(struct refusal *refusal, struct slice field, const struct value *value, const char *needed)
{
	char shown[SHOWN_SIZE];

	return refuse(refusal, field, "this is %s, %s is needed", describe(value, shown), needed);
}

int
wrong_pair(struct refusal *refusal, const struct node *left, const struct value *a, const struct node *right,
	const struct value *b)
{
	char shown[2][SHOWN_SIZE];

	if (left->kind == NODE_CONSTANT)
		return wrong_type(refusal, right, b, type_of(a));
	if (right->kind == NODE_CONSTANT)
		return wrong_type(refusal, left, a, type_of(b));
	return refuse(refusal, field_of(left), "%.*s is %s, it cannot be compared with %.*s, which is %s",
		SLICE_PRINT(subject(left)), describe(a, shown[0]), SLICE_PRINT(node_written(right)),
		describe(b, shown[1]));
}
