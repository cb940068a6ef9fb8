/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparison and logic. */
#include "expr/evaluation.h"

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

int
compare_values(struct value a, struct value b)
{
	if (a.kind == VALUE_NUMBER && b.kind == VALUE_NUMBER &&
		number_is_real(a.number) != number_is_real(b.number)) {
		a.number = number_as_written(a.number);
		b.number = number_as_written(b.number);
	}
	return value_compare(&a, &b);
}

/* Of two values of one kind. */
static bool
compares(enum node_kind kind, const struct value *a, const struct value *b)
{
	if (a->kind == VALUE_TEXT && (kind == NODE_EQUAL || kind == NODE_UNEQUAL))
		return slice_equal(a->text, b->text) == (kind == NODE_EQUAL);
	return holds(kind, compare_values(*a, *b));
}

static int
comparison_single(struct evaluation *e, struct value *operands, struct value *result)
{
	enum node_kind kind = e->nodes[e->at].kind;
	const struct value *a = &operands[0], *b = &operands[1];

	if (a->kind == b->kind && (a->kind == VALUE_NUMBER || a->kind == VALUE_TEXT))
		return give_truth(result, compares(kind, a, b));
	size_t right = operand_last(e->nodes, e->at), left = operand_before(e->nodes, right);
	unsigned types = kind == NODE_EQUAL || kind == NODE_UNEQUAL ? TYPE_SINGLE : TYPE_ORDERED;

	if (check(e, left, a, types) || check(e, right, b, types))
		return -1;
	if (a->kind == VALUE_NULL || b->kind == VALUE_NULL)
		return give_null(result);
	if (a->kind != b->kind)
		return wrong_pair(e->refusal, &e->nodes[left], a, &e->nodes[right], b);
	return give_truth(result, compares(kind, a, b));
}

int
run_comparison(struct evaluation *e)
{
	struct value *b = e->top - 1, *a = b - 1;

	if (a->kind != b->kind || (a->kind != VALUE_NUMBER && a->kind != VALUE_TEXT))
		return run_mapped(e, 2, comparison_single);
	e->top = b;
	return give_truth(a, compares(e->nodes[e->at].kind, a, b));
}

static int
is_null_single(struct evaluation *e, struct value *operands, struct value *result)
{
	(void)e;
	return give_truth(result, operands->kind == VALUE_NULL);
}

/* Of what comes from [] each element is asked; where there is no array, there is nothing to ask. */
int
run_is_null(struct evaluation *e)
{
	struct value *a = e->top - 1;

	if (!(e->nodes[e->at].types & TYPE_MAPPED))
		return give_truth(a, a->kind == VALUE_NULL);
	return a->kind == VALUE_NULL ? 0 : run_mapped(e, 1, is_null_single);
}

/* Refuses candidate number i. */
static int
refuse_candidate(struct evaluation *e, const struct value *x, size_t i)
{
	size_t count = e->nodes[e->at].count;
	const struct node *candidate = &e->nodes[operand_at(e->nodes, e->at, count, i)];

	if (!types_agree(type_of(&x[i]), TYPE_SINGLE))
		return wrong_type(e->refusal, candidate, &x[i], TYPE_SINGLE);
	const struct node *left = &e->nodes[operand_at(e->nodes, e->at, count, 0)];
	return x->kind > VALUE_TIME ? wrong_type(e->refusal, left, x, TYPE_SINGLE)
				    : wrong_pair(e->refusal, left, x, candidate, &x[i]);
}

/* True where a candidate is equal, else null where one is null, else false. */
static int
in_single(struct evaluation *e, struct value *x, struct value *result)
{
	size_t count = e->nodes[e->at].count;
	bool equal = false, null = x->kind == VALUE_NULL;

	for (size_t i = 1; i < count; i++) {
		if (x[i].kind > VALUE_TIME || (x->kind != x[i].kind && x->kind && x[i].kind))
			return refuse_candidate(e, x, i);
		if (x->kind == VALUE_NULL || x[i].kind == VALUE_NULL)
			null = true;
		else if (compare_values(*x, x[i]) == 0)
			equal = true;
	}
	return equal ? give_truth(result, true) : null ? give_null(result) : give_truth(result, false);
}

int
run_in(struct evaluation *e)
{
	return run_mapped(e, e->nodes[e->at].count, in_single);
}

static int
not_single(struct evaluation *e, struct value *operands, struct value *result)
{
	if (check(e, operand_last(e->nodes, e->at), operands, TYPE_BOOL))
		return -1;
	return operands->kind == VALUE_NULL ? give_null(result) : give_truth(result, !operands->truth);
}

int
run_not(struct evaluation *e)
{
	return run_mapped(e, 1, not_single);
}

/* `or` is settled by a true, `and` by a false; else it is null where an operand is. */
static int
logic(bool settled, const struct value *a, const struct value *b, struct value *result)
{
	if (is_truth(a, settled) || is_truth(b, settled))
		return give_truth(result, settled);
	if (a->kind == VALUE_NULL || b->kind == VALUE_NULL)
		return give_null(result);
	return give_truth(result, !settled);
}

static int
logic_single(struct evaluation *e, struct value *operands, struct value *result)
{
	const struct value *a = &operands[0], *b = &operands[1];
	size_t right = operand_last(e->nodes, e->at);

	if (check(e, operand_before(e->nodes, right), a, TYPE_BOOL) || check(e, right, b, TYPE_BOOL))
		return -1;
	return logic(e->nodes[e->at].kind == NODE_OR, a, b, result);
}

/* Where the operands are no arrays by their text, the skip between them has looked at the left one. */
int
run_logic(struct evaluation *e)
{
	const struct node *node = &e->nodes[e->at];
	struct value *b = e->top - 1, *a = b - 1;

	if (types_is_array(node->types))
		return run_mapped(e, 2, logic_single);
	e->top = b;
	if (check(e, operand_last(e->nodes, e->at), b, TYPE_BOOL))
		return -1;
	return logic(node->kind == NODE_OR, a, b, a);
}
