/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compiler: what program.c, parser.c and parse_*.c share while an expression becomes nodes. */
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

struct calls {
	struct aggregate_call *at;
	size_t count, capacity;
};

struct compiler {
	struct scope *scope;
	struct error *error;
	struct lexer lexer;
	struct nodes nodes;
	struct calls calls; /* of aggregates */
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

/* All of these return 0, or -1 with the error. */

/* emit.c. Adds a node whose operands and text begin at `from`. */
int emit(struct compiler *c, struct mark from, struct node node);

/* The same for an operator with one operand that maps over arrays: node.types are those of a single value. */
int emit_mapped(struct compiler *c, struct mark from, struct node node);

/* Adds a skip behind the last node; *at is where it stands, for its target. */
int emit_skip(struct compiler *c, enum node_kind kind, size_t *at);

/* Copies what was emitted into the scope as a program; NULL with the error. */
struct program *emit_program(struct compiler *c);

/* need.c. Demands that the value of the last node can be one of these types. */
int need(struct compiler *c, unsigned types);

/* The same where an array's elements are taken in its place. */
int need_each(struct compiler *c, unsigned types);

/* need_each of a condition beside `and` or `or`, where SQL joins texts by ||. */
int need_condition(struct compiler *c, enum token_kind sign);

/* need or need_each, as these types of an argument have arrays among them. */
int need_argument(struct compiler *c, unsigned types);

/* need_each of what a sign of arithmetic works on, on its left; on its right, with the types of the result.
 */
int need_left(struct compiler *c, struct token sign);
int need_right(struct compiler *c, struct token sign, size_t left, unsigned *types);

/* Demands that the values of the last node and of the one at `left` can be compared. */
int need_comparable(struct compiler *c, size_t left);

/* literals.c. Looks at the last node, if it is a constant, where the table of builtins has these types. */
int literal_check(struct compiler *c, unsigned types);

/* parser.c. An expression from the current token on. */
int parse_expression(struct compiler *c);

/* Passes over the token that must come here. wanted says what it is, for the message. */
int parse_token(struct compiler *c, enum token_kind kind, const char *wanted);

/* One level deeper; the caller takes it off depth again. */
int parse_deeper(struct compiler *c);

/* parse_unexpected.c. The mistake that the current token is where something else was wanted. */
int parse_unexpected(struct compiler *c, const char *wanted);

/* parse_arithmetic.c. A sum, a product or a single value. */
int parse_sum(struct compiler *c);

/* parse_operand.c. A literal, a field, a call or what stands in parentheses. */
int parse_operand(struct compiler *c);

/* What a definition stands for, in the place of the name that was just passed over. */
int parse_definition(struct compiler *c, struct definition *definition, struct mark from);

/* parse_call.c. A call; the current token is the '(' behind its name. */
int parse_call(struct compiler *c, struct slice name, struct mark from);

/* Is `count` a number of arguments that the builtin takes? */
int check_count(struct compiler *c, const struct builtin *builtin, struct mark from, uint32_t count);

/* parse_aggregate.c. A call of an aggregate, from behind its '('. */
int parse_aggregate(struct compiler *c, const struct builtin *builtin, struct mark from);

/* Says why there can be no aggregate here. Always -1. */
int refuse_aggregate(struct compiler *c, const struct builtin *builtin, struct mark from);

/* pattern_call.c. Compiles the pattern of the call whose arguments were emitted, for the call. */
int pattern_call(struct compiler *c, struct node *call);

/* parse_path.c. The steps behind the value that begins at `from`: those that `names`, points included, says
 * already, and those of the tokens that follow. */
int parse_path(struct compiler *c, struct mark from, struct slice names);

#endif
