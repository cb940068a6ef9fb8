/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/array.h"
#include "expr/evaluation.h"

static int
push_field(struct evaluation *e, const struct node *node)
{
	const struct slot *slot = &e->scratch->slots[node->field.slot];

	return value_of_slot(slot, node->field.path, e->scratch, e->top++, e->refusal);
}

static int
push_field_is_null(struct evaluation *e, const struct node *node)
{
	enum kind kind = e->scratch->slots[node->field.slot].kind;

	return give_truth(e->top++, kind == KIND_MISSING || kind == KIND_NULL);
}

static int
push(struct evaluation *e, const struct value *value)
{
	*e->top++ = *value;
	return 0;
}

/* Goes on at the skip's target where `skipping`, else at the next node. */
static int
skip(struct evaluation *e, bool skipping)
{
	if (skipping)
		e->at = e->nodes[e->at].target - 1;
	return 0;
}

static int
skip_settled(struct evaluation *e, bool truth)
{
	const struct value *a = e->top - 1;

	return check(e, operand_last(e->nodes, e->at), a, TYPE_BOOL) ? -1 : skip(e, is_truth(a, truth));
}

static int
skip_unless(struct evaluation *e)
{
	const struct value *a = --e->top;

	return check(e, operand_last(e->nodes, e->at), a, TYPE_BOOL) ? -1 : skip(e, !is_truth(a, true));
}

static int
skip_present(struct evaluation *e)
{
	bool null = e->top[-1].kind == VALUE_NULL;

	e->top -= null;
	return skip(e, !null);
}

/* What takes its operands off the stack. */
static int (*const operators[])(struct evaluation *e) = {
	[NODE_PATH] = run_path,
	[NODE_ARRAY] = run_array,
	[NODE_ADD] = run_arithmetic,
	[NODE_SUBTRACT] = run_arithmetic,
	[NODE_MULTIPLY] = run_arithmetic,
	[NODE_DIVIDE] = run_arithmetic,
	[NODE_REMAINDER] = run_arithmetic,
	[NODE_NEGATE] = run_negate,
	[NODE_EQUAL] = run_comparison,
	[NODE_UNEQUAL] = run_comparison,
	[NODE_LESS] = run_comparison,
	[NODE_LESS_EQUAL] = run_comparison,
	[NODE_GREATER] = run_comparison,
	[NODE_GREATER_EQUAL] = run_comparison,
	[NODE_IS_NULL] = run_is_null,
	[NODE_IN] = run_in,
	[NODE_NOT] = run_not,
	[NODE_OR] = run_logic,
	[NODE_AND] = run_logic,
	[NODE_CALL] = run_call,
	[NODE_IF] = run_if,
	[NODE_COALESCE] = run_coalesce,
};

static int
step(struct evaluation *e, const struct node *node)
{
	switch (node->kind) {
	case NODE_CONSTANT:
		return push(e, &node->constant);
	case NODE_FIELD:
		return push_field(e, node);
	case NODE_FIELD_IS_NULL:
		return push_field_is_null(e, node);
	case NODE_SETTING:
		return push(e, &e->scratch->settings[node->index]);
	case NODE_AGGREGATE:
		return push(e, &e->scratch->aggregates[node->index]);
	case NODE_SKIP_TRUE:
	case NODE_SKIP_FALSE:
		return skip_settled(e, node->kind == NODE_SKIP_TRUE);
	case NODE_SKIP_PRESENT:
		return skip_present(e);
	case NODE_SKIP_UNLESS:
		return skip_unless(e);
	case NODE_SKIP:
		return skip(e, true);
	case NODE_LAZY:
	case NODE_NOTHING:
		return 0;
	default:
		return operators[node->kind](e);
	}
}

/* Each node puts at most one value on the stack. */
static int
make_room(struct scratch *scratch, size_t count)
{
	if (count <= scratch->stack_capacity)
		return 0;
	struct value *stack = array_grow(scratch->stack, &scratch->stack_capacity, count, sizeof *stack);
	if (!stack) {
		scratch->failed = true;
		return -1;
	}
	scratch->stack = stack;
	return 0;
}

static bool
has_real(const struct value *value)
{
	if (value->kind == VALUE_NUMBER)
		return number_is_real(value->number);
	if (value->kind != VALUE_ARRAY)
		return false;
	const struct value *items = value->array.items;
	for (size_t i = 0; i < value->array.count; i++)
		if (items[i].kind == VALUE_NUMBER ? number_is_real(items[i].number) : has_real(&items[i]))
			return true;
	return false;
}

static int
copy_as_written(struct scratch *scratch, struct value *value)
{
	if (value->kind == VALUE_NUMBER)
		value->number = number_as_written(value->number);
	if (value->kind != VALUE_ARRAY)
		return 0;
	struct value *items = scratch_take(scratch, value->array.count * sizeof *items);
	if (!items)
		return -1;
	for (size_t i = 0; i < value->array.count; i++) {
		items[i] = value->array.items[i];
		if (copy_as_written(scratch, &items[i]))
			return -1;
	}
	value->array.items = items;
	return 0;
}

/* Makes of the doubles in a value what the next process would read. */
static int
as_written(struct scratch *scratch, struct value *value)
{
	return has_real(value) ? copy_as_written(scratch, value) : 0;
}

static int
refuse_full(struct refusal *refusal)
{
	return refuse(refusal, (struct slice){ 0 },
		"its texts and arrays take more than 1 GiB; make less of one record");
}

static int
run_nodes(
	const struct program *program, struct scratch *scratch, struct value *value, struct refusal *refusal)
{
	if (make_room(scratch, program->count))
		return -1;
	struct evaluation e = {
		.nodes = program->nodes, .top = scratch->stack, .scratch = scratch, .refusal = refusal
	};
	for (; e.at < program->count; e.at++)
		if (step(&e, &e.nodes[e.at]))
			return -1;
	*value = *scratch->stack;
	return 0;
}

/* What is a field alone needs no stack. */
int
program_run(
	const struct program *program, struct scratch *scratch, struct value *value, struct refusal *refusal)
{
	int slot = program_slot(program);

	scratch->pile.count = 0;
	if (slot >= 0 ? value_of_slot(
				&scratch->slots[slot], program->nodes->field.path, scratch, value, refusal)
		      : run_nodes(program, scratch, value, refusal))
		return scratch->full ? refuse_full(refusal) : -1;
	return as_written(scratch, value);
}

int
program_number(
	const struct program *program, struct scratch *scratch, struct value *value, struct refusal *refusal)
{
	if (program_run(program, scratch, value, refusal))
		return -1;
	if (types_agree(type_of(value), TYPE_NUMBER))
		return 0;
	return wrong_type(refusal, &program->nodes[program->count - 1], value, TYPE_NUMBER);
}

int
program_holds(
	const struct program *program, struct scratch *scratch, bool *condition, struct refusal *refusal)
{
	struct value value;

	if (program_run(program, scratch, &value, refusal))
		return -1;
	*condition = is_truth(&value, true);
	if (types_agree(type_of(&value), TYPE_BOOL))
		return 0;
	return wrong_type(refusal, &program->nodes[program->count - 1], &value, TYPE_BOOL);
}

int
conditions_hold(
	const struct conditions *conditions, struct scratch *scratch, bool *hold, struct refusal *refusal)
{
	*hold = true;
	for (size_t i = 0; i < conditions->count && *hold; i++)
		if (program_holds(conditions->at[i], scratch, hold, refusal))
			return -1;
	return 0;
}
