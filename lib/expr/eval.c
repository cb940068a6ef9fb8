/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evaluator: its memory, its refusals, and the loop over the nodes of a program. */
#include "expr/eval.h"

#include "base/array.h"
#include "record/utf8.h"
#include "time/instant.h"
#include "time/time_format.h"

#include <stdio.h>
#include <stdlib.h>

void
scratch_begin(struct scratch *scratch)
{
	if (scratch->texts.block) /* most programs decode no text */
		arena_reset(&scratch->texts);
	scratch->undefined = 0;
	scratch->full = false;
}

void
scratch_free(struct scratch *scratch)
{
	arena_free(&scratch->texts);
	free(scratch->stack);
	free(scratch->collected.at);
	scratch->stack = scratch->collected.at = NULL;
	scratch->stack_capacity = scratch->collected.count = scratch->collected.capacity = 0;
}

void *
scratch_take(struct scratch *scratch, size_t size)
{
	if (size > SCRATCH_LIMIT || scratch->texts.total > SCRATCH_LIMIT - size) {
		scratch->full = true;
		return NULL;
	}
	void *memory = arena_alloc(&scratch->texts, size);

	scratch->failed = scratch->failed || !memory;
	return memory;
}

int
collect(struct scratch *scratch, const struct value *value)
{
	if (scratch->collected.count >= SCRATCH_LIMIT / sizeof *value) {
		scratch->full = true;
		return -1;
	}
	struct value *at = array_grow(scratch->collected.at, &scratch->collected.capacity,
		scratch->collected.count + 1, sizeof *at);

	if (!at) {
		scratch->failed = true;
		return -1;
	}
	scratch->collected.at = at;
	at[scratch->collected.count++] = *value;
	return 0;
}

int
collected_array(struct scratch *scratch, size_t from, struct value *array)
{
	size_t count = scratch->collected.count - from;
	struct value *items = scratch_take(scratch, count * sizeof *items);

	if (!items)
		return -1;
	if (count)
		memcpy(items, scratch->collected.at + from, count * sizeof *items);
	scratch->collected.count = from;
	return set_array(array, items, count);
}

/* Characters of a name and of a value that a refusal shows. */
enum { SHOWN_NAME = 40, SHOWN_VALUE = 24, SHOWN_SIZE = 4 * SHOWN_VALUE + 32 };

/* The field that an operand is, or is inside of; empty for what is computed. */
static struct slice
operand_field(const struct node *operand)
{
	if (operand->kind == NODE_PATH && operand->inside.slot >= 0)
		return operand->text;
	return operand->kind == NODE_FIELD ? operand->field.path : (struct slice){ 0 };
}

struct slice
node_shown(const struct node *node)
{
	return (struct slice){ node->text.at, utf8_prefix(node->text, SHOWN_NAME) };
}

/* How the message calls an operand: a field is named by the refusal itself. */
static struct slice
subject(const struct node *operand)
{
	return operand_field(operand).length ? slice_of("this") : node_shown(operand);
}

/* A value as the messages show it. */
static const char *
describe(const struct value *value, char shown[SHOWN_SIZE])
{
	char digits[NUMBER_TEXT_SIZE];
	size_t length;

	switch (value->kind) {
	case VALUE_NULL:
		return "null";
	case VALUE_BOOL:
		return value->truth ? "true" : "false";
	case VALUE_NUMBER:
		snprintf(shown, SHOWN_SIZE, "the number %.*s", (int)number_write(value->number, digits),
			digits);
		return shown;
	case VALUE_TIME:
		return "a time";
	case VALUE_ARRAY:
		return "an array";
	case VALUE_OBJECT:
		return "an object";
	default:
		length = utf8_prefix(value->text, SHOWN_VALUE);
		snprintf(shown, SHOWN_SIZE, "the text \"%.*s%s\"", (int)length, value->text.at,
			length < value->text.length ? "..." : "");
		return shown;
	}
}

int
refuse_type(struct refusal *refusal, const struct node *operand, const struct value *value, unsigned needed)
{
	char shown[SHOWN_SIZE], name[TYPES_NAME_SIZE];
	bool skipped = (needed & TYPE_TIME) && value->kind == VALUE_TEXT && instant_in_gap(value->text);

	return refuse(refusal, operand_field(operand), "%.*s is %s, %s is needed",
		SLICE_PRINT(subject(operand)), describe(value, shown),
		skipped ? INSTANT_NOT_IN_GAP : types_name(needed, name));
}

