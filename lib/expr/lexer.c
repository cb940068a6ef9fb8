/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/lexer.h"

#include "base/bytes.h"
#include "record/utf8.h"

#include <strings.h>

static const struct spelling {
	const char *text;
	enum token_kind kind;
} keywords[] = {
	{ "true", TOKEN_TRUE },
	{ "false", TOKEN_FALSE },
	{ "null", TOKEN_NULL },
	{ "or", TOKEN_OR },
	{ "and", TOKEN_AND },
	{ "not", TOKEN_NOT },
	{ "is", TOKEN_IS },
	{ "in", TOKEN_IN },
	{ NULL, TOKEN_END },
};

/* The longer of two that begin alike comes first. */
static const struct spelling symbols[] = {
	{ "||", TOKEN_OR },
	{ "&&", TOKEN_AND },
	{ "==", TOKEN_EQUAL },
	{ "!=", TOKEN_UNEQUAL },
	{ "<=", TOKEN_LESS_EQUAL },
	{ ">=", TOKEN_GREATER_EQUAL },
	{ "<", TOKEN_LESS },
	{ ">", TOKEN_GREATER },
	{ "!", TOKEN_NOT },
	{ "+", TOKEN_PLUS },
	{ "-", TOKEN_MINUS },
	{ "*", TOKEN_STAR },
	{ "/", TOKEN_SLASH },
	{ "%", TOKEN_PERCENT },
	{ "(", TOKEN_OPEN },
	{ ")", TOKEN_CLOSE },
	{ "[", TOKEN_OPEN_ARRAY },
	{ "]", TOKEN_CLOSE_ARRAY },
	{ ",", TOKEN_COMMA },
	{ "=", TOKEN_ASSIGN },
	{ NULL, TOKEN_END },
};

enum token_kind
lexer_keyword(struct slice word)
{
	for (const struct spelling *k = keywords; k->text; k++)
		if (slice_is(word, k->text))
			return k->kind;
	return TOKEN_NAME;
}

const char *
lexer_keyword_like(struct slice name)
{
	for (const struct spelling *k = keywords; k->text; k++)
		if (strlen(k->text) == name.length && strncasecmp(k->text, name.at, name.length) == 0)
			return k->text;
	return NULL;
}

