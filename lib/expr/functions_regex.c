/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions of a pattern, which the compiler has checked and compiled with the call (calls.c). */
#include "expr/builtins.h"
#include "expr/eval.h"
#include "expr/regex.h"
#include "record/utf8.h"

enum { CAPTURES = 2 * (REGEX_GROUPS + 1) };

static size_t *
memory_of(struct call *call, size_t count)
{
	return scratch_take(call->scratch, regex_memory(call->regex, count) * sizeof(size_t));
}

int
regex_matches(struct call *call)
{
	size_t *memory = memory_of(call, 0);

	if (!memory)
		return -1;
	return set_truth(
		call->result, regex_search(call->regex, call->arguments[0].text, 0, NULL, 0, memory));
}

/* The group that is asked for; without one the first, or the whole match of a pattern without groups. */
static size_t
wanted_group(const struct call *call)
{
	long group = regex_groups(call->regex) > 0;

	if (call->count > 2)
		call_whole(call, 2, &group);
	return (size_t)group;
}

int
regex_extract(struct call *call)
{
	struct slice x = call->arguments[0].text;
	size_t captures[CAPTURES], group = wanted_group(call), count = 2 * (group + 1);
	size_t *memory = memory_of(call, count);

	if (!memory)
		return -1;
	if (!regex_search(call->regex, x, 0, captures, count, memory) ||
		captures[2 * group + 1] == REGEX_NOWHERE)
		return set_null(call->result);
	return set_text(
		call->result, slice_between(x.at + captures[2 * group], x.at + captures[2 * group + 1]));
}

/* Appends the replacement of one match: a backslash and a digit are the text of that group, two backslashes
 * are one. */
static void
append_replacement(struct buffer *to, struct slice replacement, struct slice x, const size_t *captures)
{
	const char *at = replacement.at, *end = at + replacement.length;

	while (at < end) {
		const char *backslash = memchr(at, '\\', (size_t)(end - at));
		buffer_slice(to, slice_between(at, backslash ? backslash : end));
		if (!backslash)
			return;
		char letter = backslash[1];
		const size_t *group = &captures[2 * (letter - '0')];
		if (letter == '\\')
			buffer_byte(to, letter);
		else if (group[1] != REGEX_NOWHERE)
			buffer_slice(to, slice_between(x.at + group[0], x.at + group[1]));
		at = backslash + 2;
	}
}

/* As sed's s///g: an empty match does not count right after another match. */
static void
substitute(struct call *call, size_t *memory, struct buffer *to)
{
	struct slice x = call->arguments[0].text;
	size_t captures[CAPTURES], groups = regex_groups(call->regex), copied = 0, from = 0;
	bool any = false;

	while (from <= x.length && to->length <= CALL_TEXT_LIMIT &&
		regex_search(call->regex, x, from, captures, 2 * (groups + 1), memory)) {
		bool empty = captures[0] == captures[1];
		if (!empty || !any || captures[0] != copied) {
			buffer_slice(to, slice_between(x.at + copied, x.at + captures[0]));
			append_replacement(to, call->arguments[2].text, x, captures);
			copied = captures[1];
			any = true;
		}
		from = captures[1];
		if (empty)
			from += from < x.length ? utf8_sequence(x.at + from, x.at + x.length) : 1;
	}
	buffer_slice(to, slice_between(x.at + copied, x.at + x.length));
}

int
regex_substitute(struct call *call)
{
	size_t *memory = memory_of(call, 2 * (regex_groups(call->regex) + 1));
	struct buffer made = { 0 };

	if (!memory)
		return -1;
	substitute(call, memory, &made);
	char *at = made.failed ? NULL : call_reserve(call, made.length);
	if (at && made.length)
		memcpy(at, made.at, made.length);
	if (made.failed)
		call->scratch->failed = true;
	struct slice text = { at, made.length };
	buffer_free(&made);
	return at ? set_text(call->result, text) : -1;
}
