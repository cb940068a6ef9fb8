/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/node.h"

static bool
steps_same(const struct step *a, const struct step *b)
{
	while (a->kind == b->kind && a->operand == b->operand && slice_equal(a->key, b->key)) {
		if (a->kind == STEP_END)
			return true;
		a++;
		b++;
	}
	return false;
}

bool
node_same(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind || a->span != b->span || a->count != b->count)
		return false;
	switch (a->kind) {
	case NODE_CONSTANT:
		return value_compare(&a->constant, &b->constant) == 0;
	case NODE_FIELD:
	case NODE_FIELD_IS_NULL:
		return a->field.slot == b->field.slot;
	case NODE_PATH:
		return a->inside.slot == b->inside.slot && steps_same(a->inside.steps, b->inside.steps);
	case NODE_CALL:
		return a->builtin == b->builtin;
	default: /* what stands before them says where skips go */
		return true;
	}
}

size_t
operand_at(const struct node *nodes, size_t at, size_t count, size_t i)
{
	size_t operand = operand_last(nodes, at);

	for (size_t n = count - 1; n > i; n--)
		operand = operand_before(nodes, operand);
	return operand;
}
