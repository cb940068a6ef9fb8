/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of sums, products and minus, from the loosest to the tightest. */
#include "expr/compiler.h"

static int
parse_minus(struct compiler *c)
{
	struct mark from = mark_here(c);

	if (c->lexer.token.kind != TOKEN_MINUS)
		return parse_operand(c);
	if (parse_deeper(c) || lexer_next(&c->lexer, c->error) || parse_minus(c) || need_each(c, TYPE_NUMBER))
		return -1;
	c->depth--;
	struct node *literal = &c->nodes.at[from.node];
	if (literal->kind != NODE_CONSTANT || c->nodes.count != from.node + 1 ||
		literal->types != TYPE_NUMBER)
		return emit_mapped(c, from, (struct node){ .kind = NODE_NEGATE, .types = TYPE_NUMBER });
	literal->constant.number = number_negate(literal->constant.number);
	literal->text = slice_between(from.at, c->lexer.behind);
	return 0;
}

enum level { LEVEL_SUM, LEVEL_PRODUCT, LEVEL_MINUS };

/* What a sign between two numbers does. */
static const struct arithmetic {
	enum token_kind sign;
	enum level level;
	enum node_kind node;
} arithmetic[] = {
	{ TOKEN_PLUS, LEVEL_SUM, NODE_ADD },
	{ TOKEN_MINUS, LEVEL_SUM, NODE_SUBTRACT },
	{ TOKEN_STAR, LEVEL_PRODUCT, NODE_MULTIPLY },
	{ TOKEN_SLASH, LEVEL_PRODUCT, NODE_DIVIDE },
	{ TOKEN_PERCENT, LEVEL_PRODUCT, NODE_REMAINDER },
	{ TOKEN_END, LEVEL_MINUS, NODE_LAZY },
};

static const struct arithmetic *
find_arithmetic(enum token_kind sign, enum level level)
{
	const struct arithmetic *a = arithmetic;

	while (a->sign != TOKEN_END && (a->sign != sign || a->level != level))
		a++;
	return a->sign == TOKEN_END ? NULL : a;
}

static int
parse_arithmetic(struct compiler *c, enum level level)
{
	struct mark from = mark_here(c);
	const struct arithmetic *a;

	if (level == LEVEL_MINUS)
		return parse_minus(c);
	if (parse_arithmetic(c, level + 1))
		return -1;
	while ((a = find_arithmetic(c->lexer.token.kind, level)) != NULL) {
		struct token sign = c->lexer.token;
		struct node node = { .kind = a->node };
		size_t left = c->nodes.count - 1;
		if (need_left(c, sign) || lexer_next(&c->lexer, c->error) || parse_arithmetic(c, level + 1) ||
			need_right(c, sign, left, &node.types) || emit(c, from, node))
			return -1;
	}
	return 0;
}

int
parse_sum(struct compiler *c)
{
	return parse_arithmetic(c, LEVEL_SUM);
}
