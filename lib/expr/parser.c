/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of operators, from loosest to tightest: or, and, not, comparison, sum, product, minus. */
#include "expr/compiler.h"
#include "expr/spelling.h"

/* Parentheses, calls and definitions inside each other: more than any honest expression has. */
enum { DEPTH_LIMIT = 200 };

static int
next(struct compiler *c)
{
	return lexer_next(&c->lexer, c->error);
}

static enum token_kind
token(const struct compiler *c)
{
	return c->lexer.token.kind;
}

int
parse_token(struct compiler *c, enum token_kind kind, const char *wanted)
{
	return token(c) == kind ? next(c) : parse_unexpected(c, wanted);
}

int
parse_deeper(struct compiler *c)
{
	if (++c->depth <= DEPTH_LIMIT)
		return 0;
	return mistake(&c->lexer.origin, c->lexer.token.text.at, c->error,
		"more than %d levels of parentheses, calls and definitions", DEPTH_LIMIT);
}

static const struct comparison {
	enum token_kind sign;
	enum node_kind node;
	unsigned types;
} comparisons[] = {
	{ TOKEN_EQUAL, NODE_EQUAL, TYPE_SINGLE },
	{ TOKEN_UNEQUAL, NODE_UNEQUAL, TYPE_SINGLE },
	{ TOKEN_LESS, NODE_LESS, TYPE_ORDERED },
	{ TOKEN_LESS_EQUAL, NODE_LESS_EQUAL, TYPE_ORDERED },
	{ TOKEN_GREATER, NODE_GREATER, TYPE_ORDERED },
	{ TOKEN_GREATER_EQUAL, NODE_GREATER_EQUAL, TYPE_ORDERED },
	{ TOKEN_END, NODE_LAZY, TYPE_NONE },
};

static const struct comparison *
find_comparison(enum token_kind sign)
{
	const struct comparison *comparison = comparisons;

	while (comparison->sign != TOKEN_END && comparison->sign != sign)
		comparison++;
	return comparison->sign == TOKEN_END ? NULL : comparison;
}

/* Nothing is equal to null: who writes that means something else. */
static int
need_not_null(struct compiler *c, size_t operand)
{
	const struct node *node = &c->nodes.at[operand];

	if (c->checking || node->kind != NODE_CONSTANT || node->types != TYPE_NONE)
		return 0;
	return mistake(&c->lexer.origin, node->text.at, c->error,
		"a comparison with null is never true; write x is null, or x is not null");
}

static int
parse_compared(struct compiler *c, struct mark from, const struct comparison *comparison)
{
	size_t left = c->nodes.count - 1;

	if (need_each(c, comparison->types) || next(c) || parse_sum(c) || need_each(c, comparison->types) ||
		need_not_null(c, left) || need_not_null(c, c->nodes.count - 1) || need_comparable(c, left))
		return -1;
	unsigned types = types_over(TYPE_BOOL, c->nodes.at[left].types, last_node(c)->types);
	return emit(c, from, (struct node){ .kind = comparison->node, .types = types });
}

static int
emit_not(struct compiler *c, struct mark from, bool negated)
{
	return negated ? emit_mapped(c, from, (struct node){ .kind = NODE_NOT, .types = TYPE_BOOL }) : 0;
}

/* Behind `is`: [not] null. */
static int
parse_is(struct compiler *c, struct mark from)
{
	bool negated = token(c) == TOKEN_NOT;
	struct node *operand = last_node(c);

	if ((negated && next(c)) || parse_token(c, TOKEN_NULL, "null, or not null,"))
		return -1;
	if (operand->kind == NODE_FIELD) {
		operand->kind = NODE_FIELD_IS_NULL;
		operand->types = TYPE_BOOL;
		operand->text = slice_between(from.at, c->lexer.behind);
	} else {
		unsigned types = operand->types & TYPE_MAPPED
					 ? types_over(TYPE_BOOL, operand->types, TYPE_NONE)
					 : TYPE_BOOL;
		if (emit(c, from, (struct node){ .kind = NODE_IS_NULL, .types = types }))
			return -1;
	}
	return emit_not(c, from, negated);
}

