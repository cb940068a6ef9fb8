/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compiler: what the files that make programs of expressions share. */
#ifndef EXPR_COMPILER_H
#define EXPR_COMPILER_H

#include "expr/lexer.h"
#include "expr/node.h"
#include "expr/program.h"
#include "expr/scope.h"
#include "expr/types.h"

#include <stdbool.h>
#include <stddef.h>

struct nodes {
	struct node *at;
	size_t count, capacity;
};

struct aggregate_calls {
	struct aggregate_call *at;
	size_t count, capacity;
};

/* One expression while it is compiled. */
struct compiler {
	struct scope *scope;
	struct error *error;
	struct lexer lexer;
	struct nodes nodes;
	struct aggregate_calls calls;
	unsigned depth;
	bool in_aggregate; /* in the argument of an aggregate call */
	bool checking;     /* a definition by itself: what depends on its use goes unchecked */
};

/* Where an operand begins. */
struct mark {
	size_t node;
	const char *at;
};

static inline struct mark
mark_here(const struct compiler *c)
{
	return (struct mark){ c->nodes.count, c->lexer.token.text.at };
}

static inline struct node *
last_node(const struct compiler *c)
{
	return &c->nodes.at[c->nodes.count - 1];
}

static inline enum token_kind
token_kind(const struct compiler *c)
{
	return c->lexer.token.kind;
}

/* All of these return 0, or -1 with the error. */

static inline int
next_token(struct compiler *c)
{
	return lexer_next(&c->lexer, c->error);
}

/* Sets the error, a format and its arguments, with a caret under `at`. Always -1. */
#define compile_error(c, at, ...) diagnose(&(c)->lexer.origin, at, (c)->error, __VA_ARGS__)

/* compiler.c. Adds a node whose operands and text begin at `from`. */
int emit(struct compiler *c, struct mark from, struct node node);

/* Adds a jump; *at becomes its place, for patching the target. */
int emit_jump(struct compiler *c, enum node_kind kind, size_t *at);

/* Copies what was emitted into the scope as a program; NULL with the error. */
struct program *emit_program(struct compiler *c);

/* type_check.c. Requires that the value of the last node can be of these types. */
int require(struct compiler *c, unsigned types);

/* The same, with the elements of an array in its place. */
int require_each(struct compiler *c, unsigned types);

/* require_each of an operand of `and` or `or`. */
int require_condition(struct compiler *c, enum token_kind symbol);

/* require_each, or require where the types of an argument have arrays among them. */
int require_argument(struct compiler *c, unsigned types);

/* Check the operands of an arithmetic operator: the left one when it is the last node; the right one when it
 * is, and then *types becomes the types of the result. */
int require_left(struct compiler *c, struct token symbol);
int require_right(struct compiler *c, struct token symbol, size_t left, unsigned *types);

/* Requires that the values of the last node and of the one at `left` can be compared. */
int require_comparable(struct compiler *c, size_t left);

/* parser.c. Parses an expression, from the current token on. */
int parse_expression(struct compiler *c);

/* Takes the token that must come here; `wanted` names it in the message. */
int parse_token(struct compiler *c, enum token_kind kind, const char *wanted);

/* Sets the error that what is wanted is not where the current token is. Always -1. */
int parse_unexpected(struct compiler *c, const char *wanted);

/* Compiles a definition in place of its name, which begins at `from` and was just taken. */
int parse_definition(struct compiler *c, struct definition *definition, struct mark from);

/* calls.c. Parses a call; the current token is the '(' after its name. */
int parse_call(struct compiler *c, struct slice name, struct mark from);

#endif
