/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/spelling.h"

#include <strings.h>

static const struct spelling words[] = {
	{ "true", TOKEN_TRUE, NULL },
	{ "false", TOKEN_FALSE, NULL },
	{ "null", TOKEN_NULL, NULL },
	{ "or", TOKEN_OR, NULL },
	{ "and", TOKEN_AND, NULL },
	{ "not", TOKEN_NOT, NULL },
	{ "is", TOKEN_IS, NULL },
	{ "in", TOKEN_IN, NULL },
	{ NULL, TOKEN_END, NULL },
};

static const struct spelling signs[] = {
	{ "||", TOKEN_OR, NULL },
	{ "&&", TOKEN_AND, NULL },
	{ "==", TOKEN_EQUAL, NULL },
	{ "!=", TOKEN_UNEQUAL, NULL },
	{ "<=", TOKEN_LESS_EQUAL, NULL },
	{ ">=", TOKEN_GREATER_EQUAL, NULL },
	{ "<", TOKEN_LESS, NULL },
	{ ">", TOKEN_GREATER, NULL },
	{ "!", TOKEN_NOT, NULL },
	{ "+", TOKEN_PLUS, NULL },
	{ "-", TOKEN_MINUS, NULL },
	{ "*", TOKEN_STAR, NULL },
	{ "/", TOKEN_SLASH, NULL },
	{ "%", TOKEN_PERCENT, NULL },
	{ "(", TOKEN_OPEN, NULL },
	{ ")", TOKEN_CLOSE, NULL },
	{ "[", TOKEN_OPEN_ARRAY, NULL },
	{ "]", TOKEN_CLOSE_ARRAY, NULL },
	{ ",", TOKEN_COMMA, NULL },
	{ "=", TOKEN_ASSIGN, NULL },
	{ NULL, TOKEN_END, NULL },
};

/* What other languages write. */
static const struct spelling foreign[] = {
	{ "<>", TOKEN_END, "!=" },
	{ "=<", TOKEN_END, "<=" },
	{ "=>", TOKEN_END, ">=" },
	{ "===", TOKEN_END, "==" },
	{ "!==", TOKEN_END, "!=" },
	{ "**", TOKEN_END, "pow(x, y)" },
	{ "^", TOKEN_END, "pow(x, y)" },
	{ "??", TOKEN_END, "coalesce(x, y)" },
	{ "?", TOKEN_END, "if(condition, x, y)" },
	{ "|", TOKEN_END, "or" },
	{ "&", TOKEN_END, "and" },
	{ "~", TOKEN_END, "matches(x, pattern)" },
	{ "=~", TOKEN_END, "matches(x, pattern)" },
	{ "//", TOKEN_END, "floor(x / y)" },
	{ "::", TOKEN_END, "number(x), text(x), bool(x) or time(x)" },
	{ "-- ", TOKEN_END, "# for a comment" },
	{ ":=", TOKEN_END, "=" },
	{ "->", TOKEN_END, "a.b for b inside a" },
	{ "[*]", TOKEN_END, "[]" },
	{ "`", TOKEN_END, "{name} for a field, 'text' for a text" },
	{ "\342\200\234", TOKEN_END, "\"" },
	{ "\342\200\235", TOKEN_END, "\"" },
	{ "\342\200\230", TOKEN_END, "'" },
	{ "\342\200\231", TOKEN_END, "'" },
	{ "\342\211\240", TOKEN_END, "!=" },
	{ "\342\211\244", TOKEN_END, "<=" },
	{ "\342\211\245", TOKEN_END, ">=" },
	{ "\342\210\222", TOKEN_END, "-" },
	{ NULL, TOKEN_END, NULL },
};

/* The longest of a table. */
static const struct spelling *
longest(const struct spelling *table, const char *at, const char *end)
{
	const struct spelling *found = NULL;
	size_t best = 0;

	for (const struct spelling *s = table; s->text; s++) {
		size_t length = strlen(s->text);
		if (length > best && (size_t)(end - at) >= length && memcmp(at, s->text, length) == 0) {
			found = s;
			best = length;
		}
	}
	return found;
}

const struct spelling *
spelling_word(struct slice word)
{
	for (const struct spelling *w = words; w->text; w++)
		if (slice_is(word, w->text))
			return w;
	return NULL;
}

const struct spelling *
spelling_sign(const char *at, const char *end)
{
	return longest(signs, at, end);
}

const struct spelling *
spelling_foreign(const char *at, const char *end)
{
	return longest(foreign, at, end);
}

const char *
spelling_word_like(struct slice name)
{
	for (const struct spelling *w = words; w->text; w++)
		if (strlen(w->text) == name.length && strncasecmp(w->text, name.at, name.length) == 0)
			return w->text;
	return NULL;
}
