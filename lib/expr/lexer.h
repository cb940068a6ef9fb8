/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lexer: cuts an expression into tokens. A word and its symbol are one token: `or` is `||`. */
#ifndef EXPR_LEXER_H
#define EXPR_LEXER_H

#include "base/error.h"
#include "base/slice.h"
#include "expr/diagnostic.h"

#include <stdbool.h>

enum token_kind {
	TOKEN_END,
	TOKEN_NUMBER,
	TOKEN_TEXT,     /* quotes included, escapes checked, not decoded */
	TOKEN_NAME,     /* a name or a path: `a`, `a.b` */
	TOKEN_BRACED,   /* braces included: `{odd name}` */
	TOKEN_INSIDE,   /* names after a value, the point included: `.a.b`, `.{odd name}` */
	TOKEN_ARGUMENT, /* the dollar included: `$name` */
	TOKEN_TRUE,
	TOKEN_FALSE,
	TOKEN_NULL,
	TOKEN_OR,
	TOKEN_AND,
	TOKEN_NOT,
	TOKEN_IS,
	TOKEN_IN,
	TOKEN_EQUAL,
	TOKEN_UNEQUAL,
	TOKEN_LESS,
	TOKEN_LESS_EQUAL,
	TOKEN_GREATER,
	TOKEN_GREATER_EQUAL,
	TOKEN_PLUS,
	TOKEN_MINUS,
	TOKEN_STAR,
	TOKEN_SLASH,
	TOKEN_PERCENT,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_OPEN_ARRAY,
	TOKEN_CLOSE_ARRAY,
	TOKEN_COMMA,
	TOKEN_ASSIGN,
};

struct token {
	enum token_kind kind;
	struct slice text;
};

struct lexer {
	struct text_origin origin;
	struct token token;       /* the current one */
	const char *at;           /* its end */
	const char *previous_end; /* of the token before it */
};

/* Takes the first token from `from` on, a place in the origin's text, which must be valid UTF-8. 0, or -1
 * with the error. */
int lexer_begin(struct lexer *lexer, struct text_origin origin, const char *from, struct error *error);

/* Takes the next token. 0 or -1. */
int lexer_next(struct lexer *lexer, struct error *error);

/* The token of a keyword; TOKEN_NAME for any other word. */
enum token_kind lexer_keyword(struct slice word);

/* The keyword that a name would be in small letters ("NULL"), or NULL. */
const char *lexer_keyword_like(struct slice name);

/* True when the text is a name by itself: a letter or `_`, then letters, digits and `_`. */
bool lexer_is_name(struct slice text);

#endif
