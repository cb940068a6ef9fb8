/* SPDX-License-Identifier: GPL-3.0-or-later */
/* eval: one program over one record, as eval.c, operators.c, path.c and the functions share it. */
#ifndef EXPR_EVAL_H
#define EXPR_EVAL_H

#include "expr/node.h"
#include "expr/program.h"
#include "expr/types.h"
#include "expr/value.h"
#include "record/refusal.h"
#include "record/slot.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct evaluation {
	const struct node *nodes;
	size_t at;         /* the node that runs */
	struct value *top; /* of the stack: where the next value goes */
	struct scratch *scratch;
	struct refusal *refusal;
};

/* All of these return 0. */
static inline int
set_null(struct value *to)
{
	to->kind = VALUE_NULL;
	return 0;
}

static inline int
set_truth(struct value *to, bool truth)
{
	to->kind = VALUE_BOOL;
	to->truth = truth;
	return 0;
}

static inline int
set_number(struct value *to, struct number number)
{
	to->kind = VALUE_NUMBER;
	to->number = number;
	return 0;
}

static inline int
set_text(struct value *to, struct slice text)
{
	to->kind = VALUE_TEXT;
	to->text = text;
	return 0;
}

static inline int
set_time(struct value *to, int64_t instant)
{
	to->kind = VALUE_TIME;
	to->instant = instant;
	return 0;
}

static inline int
set_array(struct value *to, const struct value *items, size_t count)
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

/* eval.c. Memory that lasts until scratch_begin; NULL with scratch->failed or scratch->full. */
void *scratch_take(struct scratch *scratch, size_t size);

/* Values whose number is not known yet are collected; those from number `from` on become an array. 0, or -1
 * with scratch->failed or scratch->full. */
int collect(struct scratch *scratch, const struct value *value);
int collected_array(struct scratch *scratch, size_t from, struct value *array);

/* The text of the node, cut to what a message shows. */
struct slice node_shown(const struct node *node);

/* Refuses the record: of a field `this is the text "n/a", a number is needed`, with the field in the refusal;
 * of a computed value the same with its text in place of "this". Always -1. */
int refuse_type(
	struct refusal *refusal, const struct node *operand, const struct value *value, unsigned needed);

/* The same for two operands of different kinds; beside a literal the other is at fault. */
int refuse_pair(struct refusal *refusal, const struct node *left, const struct value *a,
	const struct node *right, const struct value *b);

/* Requires that the value of the operand with this root, null aside, has one of these types. */
static inline int
check_type(struct evaluation *e, size_t operand, const struct value *value, unsigned types)
{
	return types_agree(type_of(value), types) ? 0
						  : refuse_type(e->refusal, &e->nodes[operand], value, types);
}

/* operators.c. By kind of node, what runs those that take operands: they go off the stack, and the value
 * comes onto it. 0, or -1: refused, or with scratch->failed. */
extern int (*const operators[])(struct evaluation *e);

/* The order of two values of one kind, where a double is compared with a decimal as the decimal that is
 * written for it: 1 / 10 is 0.1. */
int compare_values(struct value a, struct value b);

/* path.c. Runs a path, as an operator. */
int run_path(struct evaluation *e);

/* Decodes a slot: numbers, texts, arrays with all that is in them; objects stay as they stand. Texts without
 * escapes and objects stay in the line, the rest lives in the scratch. 0, or -1 as an operator. */
int slot_decode(const struct slot *slot, struct slice path, struct scratch *scratch, struct value *value,
	struct refusal *refusal);

/* The same, with a fast path for what most slots hold. */
static inline int
slot_value(const struct slot *slot, struct slice path, struct scratch *scratch, struct value *value,
	struct refusal *refusal)
{
	if (slot->kind == KIND_TEXT && !slot->escaped)
		return set_text(value, slot->raw);
	if (slot->kind == KIND_NUMBER && number_read(slot->raw, &value->number) == NUMBER_OK) {
		value->kind = VALUE_NUMBER;
		return 0;
	}
	return slot_decode(slot, path, scratch, value, refusal);
}

#endif
