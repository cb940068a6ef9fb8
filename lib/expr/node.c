/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/node.h"

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
	case NODE_CALL:
		return a->builtin == b->builtin;
	default: /* what stands before them says where skips go */
		return true;
	}
}
