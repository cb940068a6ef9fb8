/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/order.h"

/* Behind the quoted text or {name} that begins at `at`; end when it is not closed (the compiler says so). */
static const char *
skip_quoted(const char *at, const char *end)
{
	char close = *at == '{' ? '}' : *at;

	for (at++; at < end && *at != close; at++)
		if (*at == '\\' && close != '}' && at + 1 < end)
			at++;
	return at < end ? at + 1 : end;
}

int
order_split(struct names *keys, struct slice text)
{
	const char *from = text.at, *end = text.at + text.length;
	int depth = 0;

	for (const char *at = text.at; at < end;) {
		if (*at == '"' || *at == '\'' || *at == '{') {
			at = skip_quoted(at, end);
			continue;
		}
		depth += (*at == '(') - (*at == ')');
		if (*at == ',' && depth == 0) {
			if (names_add(keys, slice_between(from, at)))
				return -1;
			from = at + 1;
		}
		at++;
	}
	return names_add(keys, slice_between(from, end));
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static void
trim(struct slice *text)
{
	while (text->length && is_space(text->at[text->length - 1]))
		text->length--;
}

static bool
take_word(struct slice *key, const char *word)
{
	size_t length = strlen(word);

	if (key->length <= length || !is_space(key->at[key->length - length - 1]) ||
		memcmp(key->at + key->length - length, word, length) != 0)
		return false;
	key->length -= length;
	trim(key);
	return true;
}

bool
order_descending(struct slice *key)
{
	trim(key);
	return take_word(key, "desc") || (take_word(key, "asc"), false);
}
