/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/builtins.h"
#include "expr/evaluation.h"
#include "expr/functions_time.h"

#include <math.h>

/* What an operation gave: NaN is undefined, so null and counted; an infinity cannot be written. */
static int
settle(struct evaluation *e, struct value *value)
{
	struct slice text = e->nodes[e->at].text;

	if (value->kind != VALUE_NUMBER || number_is_finite(value->number))
		return 0;
	if (!isnan(value->number.real))
		return refuse(
			e->refusal, (struct slice){ 0 }, "%.*s is too large for a double", SLICE_PRINT(text));
	e->scratch->undefined++;
	return give_null(value);
}

static struct number
calculate(enum node_kind kind, struct number a, struct number b)
{
	switch (kind) {
	case NODE_ADD:
		return number_add(a, b);
	case NODE_SUBTRACT:
		return number_subtract(a, b);
	case NODE_MULTIPLY:
		return number_multiply(a, b);
	case NODE_DIVIDE:
		return number_is_zero(b) ? number_of_double(NAN) : number_divide(a, b);
	default:
		return number_is_zero(b) ? number_of_double(NAN) : number_remainder(a, b);
	}
}

int
run_arithmetic(struct evaluation *e)
{
	struct value *b = --e->top, *a = b - 1;
	size_t right = operand_last(e->at), left = operand_before(e->nodes, right);

	if (check(e, left, a, TYPE_NUMBER) || check(e, right, b, TYPE_NUMBER))
		return -1;
	if (a->kind == VALUE_NULL || b->kind == VALUE_NULL)
		return give_null(a);
	a->number = calculate(e->nodes[e->at].kind, a->number, b->number);
	return settle(e, a);
}

int
run_negate(struct evaluation *e)
{
	struct value *a = e->top - 1;

	if (check(e, operand_last(e->at), a, TYPE_NUMBER))
		return -1;
	if (a->kind == VALUE_NUMBER)
		a->number = number_negate(a->number);
	return 0;
}

static bool
holds(enum node_kind kind, int order)
{
	switch (kind) {
	case NODE_UNEQUAL:
		return order != 0;
	case NODE_LESS:
		return order < 0;
	case NODE_LESS_EQUAL:
		return order <= 0;
	case NODE_GREATER:
		return order > 0;
	case NODE_GREATER_EQUAL:
		return order >= 0;
	default:
		return order == 0;
	}
}

/* A double is compared with a decimal as the decimal that is written for it: 1 / 10 is 0.1. */
static int
compare(struct value a, struct value b)
{
	if (a.kind == VALUE_NUMBER && b.kind == VALUE_NUMBER &&
		number_is_real(a.number) != number_is_real(b.number)) {
		a.number = number_as_written(a.number);
		b.number = number_as_written(b.number);
	}
	return value_compare(&a, &b);
}

int
run_comparison(struct evaluation *e)
{
	enum node_kind kind = e->nodes[e->at].kind;
	struct value *b = --e->top, *a = b - 1;
	size_t right = operand_last(e->at), left = operand_before(e->nodes, right);
	unsigned types = kind == NODE_EQUAL || kind == NODE_UNEQUAL ? TYPE_SINGLE : TYPE_ORDERED;

	if (check(e, left, a, types) || check(e, right, b, types))
		return -1;
	if (a->kind == VALUE_NULL || b->kind == VALUE_NULL)
		return give_null(a);
	if (a->kind != b->kind)
		return wrong_pair(e->refusal, &e->nodes[left], a, &e->nodes[right], b);
	return give_truth(a, holds(kind, compare(*a, *b)));
}

/* The root of operand i, from 0, of the node that runs. */
static size_t
operand_at(const struct evaluation *e, size_t i)
{
	size_t operand = operand_last(e->at);

	for (size_t n = e->nodes[e->at].count - 1; n > i; n--)
		operand = operand_before(e->nodes, operand);
	return operand;
}

/* True where a candidate is equal, else null where one is null, else false. */
int
run_in(struct evaluation *e)
{
	size_t count = e->nodes[e->at].count;
	struct value *x = e->top - count;
	bool equal = false, null = false;

	for (size_t i = 1; i < count; i++) {
		if (x->kind == VALUE_NULL || x[i].kind == VALUE_NULL)
			null = true;
		else if (x->kind != x[i].kind)
			return wrong_pair(e->refusal, &e->nodes[operand_at(e, 0)], x,
				&e->nodes[operand_at(e, i)], &x[i]);
		else if (compare(*x, x[i]) == 0)
			equal = true;
	}
	e->top = x + 1;
	return equal ? give_truth(x, true) : null ? give_null(x) : give_truth(x, false);
}

int
run_not(struct evaluation *e)
{
	struct value *a = e->top - 1;

	if (check(e, operand_last(e->at), a, TYPE_BOOL))
		return -1;
	return a->kind == VALUE_NULL ? 0 : give_truth(a, !a->truth);
}

/* `or` is settled by a true, `and` by a false; else it is null where an operand is. The skip between the
 * operands has looked at the type of the left one. */
int
run_logic(struct evaluation *e)
{
	bool settled = e->nodes[e->at].kind == NODE_OR;
	struct value *b = --e->top, *a = b - 1;

	if (check(e, operand_last(e->at), b, TYPE_BOOL))
		return -1;
	if (is_truth(a, settled) || is_truth(b, settled))
		return give_truth(a, settled);
	if (a->kind == VALUE_NULL || b->kind == VALUE_NULL)
		return give_null(a);
	return give_truth(a, !settled);
}

int
run_call(struct evaluation *e)
{
	const struct node *node = &e->nodes[e->at];
	struct value *arguments = e->top - node->count, result;
	struct call call = { e->scratch, e->refusal, node->text, arguments, node->count, &result };
	bool null = false;

	for (size_t i = 0; i < node->count; i++) {
		unsigned types = builtin_argument(node->builtin, i);
		if (!types_agree(type_of(&arguments[i]), types))
			return check(e, operand_at(e, i), &arguments[i], types);
		if (types & ARGUMENT_TIME && !time_argument(&arguments[i]))
			return check(e, operand_at(e, i), &arguments[i], TYPE_TIME);
		null = null || arguments[i].kind == VALUE_NULL;
	}
	if (null)
		give_null(&result);
	else if (node->builtin->function(&call) || settle(e, &result))
		return -1;
	*arguments = result;
	e->top = arguments + 1;
	return 0;
}
