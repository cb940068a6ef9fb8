/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions of a value of any kind. */
#include "base/hash.h"
#include "expr/builtins.h"
#include "expr/evaluation.h"

#include <strings.h>

int
value_nullif(struct call *call)
{
	const struct value *x = &call->arguments[0], *y = &call->arguments[1];

	if (x->kind != VALUE_NULL && y->kind != VALUE_NULL && x->kind != y->kind)
		return call_refuse(call, 1, y, type_of(x));
	*call->result = *x;
	return x->kind == y->kind && compare_values(*x, *y) == 0 ? give_null(call->result) : 0;
}

int
value_type(struct call *call)
{
	static const char *const names[] = {
		[VALUE_NULL] = "null",
		[VALUE_BOOL] = "bool",
		[VALUE_NUMBER] = "number",
		[VALUE_TEXT] = "text",
		[VALUE_TIME] = "time",
		[VALUE_ARRAY] = "array",
		[VALUE_OBJECT] = "object",
	};

	return give_text(call->result, slice_of(names[call->arguments[0].kind]));
}

/* What PostgreSQL and Spark read as a boolean. */
static const struct word {
	const char *text;
	bool truth;
} words[] = {
	{ "true", true },
	{ "false", false },
	{ "t", true },
	{ "f", false },
	{ "yes", true },
	{ "no", false },
	{ "y", true },
	{ "n", false },
	{ "on", true },
	{ "off", false },
	{ "1", true },
	{ "0", false },
	{ NULL, false },
};

int
value_bool(struct call *call)
{
	const struct value *x = &call->arguments[0];
	char digits[NUMBER_TEXT_SIZE];
	struct slice text;

	if (x->kind == VALUE_BOOL)
		return *call->result = *x, 0;
	if (x->kind == VALUE_NUMBER)
		text = (struct slice){ digits, number_write(x->number, digits) };
	else
		text = slice_trim(x->text);
	for (const struct word *word = words; word->text; word++)
		if (strlen(word->text) == text.length && strncasecmp(word->text, text.at, text.length) == 0)
			return give_truth(call->result, word->truth);
	return call_undefined(call);
}

/* The upper 53 bits of XXH64, seed 0, over the arguments in JSON with commas between: every such number is a
 * double too, and hash(x) / 2^53 is the point of featurize --split. */
int
value_hashed(struct call *call)
{
	struct buffer json = { 0 };

	for (size_t i = 0; i < call->count; i++) {
		if (i)
			buffer_byte(&json, ',');
		value_write(&json, &call->arguments[i]);
	}
	give_number(call->result, number_of_int((int64_t)(hash_xxh64(buffer_view(&json), 0) >> 11)));
	call->scratch->failed = call->scratch->failed || json.failed;
	buffer_free(&json);
	return call->scratch->failed ? -1 : 0;
}
