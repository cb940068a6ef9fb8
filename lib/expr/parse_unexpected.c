/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message where the grammar wants something else, with what was probably meant. */
#include "base/bytes.h"
#include "expr/compiler.h"
#include "expr/foreign.h"
#include "expr/spelling.h"

/* The word in front of the token, or nothing. */
static struct slice
word_before(const struct compiler *c)
{
	const char *end = c->lexer.behind, *at = end;

	while (at > c->lexer.origin.text.at &&
		lexer_is_name((struct slice){ at - 1, (size_t)(end - at) + 1 }))
		at--;
	return slice_between(at, end);
}

/* What was probably meant, to go behind the message. */
static const char *
advice(const struct compiler *c)
{
	const char *at = c->lexer.token.text.at, *end = c->lexer.origin.text.at + c->lexer.origin.text.length;
	char before = c->lexer.behind > c->lexer.origin.text.at ? c->lexer.behind[-1] : ' ';
	bool digits = end - at > 1 && is_digit(before) && is_digit(at[1]);

	const struct spelling *word = spelling_word(word_before(c));

	if (word && word->kind == TOKEN_IN && c->lexer.token.kind != TOKEN_END)
		return "; contains(x, y) tells whether y is in the array x";
	if (c->lexer.token.kind == TOKEN_NAME && word_before(c).length && !word)
		return "; a name of several words stands in braces, as in {unit price}";
	if (c->lexer.token.kind == TOKEN_TEXT && c->lexer.behind == at && before == *at)
		return "; a quote inside a text is written \\' or \\\"";
	if (c->lexer.token.kind == TOKEN_COMMA && digits)
		return "; numbers are written without separators of thousands";
	return "";
}

/* Two words in a row, one of them of another language; without that, 0. */
static int
refuse_foreign(struct compiler *c)
{
	struct slice word = c->lexer.token.text;
	const char *ours = foreign_word(word);

	if (c->lexer.token.kind != TOKEN_NAME)
		return 0;
	if (!ours) {
		word = word_before(c);
		ours = foreign_word(word);
	}
	return ours ? mistake(&c->lexer.origin, word.at, c->error, "%.*s is no operator; write %s",
			      SLICE_PRINT(word), ours)
		    : 0;
}

int
parse_unexpected(struct compiler *c, const char *wanted)
{
	struct slice found = c->lexer.token.text;
	const char *word = c->lexer.token.kind == TOKEN_NAME ? spelling_word_like(found) : NULL;

	if (word)
		return mistake(&c->lexer.origin, found.at, c->error, "write %s in small letters", word);
	if (refuse_foreign(c))
		return -1;
	return mistake(&c->lexer.origin, found.at, c->error, "%s is %s here%s", wanted,
		c->lexer.token.kind == TOKEN_END ? "missing" : "needed", advice(c));
}
