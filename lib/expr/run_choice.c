/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Array literals; and `if` and `coalesce` where the text of an operand makes an array: then all operands have
 * been evaluated, and the value is an array, or null where there is no array to go by. */
#include "expr/evaluation.h"

int
run_array(struct evaluation *e)
{
	size_t count = e->nodes[e->at].count;
	struct value *from = e->top - count, *items = scratch_take(e->scratch, count * sizeof *items);

	if (!items)
		return -1;
	if (count)
		memcpy(items, from, count * sizeof *items);
	e->top = from + 1;
	return give_array(from, items, count);
}

/* The value as each of `count` elements. */
static int
spread(struct evaluation *e, struct value *value, size_t count)
{
	struct value *items = scratch_take(e->scratch, count * sizeof *items);

	if (!items)
		return -1;
	for (size_t i = 0; i < count; i++)
		items[i] = *value;
	return give_array(value, items, count);
}

static int
if_single(struct evaluation *e, struct value *operands, struct value *result)
{
	if (check(e, operand_at(e->nodes, e->at, 3, 0), operands, TYPE_BOOL))
		return -1;
	*result = is_truth(operands, true) ? operands[1] : operands[2];
	return 0;
}

/* An array of conditions chooses each element; a single one chooses a whole. */
int
run_if(struct evaluation *e)
{
	struct value *c = e->top - 3;

	if (c->kind == VALUE_ARRAY)
		return run_mapped(e, 3, if_single);
	bool truth = is_truth(c, true);
	struct value chosen = truth ? c[1] : c[2], other = truth ? c[2] : c[1];
	if (check(e, operand_at(e->nodes, e->at, 3, 0), c, TYPE_BOOL))
		return -1;
	if (chosen.kind != VALUE_ARRAY && other.kind != VALUE_ARRAY)
		give_null(&chosen);
	else if (chosen.kind != VALUE_ARRAY && chosen.kind != VALUE_NULL &&
		 spread(e, &chosen, other.array.count))
		return -1;
	*c = chosen;
	e->top = c + 1;
	return 0;
}

static bool
has_null(const struct value *array)
{
	for (size_t i = 0; i < array->array.count; i++)
		if (array->array.items[i].kind == VALUE_NULL)
			return true;
	return false;
}

/* Puts the other value, or its elements, in place of the nulls of an array. */
static int
fill(struct evaluation *e, struct value *array, const struct value *other)
{
	size_t count = array->array.count;
	struct value *items = scratch_take(e->scratch, count * sizeof *items);

	if (!items)
		return -1;
	for (size_t i = 0; i < count; i++) {
		items[i] = array->array.items[i];
		if (items[i].kind == VALUE_NULL)
			items[i] = other->kind == VALUE_ARRAY ? other->array.items[i] : *other;
	}
	return give_array(array, items, count);
}

/* The arguments behind an array count only for elements that are null, so that coalesce(tags, []) goes
 * whatever the length of tags. */
int
run_coalesce(struct evaluation *e)
{
	size_t count = e->nodes[e->at].count, from = 0;
	struct value *operands = e->top - count, *value = operands;

	for (size_t i = 1; i < count; i++) {
		const struct value *other = &operands[i];
		if (value->kind == VALUE_NULL) {
			*value = *other;
			from = i;
		} else if (value->kind != VALUE_ARRAY) {
			if (other->kind == VALUE_ARRAY && spread(e, value, other->array.count))
				return -1;
		} else if (other->kind != VALUE_NULL && has_null(value)) {
			if (other->kind == VALUE_ARRAY && other->array.count != value->array.count)
				return refuse_lengths(
					e, count, from, value->array.count, i, other->array.count);
			if (fill(e, value, other))
				return -1;
		}
	}
	e->top = operands + 1;
	return value->kind == VALUE_ARRAY ? 0 : give_null(value);
}