static int
need_candidate(struct compiler *c)
{
	const struct node *last = last_node(c);

	if (!types_is_array(last->types))
		return need(c, TYPE_SINGLE);
	return mistake(&c->lexer.origin, last->text.at, c->error,
		"this is an array; contains(x, y) tells whether y is in it");
}

/* [not] in (a, b, ...) */
static int
parse_in(struct compiler *c, struct mark from)
{
	size_t left = c->nodes.count - 1;
	bool negated = token(c) == TOKEN_NOT;
	uint32_t count = 1;

	if ((negated && next(c)) || parse_token(c, TOKEN_IN, "in") ||
		parse_token(c, TOKEN_OPEN, "a list in parentheses"))
		return -1;
	for (size_t first = 0;; count++) {
		if (parse_expression(c) || need_candidate(c) || need_comparable(c, left))
			return -1;
		first = first ? first : c->nodes.count - 1;
		if (need_comparable(c, first))
			return -1;
		if (token(c) != TOKEN_COMMA)
			break;
		if (next(c))
			return -1;
	}
	struct node node = { .kind = NODE_IN, .count = count + 1 };
	node.types = types_over(TYPE_BOOL, c->nodes.at[left].types, TYPE_NONE);
	if (parse_token(c, TOKEN_CLOSE, "',' or ')'") || emit(c, from, node))
		return -1;
	return emit_not(c, from, negated);
}

static int
parse_one_comparison(struct compiler *c, struct mark from)
{
	const struct comparison *comparison = find_comparison(token(c));

	if (comparison)
		return parse_compared(c, from, comparison);
	if (token(c) == TOKEN_IS)
		return next(c) || parse_is(c, from) ? -1 : 0;
	return parse_in(c, from);
}

static bool
is_comparison(enum token_kind sign)
{
	return find_comparison(sign) || sign == TOKEN_IS || sign == TOKEN_IN || sign == TOKEN_NOT;
}

static int
parse_comparison(struct compiler *c)
{
	struct mark from = mark_here(c);

	if (parse_sum(c))
		return -1;
	if (token(c) == TOKEN_ASSIGN)
		return mistake(&c->lexer.origin, c->lexer.token.text.at, c->error, "write == to compare");
	if (!is_comparison(token(c)))
		return 0;
	if (parse_one_comparison(c, from))
		return -1;
	if (is_comparison(token(c)))
		return mistake(&c->lexer.origin, c->lexer.token.text.at, c->error,
			"comparisons do not chain; write a < b and b < c, or use parentheses");
	return 0;
}

static int
parse_not(struct compiler *c)
{
	struct mark from = mark_here(c);

	if (token(c) != TOKEN_NOT)
		return parse_comparison(c);
	if (parse_deeper(c) || next(c) || parse_not(c) || need_each(c, TYPE_BOOL))
		return -1;
	c->depth--;
	return emit_not(c, from, true);
}

/* A chain of `and` or `or`: a value that settles it skips the rest, where there are no arrays. */
static int
parse_logic(struct compiler *c, enum token_kind sign, int (*operand)(struct compiler *c), enum node_kind skip,
	enum node_kind node)
{
	struct mark from = mark_here(c);
	size_t skipping;

	if (operand(c))
		return -1;
	while (token(c) == sign) {
		unsigned left = last_node(c)->types;
		if (need_condition(c, sign) || emit_skip(c, skip, &skipping) || next(c) || operand(c) ||
			need_condition(c, sign))
			return -1;
		unsigned right = last_node(c)->types, types = TYPE_BOOL;
		if (types_is_array(left) || types_is_array(right)) {
			c->nodes.at[skipping].kind = NODE_NOTHING;
			types = types_over(TYPE_BOOL, left, right);
		}
		if (emit(c, from, (struct node){ .kind = node, .types = types }))
			return -1;
		c->nodes.at[skipping].target = c->nodes.count;
	}
	return 0;
}

static int
parse_and(struct compiler *c)
{
	return parse_logic(c, TOKEN_AND, parse_not, NODE_SKIP_FALSE, NODE_AND);
}

int
parse_expression(struct compiler *c)
{
	if (parse_deeper(c) || parse_logic(c, TOKEN_OR, parse_and, NODE_SKIP_TRUE, NODE_OR))
		return -1;
	c->depth--;
	return 0;
}
