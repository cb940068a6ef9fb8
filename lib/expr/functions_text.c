/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions of texts, and those of values of any kind. */
#include "base/hash.h"
#include "expr/builtins.h"
#include "expr/eval.h"
#include "record/utf8.h"

#include <strings.h>

static const struct slice blank = { " ", 1 };

static struct slice
argument(const struct call *call, size_t i)
{
	return call->arguments[i].text;
}

static char *
put(char *at, struct slice text)
{
	if (text.length)
		memcpy(at, text.at, text.length);
	return at + text.length;
}

static size_t
occurrences(struct slice in, struct slice what)
{
	const char *end = in.at + in.length;
	size_t count = 0;

	for (const char *at; (at = slice_find(in, what)) != NULL; count++)
		in = slice_between(at + what.length, end);
	return count;
}

/* Flips the case of the letters from first to first + 25. */
static int
flip(struct call *call, char first)
{
	struct slice x = argument(call, 0);
	char *made = call_reserve(call, x.length);

	if (!made)
		return -1;
	for (size_t i = 0; i < x.length; i++) {
		bool letter = x.at[i] >= first && x.at[i] < first + 26;
		made[i] = (char)(letter ? x.at[i] ^ 0x20 : x.at[i]);
	}
	return set_text(call->result, (struct slice){ made, x.length });
}

int
text_lower(struct call *call)
{
	return flip(call, 'A');
}

int
text_upper(struct call *call)
{
	return flip(call, 'a');
}

int
text_trim(struct call *call)
{
	return set_text(call->result, slice_trim(argument(call, 0)));
}

int
text_length(struct call *call)
{
	return set_number(call->result, number_of_int((int64_t)utf8_count(argument(call, 0))));
}

int
text_substr(struct call *call)
{
	struct slice x = argument(call, 0);
	long from, n = -1;

	if (!call_whole(call, 1, &from) || from == 0)
		return call_undefined(call);
	if (call->count > 2 && (!call_whole(call, 2, &n) || n < 0))
		return call_undefined(call);
	if (from < 0) {
		long length = (long)utf8_count(x);
		from = from < -length ? 1 : length + from + 1;
	}
	size_t skipped = utf8_prefix(x, (size_t)from - 1);
	x = slice_between(x.at + skipped, x.at + x.length);
	if (n >= 0)
		x.length = utf8_prefix(x, (size_t)n);
	return set_text(call->result, x);
}

int
text_contains(struct call *call)
{
	struct slice y = argument(call, 1);

	return set_truth(call->result, y.length == 0 || slice_find(argument(call, 0), y));
}

int
text_starts_with(struct call *call)
{
	struct slice x = argument(call, 0), y = argument(call, 1);

	return set_truth(
		call->result, x.length >= y.length && slice_equal((struct slice){ x.at, y.length }, y));
}

int
text_ends_with(struct call *call)
{
	struct slice x = argument(call, 0), y = argument(call, 1);

	return set_truth(
		call->result, x.length >= y.length &&
				      slice_equal((struct slice){ x.at + x.length - y.length, y.length }, y));
}

int
text_replace(struct call *call)
{
	struct slice x = argument(call, 0), y = argument(call, 1), z = argument(call, 2);
	const char *end = x.at + x.length, *found;
	size_t count = y.length ? occurrences(x, y) : 0;

	if (count == 0)
		return set_text(call->result, x);
	size_t length = x.length - count * y.length + count * z.length;
	char *made = call_reserve(call, length), *to = made;
	if (!made)
		return -1;
	while ((found = slice_find(x, y)) != NULL) {
		to = put(put(to, slice_between(x.at, found)), z);
		x = slice_between(found + y.length, end);
	}
	put(to, x);
	return set_text(call->result, (struct slice){ made, length });
}

int
text_split_part(struct call *call)
{
	struct slice x = argument(call, 0), separator = argument(call, 1);
	const char *end = x.at + x.length, *found;
	long n;

	if (!call_whole(call, 2, &n) || n == 0 || separator.length == 0)
		return call_undefined(call);
	if (n < 0)
		n += (long)occurrences(x, separator) + 2;
	for (; n > 1 && (found = slice_find(x, separator)) != NULL; n--)
		x = slice_between(found + separator.length, end);
	if (n != 1)
		return set_text(call->result, (struct slice){ end, 0 });
	found = slice_find(x, separator);
	return set_text(call->result, slice_between(x.at, found ? found : end));
}

int
text_concat(struct call *call)
{
	char written[VALUE_TEXT_SIZE];
	size_t length = 0;

	for (size_t i = 0; i < call->count; i++)
		length += value_text(&call->arguments[i], written).length;
	char *made = call_reserve(call, length), *to = made;
	if (!made)
		return -1;
	for (size_t i = 0; i < call->count; i++)
		to = put(to, value_text(&call->arguments[i], written));
	return set_text(call->result, (struct slice){ made, length });
}

int
text_lpad(struct call *call)
{
	struct slice x = argument(call, 0), fill = call->count > 2 ? argument(call, 2) : blank;
	long n;

	if (!call_whole(call, 1, &n) || n < 0)
		return call_undefined(call);
	size_t has = utf8_count(x), wanted = (size_t)n, one = utf8_count(fill);
	if (wanted <= has)
		return set_text(call->result, (struct slice){ x.at, utf8_prefix(x, wanted) });
	if (one == 0)
		return set_text(call->result, x);
	size_t whole = (wanted - has) / one, rest = utf8_prefix(fill, (wanted - has) % one);
	size_t length = whole * fill.length + rest + x.length;
	char *made = call_reserve(call, length), *to = made;
	if (!made)
		return -1;
	while (whole-- > 0)
		to = put(to, fill);
	put(put(to, (struct slice){ fill.at, rest }), x);
	return set_text(call->result, (struct slice){ made, length });
}

int
value_nullif(struct call *call)
{
	const struct value *x = &call->arguments[0], *y = &call->arguments[1];

	if (x->kind != VALUE_NULL && y->kind != VALUE_NULL && x->kind != y->kind)
		return call_refuse(call, 1, y, type_of(x));
	*call->result = *x;
	return x->kind == y->kind && compare_values(*x, *y) == 0 ? set_null(call->result) : 0;
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

	return set_text(call->result, slice_of(names[call->arguments[0].kind]));
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
		return set_truth(call->result, x->truth);
	if (x->kind == VALUE_NUMBER)
		text = (struct slice){ digits, number_write(x->number, digits) };
	else
		text = slice_trim(x->text);
	for (const struct word *word = words; word->text; word++)
		if (strlen(word->text) == text.length && strncasecmp(word->text, text.at, text.length) == 0)
			return set_truth(call->result, word->truth);
	return call_undefined(call);
}

/* The upper 53 bits of XXH64, seed 0, over the arguments in JSON with commas between: every such number is a
 * double too, and hash(x) / 2^53 is the point of featurize --split. */
int
value_hash(struct call *call)
{
	struct buffer json = { 0 };

	for (size_t i = 0; i < call->count; i++) {
		if (i)
			buffer_byte(&json, ',');
		value_write(&json, &call->arguments[i]);
	}
	set_number(call->result, number_of_int((int64_t)(hash_xxh64(buffer_view(&json), 0) >> 11)));
	call->scratch->failed = call->scratch->failed || json.failed;
	buffer_free(&json);
	return call->scratch->failed ? -1 : 0;
}