/* The symbol at `at`, or NULL. */
static const struct spelling *
symbol_at(const char *at, const char *end)
{
	for (const struct spelling *s = symbols; s->text; s++) {
		size_t length = strlen(s->text);
		if ((size_t)(end - at) >= length && memcmp(at, s->text, length) == 0)
			return s;
	}
	return NULL;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static const char *
text_end(const struct lexer *lexer)
{
	return lexer->origin.text.at + lexer->origin.text.length;
}

static const char *
skip_digits(const char *at, const char *end)
{
	while (at < end && is_digit(*at))
		at++;
	return at;
}

static const char *
skip_name(const char *at, const char *end)
{
	while (at < end && (is_letter(*at) || is_digit(*at)))
		at++;
	return at;
}

/* White space, and comments up to the end of their line. */
static const char *
skip_space(const char *at, const char *end)
{
	bool comment = false;

	for (; at < end; at++) {
		comment = (comment || *at == '#') && *at != '\n';
		if (!comment && *at != ' ' && *at != '\t' && *at != '\r' && *at != '\n')
			break;
	}
	return at;
}

static int
take(struct lexer *lexer, enum token_kind kind, const char *to)
{
	lexer->token = (struct token){ kind, slice_between(lexer->at, to) };
	lexer->at = to;
	return 0;
}

static int
take_number(struct lexer *lexer, struct error *error)
{
	const char *end = text_end(lexer), *to = skip_digits(lexer->at, end);

	if (to < end && *to == '.') {
		const char *fraction = to + 1;
		to = skip_digits(fraction, end);
		if (to == fraction)
			return diagnose(
				&lexer->origin, to, error, "a digit is needed after the decimal point");
	}
	if (to < end && (*to == 'e' || *to == 'E')) {
		const char *digits = to + 1;
		if (digits < end && (*digits == '+' || *digits == '-'))
			digits++;
		to = skip_digits(digits, end);
		if (to == digits)
			return diagnose(&lexer->origin, to, error, "a digit is needed in the exponent");
	}
	if (to < end && (is_letter(*to) || *to == '.'))
		return diagnose(&lexer->origin, lexer->at, error,
			"this is not a number; a name that begins with a digit is written in braces, as in "
			"{2nd}");
	if (*lexer->at == '0' && to - lexer->at > 1 && is_digit(lexer->at[1]))
		return diagnose(&lexer->origin, lexer->at, error, "a number does not begin with 0");
	return take(lexer, TOKEN_NUMBER, to);
}

/* The end of the escape after whose backslash `at` is; NULL when JSON has no such escape. */
static const char *
skip_escape(const char *at, const char *end)
{
	if (at == end || *at == '\0' || !strchr("\"'\\/bfnrtu", *at))
		return NULL;
	if (*at++ != 'u')
		return at;
	for (int i = 0; i < 4; i++, at++)
		if (at == end || !(is_digit(*at) || ((*at | 0x20) >= 'a' && (*at | 0x20) <= 'f')))
			return NULL;
	return at;
}

static int
take_text(struct lexer *lexer, struct error *error)
{
	const char *end = text_end(lexer), *at = lexer->at + 1;

	while (at < end && *at != *lexer->at) {
		const char *next = *at == '\\' ? skip_escape(at + 1, end) : at + 1;
		if (!next)
			return diagnose(&lexer->origin, at, error,
				"not a JSON escape; a backslash itself is written \\\\");
		at = next;
	}
	if (at == end)
		return diagnose(&lexer->origin, lexer->at, error, "the closing %c of this text is missing",
			*lexer->at);
	return take(lexer, TOKEN_TEXT, at + 1);
}

/* A name in braces, which open at `at`, as a token that may begin before the brace. */
static int
take_braced(struct lexer *lexer, enum token_kind kind, const char *at, struct error *error)
{
	const char *close = memchr(at, '}', (size_t)(text_end(lexer) - at));

	if (!close)
		return diagnose(&lexer->origin, at, error, "the closing } of this name is missing");
	if (close == at + 1)
		return diagnose(&lexer->origin, at, error, "there is no name in the braces");
	return take(lexer, kind, close + 1);
}

static int
take_argument(struct lexer *lexer, struct error *error)
{
	const char *end = text_end(lexer), *name = lexer->at + 1;

	if (name == end || !is_letter(*name))
		return diagnose(
			&lexer->origin, lexer->at, error, "the name of an --arg is needed after the $");
	return take(lexer, TOKEN_ARGUMENT, skip_name(name, end));
}

/* The end of a path of plain names, each after a point; NULL with the error. */
static const char *
skip_path(struct lexer *lexer, const char *to, struct error *error)
{
	const char *end = text_end(lexer);

	while (to < end && *to == '.' && !(end - to > 1 && to[1] == '{')) {
		if (end - to < 2 || !is_letter(to[1])) {
			diagnose(&lexer->origin, to, error, "%s",
				end - to > 1 && is_digit(to[1])
					? "elements of an array are written in brackets, as in items[0]"
					: "a name is needed after the dot; a name with a dot in it is "
					  "written in braces, as in {a.b}");
			return NULL;
		}
		to = skip_name(to + 1, end);
	}
	return to;
}

static int
take_name(struct lexer *lexer, struct error *error)
{
	const char *end = text_end(lexer), *to = skip_name(lexer->at, end);
	enum token_kind keyword = lexer_keyword(slice_between(lexer->at, to));

	if (keyword != TOKEN_NAME && !(to < end && *to == '.'))
		return take(lexer, keyword, to);
	to = skip_path(lexer, to, error);
	return to ? take(lexer, TOKEN_NAME, to) : -1;
}

/* After a value: a point, and the names of what is inside. */
static int
take_inside(struct lexer *lexer, struct error *error)
{
	const char *at = lexer->at, *end = text_end(lexer);

	if (end - at > 1 && is_digit(at[1]))
		return diagnose(&lexer->origin, at, error, "write a 0 before the decimal point");
	if (end - at > 1 && at[1] == '{')
		return take_braced(lexer, TOKEN_INSIDE, at + 1, error);
	const char *to = skip_path(lexer, at, error);
	return to ? take(lexer, TOKEN_INSIDE, to) : -1;
}

static int
take_symbol(struct lexer *lexer, struct error *error)
{
	const char *at = lexer->at, *end = text_end(lexer);
	const struct spelling *symbol = symbol_at(at, end);
	const struct hint *hint = hint_symbol(at, end);

	if (hint && (!symbol || strlen(hint->foreign) > strlen(symbol->text))) {
		struct slice text = slice_trim(slice_of(hint->foreign));
		return diagnose(&lexer->origin, at, error, "%.*s is not in this language; write %s",
			SLICE_PRINT(text), hint->ours);
	}
	if (symbol)
		return take(lexer, symbol->kind, at + strlen(symbol->text));
	if ((unsigned char)*at >= 0x80)
		return diagnose(&lexer->origin, at, error,
			"a name with letters other than a to z is written in braces, as in {%.*s}",
			(int)utf8_sequence(at, end), at);
	return diagnose(&lexer->origin, at, error, "this character has no meaning here");
}

int
lexer_next(struct lexer *lexer, struct error *error)
{
	const char *end = text_end(lexer);

	lexer->previous_end = lexer->at;
	lexer->at = skip_space(lexer->at, end);
	if (lexer->at == end)
		return take(lexer, TOKEN_END, end);
	if (is_digit(*lexer->at))
		return take_number(lexer, error);
	if (is_letter(*lexer->at))
		return take_name(lexer, error);
	switch (*lexer->at) {
	case '"':
	case '\'':
		return take_text(lexer, error);
	case '{':
		return take_braced(lexer, TOKEN_BRACED, lexer->at, error);
	case '.':
		return take_inside(lexer, error);
	case '$':
		return take_argument(lexer, error);
	default:
		return take_symbol(lexer, error);
	}
}

int
lexer_begin(struct lexer *lexer, struct text_origin origin, const char *from, struct error *error)
{
	*lexer = (struct lexer){ .origin = origin, .at = from, .previous_end = from };
	return lexer_next(lexer, error);
}

bool
lexer_is_name(struct slice text)
{
	return text.length && is_letter(*text.at) &&
	       skip_name(text.at, text.at + text.length) == text.at + text.length;
}
