/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/builtins.h"
#include "expr/evaluation.h"
#include "record/utf8.h"

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
	char *room = call_room(call, x.length);

	if (!room)
		return -1;
	for (size_t i = 0; i < x.length; i++) {
		bool letter = x.at[i] >= first && x.at[i] < first + 26;
		room[i] = (char)(letter ? x.at[i] ^ 0x20 : x.at[i]);
	}
	return give_text(call->result, (struct slice){ room, x.length });
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
	return give_text(call->result, slice_trim(argument(call, 0)));
}

int
text_length(struct call *call)
{
	return give_number(call->result, number_of_int((int64_t)utf8_count(argument(call, 0))));
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
	return give_text(call->result, x);
}

int
text_contains(struct call *call)
{
	struct slice y = argument(call, 1);

	return give_truth(call->result, y.length == 0 || slice_find(argument(call, 0), y));
}

int
text_starts_with(struct call *call)
{
	struct slice x = argument(call, 0), y = argument(call, 1);

	return give_truth(
		call->result, x.length >= y.length && slice_equal((struct slice){ x.at, y.length }, y));
}

int
text_ends_with(struct call *call)
{
	struct slice x = argument(call, 0), y = argument(call, 1);

	return give_truth(
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
		return give_text(call->result, x);
	size_t length = x.length - count * y.length + count * z.length;
	char *room = call_room(call, length), *to = room;
	if (!room)
		return -1;
	while ((found = slice_find(x, y)) != NULL) {
		to = put(put(to, slice_between(x.at, found)), z);
		x = slice_between(found + y.length, end);
	}
	put(to, x);
	return give_text(call->result, (struct slice){ room, length });
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
		return give_text(call->result, (struct slice){ end, 0 });
	found = slice_find(x, separator);
	return give_text(call->result, slice_between(x.at, found ? found : end));
}

int
text_concat(struct call *call)
{
	char written[VALUE_TEXT_SIZE];
	size_t length = 0;

	for (size_t i = 0; i < call->count; i++)
		length += value_text(&call->arguments[i], written).length;
	char *room = call_room(call, length), *to = room;
	if (!room)
		return -1;
	for (size_t i = 0; i < call->count; i++)
		to = put(to, value_text(&call->arguments[i], written));
	return give_text(call->result, (struct slice){ room, length });
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
		return give_text(call->result, (struct slice){ x.at, utf8_prefix(x, wanted) });
	if (one == 0)
		return give_text(call->result, x);
	size_t whole = (wanted - has) / one, rest = utf8_prefix(fill, (wanted - has) % one);
	size_t length = whole * fill.length + rest + x.length;
	char *room = call_room(call, length), *to = room;
	if (!room)
		return -1;
	while (whole-- > 0)
		to = put(to, fill);
	put(put(to, (struct slice){ fill.at, rest }), x);
	return give_text(call->result, (struct slice){ room, length });
}
