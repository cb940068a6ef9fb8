/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/lexer.h"

#include "base/bytes.h"
#include "expr/spelling.h"
#include "record/utf8.h"

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
			return mistake(&lexer->origin, to, error, "a digit is needed behind the point");
	}
	if (to < end && (*to == 'e' || *to == 'E')) {
		const char *digits = to + 1;
		if (digits < end && (*digits == '+' || *digits == '-'))
			digits++;
		to = skip_digits(digits, end);
		if (to == digits)
			return mistake(&lexer->origin, to, error, "a digit is needed in the exponent");
	}
	if (to < end && (is_letter(*to) || *to == '.'))
		return mistake(&lexer->origin, lexer->at, error,
			"this is no number; a name that begins with a digit stands in braces, as in {2nd}");
	if (*lexer->at == '0' && to - lexer->at > 1 && is_digit(lexer->at[1]))
		return mistake(&lexer->origin, lexer->at, error, "a number does not begin with 0");
	return take(lexer, TOKEN_NUMBER, to);
}

/* Behind the backslash, to behind the escape, or NULL. */
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
			return mistake(&lexer->origin, at, error,
				"no escape of JSON; a backslash itself is written \\\\");
		at = next;
	}
	if (at == end)
		return mistake(&lexer->origin, lexer->at, error, "the closing %c of this text is missing",
			*lexer->at);
	return take(lexer, TOKEN_TEXT, at + 1);
}

/* A name in braces, which open at `at`, as a token that may begin before them. */
static int
take_braced(struct lexer *lexer, enum token_kind kind, const char *at, struct error *error)
{
	const char *close = memchr(at, '}', (size_t)(text_end(lexer) - at));

	if (!close)
		return mistake(&lexer->origin, at, error, "the closing } of this name is missing");
	if (close == at + 1)
		return mistake(&lexer->origin, at, error, "there is no name in the braces");
	return take(lexer, kind, close + 1);
}

static int
take_argument(struct lexer *lexer, struct error *error)
{
	const char *end = text_end(lexer), *name = lexer->at + 1;

	if (name == end || !is_letter(*name))
		return mistake(&lexer->origin, lexer->at, error, "a name of --arg is needed behind the $");
	return take(lexer, TOKEN_ARGUMENT, skip_name(name, end));
}

/* From a point over all the plain names that stand behind points. NULL with the mistake. */
static const char *
skip_path(struct lexer *lexer, const char *to, struct error *error)
{
	const char *end = text_end(lexer);

	while (to < end && *to == '.' && !(end - to > 1 && to[1] == '{')) {
		if (end - to < 2 || !is_letter(to[1])) {
			mistake(&lexer->origin, to, error, "%s",
				end - to > 1 && is_digit(to[1])
					? "elements of an array are written in brackets, as in items[0]"
					: "a name is needed behind the point; a name with a point in it "
					  "stands in braces, as in {a.b}");
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
	const struct spelling *known = spelling_word(slice_between(lexer->at, to));

	if (known && !(to < end && *to == '.'))
		return take(lexer, known->kind, to);
	to = skip_path(lexer, to, error);
	return to ? take(lexer, TOKEN_NAME, to) : -1;
}

/* Behind a value: a point and what is inside. */
static int
take_inside(struct lexer *lexer, struct error *error)
{
	const char *at = lexer->at, *end = text_end(lexer);

	if (end - at > 1 && is_digit(at[1]))
		return mistake(&lexer->origin, at, error, "write 0 before the point of a number");
	if (end - at > 1 && at[1] == '{')
		return take_braced(lexer, TOKEN_INSIDE, at + 1, error);
	const char *to = skip_path(lexer, at, error);
	return to ? take(lexer, TOKEN_INSIDE, to) : -1;
}

static int
take_sign(struct lexer *lexer, struct error *error)
{
	const char *at = lexer->at, *end = text_end(lexer);
	const struct spelling *sign = spelling_sign(at, end), *strange = spelling_foreign(at, end);

	if (strange && (!sign || strlen(strange->text) > strlen(sign->text))) {
		struct slice text = slice_trim(slice_of(strange->text));
		return mistake(&lexer->origin, at, error, "%.*s is not in this language; write %s",
			SLICE_PRINT(text), strange->ours);
	}
	if (sign)
		return take(lexer, sign->kind, at + strlen(sign->text));
	if ((unsigned char)*at >= 0x80)
		return mistake(&lexer->origin, at, error,
			"a name with other letters than a to z stands in braces, as in {%.*s}",
			(int)utf8_sequence(at, end), at);
	return mistake(&lexer->origin, at, error, "this character has no meaning here");
}

int
lexer_next(struct lexer *lexer, struct error *error)
{
	const char *end = text_end(lexer);

	lexer->behind = lexer->at;
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
		return take_sign(lexer, error);
	}
}

int
lexer_begin(struct lexer *lexer, struct text_origin origin, const char *from, struct error *error)
{
	*lexer = (struct lexer){ .origin = origin, .at = from, .behind = from };
	return lexer_next(lexer, error);
}

bool
lexer_is_name(struct slice text)
{
	return text.length && is_letter(*text.at) &&
	       skip_name(text.at, text.at + text.length) == text.at + text.length;
}
