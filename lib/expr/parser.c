/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of operators, from loosest to tightest: or, and, not, comparison, sum, product, minus. */
#include "expr/compiler.h"
#include "expr/spelling.h"

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
parse_unexpected(struct compiler *c, const char *wanted)
{
	struct slice found = c->lexer.token.text;
	const char *word = token(c) == TOKEN_NAME ? spelling_word_like(found) : NULL;

	if (token(c) == TOKEN_END)
		return mistake(&c->lexer.origin, found.at, c->error, "%s is missing here", wanted);
	if (word)
		return mistake(&c->lexer.origin, found.at, c->error, "write %s in small letters", word);
	return mistake(&c->lexer.origin, found.at, c->error, "%s is needed here", wanted);
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

static int
parse_compared(struct compiler *c, struct mark from, const struct comparison *comparison)
{
	size_t left = c->nodes.count - 1;

	if (need(c, comparison->types) || next(c) || parse_sum(c) || need(c, comparison->types) ||
		need_comparable(c, left))
		return -1;
	return emit(c, from, (struct node){ .kind = comparison->node, .types = TYPE_BOOL });
}

static int
emit_not(struct compiler *c, struct mark from, bool negated)
{
	return negated ? emit(c, from, (struct node){ .kind = NODE_NOT, .types = TYPE_BOOL }) : 0;
}

/* Behind `is`: [not] null. */
static int
parse_is(struct compiler *c, struct mark from)
{
	bool negated = token(c) == TOKEN_NOT;
	struct node *operand = &c->nodes.at[c->nodes.count - 1];

	if ((negated && next(c)) || parse_token(c, TOKEN_NULL, "null, or not null,"))
		return -1;
	if (operand->kind == NODE_FIELD) {
		operand->kind = NODE_FIELD_IS_NULL;
		operand->types = TYPE_BOOL;
		operand->text = slice_between(from.at, c->lexer.behind);
	} else if (emit(c, from, (struct node){ .kind = NODE_IS_NULL, .types = TYPE_BOOL })) {
		return -1;
	}
	return emit_not(c, from, negated);
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
		if (parse_expression(c) || need_comparable(c, left))
			return -1;
		first = first ? first : c->nodes.count - 1;
		if (need_comparable(c, first))
			return -1;
		if (token(c) != TOKEN_COMMA)
			break;
		if (next(c))
			return -1;
	}
	if (parse_token(c, TOKEN_CLOSE, "',' or ')'") ||
		emit(c, from, (struct node){ .kind = NODE_IN, .types = TYPE_BOOL, .count = count + 1 }))
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
	if (parse_deeper(c) || next(c) || parse_not(c) || need(c, TYPE_BOOL))
		return -1;
	c->depth--;
	return emit_not(c, from, true);
}

/* A chain of `and` or `or`: a value that settles it skips the rest. */
static int
parse_logic(struct compiler *c, enum token_kind sign, int (*operand)(struct compiler *c), enum node_kind skip,
	enum node_kind node)
{
	struct mark from = mark_here(c);
	size_t skipping;

	if (operand(c))
		return -1;
	while (token(c) == sign) {
		if (need(c, TYPE_BOOL) || emit_skip(c, skip, &skipping) || next(c) || operand(c) ||
			need(c, TYPE_BOOL) ||
			emit(c, from, (struct node){ .kind = node, .types = TYPE_BOOL }))
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