int
refuse_pair(struct refusal *refusal, const struct node *left, const struct value *a, const struct node *right,
	const struct value *b)
{
	char shown[2][SHOWN_SIZE];

	if (left->kind == NODE_CONSTANT)
		return refuse_type(refusal, right, b, type_of(a));
	if (right->kind == NODE_CONSTANT)
		return refuse_type(refusal, left, a, type_of(b));
	return refuse(refusal, operand_field(left),
		"%.*s is %s, it cannot be compared with %.*s, which is %s", SLICE_PRINT(subject(left)),
		describe(a, shown[0]), SLICE_PRINT(node_shown(right)), describe(b, shown[1]));
}

static int
push_field(struct evaluation *e, const struct node *node)
{
	const struct slot *slot = &e->scratch->slots[node->field.slot];

	return slot_value(slot, node->field.path, e->scratch, e->top++, e->refusal);
}

static int
push_field_is_null(struct evaluation *e, const struct node *node)
{
	enum kind kind = e->scratch->slots[node->field.slot].kind;

	return set_truth(e->top++, kind == KIND_MISSING || kind == KIND_NULL);
}

static int
push(struct evaluation *e, const struct value *value)
{
	*e->top++ = *value;
	return 0;
}

/* Continues at the target of the jump, or at the next node. */
static int
jump(struct evaluation *e, bool jumping)
{
	if (jumping)
		e->at = e->nodes[e->at].target - 1;
	return 0;
}

static int
jump_settled(struct evaluation *e, bool truth)
{
	const struct value *a = e->top - 1;

	return check_type(e, operand_last(e->nodes, e->at), a, TYPE_BOOL) ? -1 : jump(e, is_truth(a, truth));
}

static int
jump_unless(struct evaluation *e)
{
	const struct value *a = --e->top;

	return check_type(e, operand_last(e->nodes, e->at), a, TYPE_BOOL) ? -1 : jump(e, !is_truth(a, true));
}

static int
jump_present(struct evaluation *e)
{
	bool null = e->top[-1].kind == VALUE_NULL;

	e->top -= null;
	return jump(e, !null);
}

/* Runs one node. */
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
	case NODE_JUMP_TRUE:
	case NODE_JUMP_FALSE:
		return jump_settled(e, node->kind == NODE_JUMP_TRUE);
	case NODE_JUMP_PRESENT:
		return jump_present(e);
	case NODE_JUMP_UNLESS:
		return jump_unless(e);
	case NODE_JUMP:
		return jump(e, true);
	case NODE_CHOICE:
		return node_is_eager(node) ? operators[NODE_CHOICE](e) : 0;
	case NODE_NOP:
		return 0;
	default:
		return operators[node->kind](e);
	}
}

/* Each node puts at most one value on the stack. */
static int
reserve_stack(struct scratch *scratch, size_t count)
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

/* Rounds the doubles in a value to what the next process would read. */
static int
as_written(struct scratch *scratch, struct value *value)
{
	return has_real(value) ? copy_as_written(scratch, value) : 0;
}

static int
refuse_full(struct refusal *refusal)
{
	return refuse(
		refusal, (struct slice){ 0 }, "the texts and arrays computed from it take more than 1 GiB");
}

static int
run_nodes(
	const struct program *program, struct scratch *scratch, struct value *value, struct refusal *refusal)
{
	if (reserve_stack(scratch, program->count))
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

int
program_slot(const struct program *program)
{
	return program->count == 1 && program->nodes->kind == NODE_FIELD ? program->nodes->field.slot : -1;
}

/* A program that is only a field needs no stack. */
int
program_run(
	const struct program *program, struct scratch *scratch, struct value *value, struct refusal *refusal)
{
	int slot = program_slot(program);

	scratch->collected.count = 0;
	if (slot >= 0 ? slot_value(&scratch->slots[slot], program->nodes->field.path, scratch, value, refusal)
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
	return refuse_type(refusal, &program->nodes[program->count - 1], value, TYPE_NUMBER);
}

/* Refuses the value of a field that no expression has read. */
static int
refuse_field(struct refusal *refusal, struct slice field, const struct value *value, const char *needed)
{
	char shown[SHOWN_SIZE];

	return refuse(refusal, field, "this is %s, %s is needed", describe(value, shown), needed);
}

int
event_time(const struct value *value, struct slice field, int64_t *instant, struct refusal *refusal)
{
	switch (value->kind) {
	case VALUE_TIME:
		*instant = value->instant;
		return 0;
	case VALUE_TEXT:
		if (time_read(value->text, instant))
			return 0;
		break;
	case VALUE_NUMBER:
		if (time_read_number(value->number, instant))
			return 0;
		break;
	default:
		break;
	}
	if (value->kind == VALUE_TEXT && time_in_gap(value->text))
		return refuse_field(refusal, field, value, INSTANT_NOT_IN_GAP);
	return refuse_field(refusal, field, value,
		time_format_option().length ? "a time that --time-format reads"
					    : "a time (see --time-format)");
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
	return refuse_type(refusal, &program->nodes[program->count - 1], &value, TYPE_BOOL);
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
