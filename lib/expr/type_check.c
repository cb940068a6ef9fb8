/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types as they are known before there are records: what cannot be right in any record is an error. */
#include "expr/compiler.h"

static int
reject_type(struct compiler *c, const struct node *node, unsigned types)
{
	char is[TYPES_NAME_SIZE], needed[TYPES_NAME_SIZE];
	const char *advice = "";

	if (types_is_array(node->types) && types == TYPE_BOOL)
		advice = "; any(x) and all(x) turn an array into one";
	return compile_error(c, node->text.at, "this is %s, %s is needed%s",
		types_name(types_shown(node->types), is), types_name(types, needed), advice);
}

int
require(struct compiler *c, unsigned types)
{
	const struct node *last = last_node(c);

	return types_agree(last->types, types) ? 0 : reject_type(c, last, types);
}

int
require_each(struct compiler *c, unsigned types)
{
	const struct node *last = last_node(c);

	return types_agree(types_each(last->types), types) ? 0 : reject_type(c, last, types);
}

int
require_condition(struct compiler *c, enum token_kind symbol)
{
	const struct node *last = last_node(c);

	if (symbol == TOKEN_OR && types_each(last->types) == TYPE_TEXT)
		return compile_error(
			c, last->text.at, "|| means or, and this is a text; use concat(x, y) to join texts");
	return require_each(c, TYPE_BOOL);
}

int
require_argument(struct compiler *c, unsigned types)
{
	const struct node *last = last_node(c);

	if (!(types & TYPE_ARRAY))
		return require_each(c, types);
	if (types_is_array(last->types) && !types_agree(types_elements(last->types), types_elements(types)))
		return reject_type(c, last, types);
	return require(c, types);
}

int
require_left(struct compiler *c, struct token symbol)
{
	const struct node *last = last_node(c);
	bool times = symbol.kind == TOKEN_PLUS || symbol.kind == TOKEN_MINUS;

	if (symbol.kind == TOKEN_PLUS && types_each(last->types) == TYPE_TEXT)
		return compile_error(c, last->text.at,
			"+ adds numbers and this is a text; use concat(x, y) to join texts");
	if (types_each(last->types) == TYPE_TIME && times)
		return 0;
	return require_each(c, TYPE_NUMBER);
}

/* What a sum or a difference of two single values can be. */
static unsigned
sum_types(bool subtract, unsigned a, unsigned b)
{
	unsigned types = TYPE_NONE;

	if (a & b & TYPE_NUMBER)
		types |= TYPE_NUMBER;
	if ((a & TYPE_TIME) && (b & TYPE_NUMBER))
		types |= TYPE_TIME;
	if (subtract && (a & b & TYPE_TIME))
		types |= TYPE_NUMBER;
	if (!subtract && (a & TYPE_NUMBER) && (b & TYPE_TIME))
		types |= TYPE_TIME;
	return types;
}

/* The types that may follow the operator, when the left operand has these. */
static unsigned
right_types(enum token_kind symbol, unsigned a)
{
	bool time = a & TYPE_TIME, number = a & TYPE_NUMBER;

	if (symbol == TOKEN_PLUS)
		return number || a == TYPE_NONE ? TYPE_NUMBER | TYPE_TIME : TYPE_NUMBER;
	if (symbol == TOKEN_MINUS)
		return time || a == TYPE_NONE ? TYPE_NUMBER | TYPE_TIME : TYPE_NUMBER;
	return TYPE_NUMBER;
}

int
require_right(struct compiler *c, struct token symbol, size_t left, unsigned *types)
{
	const struct node *node = &c->nodes.at[left], *last = last_node(c);
	unsigned a = types_each(node->types), b = types_each(last->types);

	if (symbol.kind == TOKEN_PLUS && b == TYPE_TEXT)
		return require_left(c, symbol);
	if (symbol.kind == TOKEN_MINUS && b == TYPE_TIME && a && !(a & TYPE_TIME))
		return compile_error(
			c, node->text.at, "a time is subtracted from this; make it a time with time(x)");
	if (!types_agree(b, right_types(symbol.kind, a)))
		return reject_type(c, last, a & TYPE_TIME ? right_types(symbol.kind, a) : TYPE_NUMBER);
	*types = TYPE_NUMBER;
	if (a && b && (symbol.kind == TOKEN_PLUS || symbol.kind == TOKEN_MINUS))
		*types = sum_types(symbol.kind == TOKEN_MINUS, a, b);
	*types = types_over(*types, node->types, last->types);
	return 0;
}

int
require_comparable(struct compiler *c, size_t left)
{
	const struct node *a = &c->nodes.at[left], *b = last_node(c);
	unsigned one = types_each(a->types), other = types_each(b->types);
	char is[TYPES_NAME_SIZE], with[TYPES_NAME_SIZE];

	if (one == TYPE_NONE || types_agree(other, one))
		return 0;
	if (one == TYPE_TIME || other == TYPE_TIME)
		return compile_error(c, (one == TYPE_TIME ? b : a)->text.at,
			"this is compared with a time; make it a time with time(x)");
	return compile_error(c, b->text.at, "this is %s, compared with %s; number(x) and text(x) convert",
		types_name(types_shown(b->types), is), types_name(types_shown(a->types), with));
}
