/* SPDX-License-Identifier: GPL-3.0-or-later */
/* evaluation: one program over one record, as eval.c, run_*.c and functions_*.c share it. */
#ifndef EXPR_EVALUATION_H
#define EXPR_EVALUATION_H

#include "expr/node.h"
#include "expr/program.h"
#include "expr/types.h"
#include "expr/wrong_type.h"

struct evaluation {
	const struct node *nodes;
	size_t at;         /* the node that runs */
	struct value *top; /* behind the last value of the stack */
	struct scratch *scratch;
	struct refusal *refusal;
};

/* All of these return 0. */
static inline int
give_null(struct value *to)
{
	to->kind = VALUE_NULL;
	return 0;
}

static inline int
give_truth(struct value *to, bool truth)
{
	to->kind = VALUE_BOOL;
	to->truth = truth;
	return 0;
}

static inline int
give_number(struct value *to, struct number number)
{
	to->kind = VALUE_NUMBER;
	to->number = number;
	return 0;
}

static inline int
give_text(struct value *to, struct slice text)
{
	to->kind = VALUE_TEXT;
	to->text = text;
	return 0;
}

static inline int
give_time(struct value *to, int64_t instant)
{
	to->kind = VALUE_TIME;
	to->instant = instant;
	return 0;
}

static inline int
give_array(struct value *to, const struct value *items, size_t count)
{
	to->kind = VALUE_ARRAY;
	to->array.items = items;
	to->array.count = count;
	return 0;
}

static inline bool
is_truth(const struct value *value, bool truth)
{
	return value->kind == VALUE_BOOL && value->truth == truth;
}

/* Demands that the value of the operand with this root, null aside, has one of these types. */
static inline int
check(struct evaluation *e, size_t operand, const struct value *value, unsigned types)
{
	return types_agree(type_of(value), types) ? 0
						  : wrong_type(e->refusal, &e->nodes[operand], value, types);
}

/* scratch.c. Where memory runs out, these set scratch->failed. Room that lasts until scratch_begin, or NULL.
 */
void *scratch_take(struct scratch *scratch, size_t size);

/* Values whose number is not known yet wait on the pile; what lies above the lowest `from` of them becomes an
 * array. 0 or -1. */
int pile_add(struct scratch *scratch, const struct value *value);
int pile_take(struct scratch *scratch, size_t from, struct value *array);

/* run_arithmetic.c. What an operation gave: NaN is undefined, so null and counted; an infinity cannot be
 * written. 0, or -1 with the refusal. */
int settle(struct evaluation *e, struct value *value);

/* slot_value.c. Reads a slot as a value. 0, or -1: refused, or scratch->failed. */
int value_of_any(const struct slot *slot, struct slice path, struct scratch *scratch, struct value *value,
	struct refusal *refusal);

/* The same: most of what is asked for goes the short way. */
static inline int
value_of_slot(const struct slot *slot, struct slice path, struct scratch *scratch, struct value *value,
	struct refusal *refusal)
{
	if (slot->kind == KIND_TEXT && !slot->escaped)
		return give_text(value, slot->raw);
	if (slot->kind == KIND_NUMBER && number_read(slot->raw, &value->number) == NUMBER_OK) {
		value->kind = VALUE_NUMBER;
		return 0;
	}
	return value_of_any(slot, path, scratch, value, refusal);
}

/* run_logic.c. The order of two values of one kind, where a double is compared with a decimal as the decimal
 * that is written for it: 1 / 10 is 0.1. */
int compare_values(struct value a, struct value b);

/* run_mapped.c. What the operator that runs gives for these operands, none of which it maps over; it may
 * change them. The result is not one of them. */
typedef int single_function(struct evaluation *e, struct value *operands, struct value *result);

/* Puts in place of the topmost `count` values what the function gives, for each element where the operator
 * maps over arrays. */
int run_mapped(struct evaluation *e, size_t count, single_function *function);

/* Refuses arrays of these lengths as operands number i and k of `count`. Always -1. */
int refuse_lengths(struct evaluation *e, size_t count, size_t i, size_t length, size_t k, size_t other);

/* run_*.c. Operators take their operands off the stack and put their value on it. 0, or -1: refused, or
 * scratch->failed. */
int run_arithmetic(struct evaluation *e);
int run_negate(struct evaluation *e);
int run_comparison(struct evaluation *e);
int run_is_null(struct evaluation *e);
int run_in(struct evaluation *e);
int run_not(struct evaluation *e);
int run_logic(struct evaluation *e);
int run_call(struct evaluation *e);
int run_array(struct evaluation *e);
int run_path(struct evaluation *e);
int run_if(struct evaluation *e);
int run_coalesce(struct evaluation *e);

#endif
