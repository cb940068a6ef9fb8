/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operators of single values over arrays: element by element, single values beside every element. */
#include "expr/builtins.h"
#include "expr/evaluation.h"

static bool
maps(const struct node *node, size_t i, const struct value *operand)
{
	if (operand->kind != VALUE_ARRAY)
		return false;
	if (node->kind == NODE_CALL)
		return !(builtin_argument(node->builtin, i) & TYPE_ARRAY);
	return node->kind != NODE_IN || i == 0;
}

int
refuse_lengths(struct evaluation *e, size_t count, size_t i, size_t length, size_t k, size_t other)
{
	struct slice a = node_written(&e->nodes[operand_at(e->nodes, e->at, count, i)]);
	struct slice b = node_written(&e->nodes[operand_at(e->nodes, e->at, count, k)]);

	return refuse(e->refusal, (struct slice){ 0 },
		"%.*s has %zu element%s and %.*s has %zu; arrays of one length are needed", SLICE_PRINT(a),
		length, length == 1 ? "" : "s", SLICE_PRINT(b), other);
}

static int apply(struct evaluation *e, struct value *operands, size_t count, single_function *function,
	struct value *result);

/* Arrays inside arrays are mapped in their turn; the depth of the record bounds that. */
static int
map(struct evaluation *e, struct value *operands, size_t count, size_t first, single_function *function,
	struct value *result)
{
	const struct node *node = &e->nodes[e->at];
	size_t length = operands[first].array.count;
	struct value *items = scratch_take(e->scratch, length * sizeof *items);
	struct value *now = scratch_take(e->scratch, count * sizeof *now);

	if (!items || !now)
		return -1;
	for (size_t i = first + 1; i < count; i++)
		if (maps(node, i, &operands[i]) && operands[i].array.count != length)
			return refuse_lengths(e, count, first, length, i, operands[i].array.count);
	for (size_t k = 0; k < length; k++) {
		bool deeper = false;
		for (size_t i = 0; i < count; i++) {
			now[i] = maps(node, i, &operands[i]) ? operands[i].array.items[k] : operands[i];
			deeper = deeper || now[i].kind == VALUE_ARRAY;
		}
		if (deeper ? apply(e, now, count, function, &items[k]) : function(e, now, &items[k]))
			return -1;
	}
	return give_array(result, items, length);
}

static int
apply(struct evaluation *e, struct value *operands, size_t count, single_function *function,
	struct value *result)
{
	for (size_t i = 0; i < count; i++)
		if (maps(&e->nodes[e->at], i, &operands[i]))
			return map(e, operands, count, i, function, result);
	return function(e, operands, result);
}

int
run_mapped(struct evaluation *e, size_t count, single_function *function)
{
	struct value *operands = e->top - count, result;

	if (apply(e, operands, count, function, &result))
		return -1;
	*operands = result;
	e->top = operands + 1;
	return 0;
}
