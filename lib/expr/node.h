/* SPDX-License-Identifier: GPL-3.0-or-later */
/* node: what programs are made of. Nodes lie in one array in post-order, operands before their operator, and
 * run in that order over a stack of values. Jumps stand between the operands of what is evaluated lazily:
 * `a and b` is a, jump, b, and. */
#ifndef EXPR_NODE_H
#define EXPR_NODE_H

#include "base/slice.h"
#include "expr/program.h"
#include "expr/types.h"
#include "expr/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum node_kind {
	NODE_CONSTANT,
	NODE_FIELD,
	NODE_FIELD_IS_NULL, /* looks only at the slot's kind: nothing is decoded */
	NODE_PATH,          /* inside a slot, or inside a value below the indexes; count operands */
	NODE_ARRAY,         /* count elements */
	NODE_SETTING,
	NODE_AGGREGATE,
	NODE_ADD,
	NODE_SUBTRACT,
	NODE_MULTIPLY,
	NODE_DIVIDE,
	NODE_REMAINDER,
	NODE_NEGATE,
	NODE_EQUAL,
	NODE_UNEQUAL,
	NODE_LESS,
	NODE_LESS_EQUAL,
	NODE_GREATER,
	NODE_GREATER_EQUAL,
	NODE_IS_NULL,
	NODE_IN, /* one value and count - 1 candidates */
	NODE_NOT,
	NODE_OR,
	NODE_AND,
	NODE_CALL,
	NODE_CHOICE,       /* the root of if and coalesce, of count arguments: see node_is_eager */
	NODE_JUMP,         /* continues at target */
	NODE_JUMP_TRUE,    /* continues at target with a true, which stays on the stack; needs a boolean */
	NODE_JUMP_FALSE,   /* the same with a false */
	NODE_JUMP_PRESENT, /* continues at target with what is not null; drops a null */
	NODE_JUMP_UNLESS,  /* drops a boolean, and continues at target unless it was true */
	NODE_NOP,          /* was a jump, where all operands are evaluated */
};

/* One step of a path after its field or value. */
struct step {
	enum step_kind { STEP_END, STEP_KEY, STEP_INDEX, STEP_EACH } kind;
	uint32_t operand;    /* of an index: which of the node's operands it is */
	struct slice key;    /* decoded */
	struct slice before; /* the expression's text before the step, for messages */
};

struct node {
	enum node_kind kind;
	unsigned types;    /* what the value can be: a set of expr/types.h */
	uint32_t span;     /* number of nodes from the first of its operands to itself */
	uint32_t count;    /* number of operands, where the kind does not say it */
	struct slice text; /* as it was written, for messages */
	union {
		struct value constant;
		struct {
			int slot;
			struct slice path;
		} field;
		struct {
			int slot; /* or -1 */
			const struct step *steps;
			struct gathering gathering; /* of `[].key`, where the steps begin so */
		} inside;
		size_t index;  /* of a setting or an aggregate call */
		size_t target; /* of a jump */
		struct {
			const struct builtin *builtin; /* of a call or a choice */
			const struct regex *regex;     /* of a function that takes one */
		};
	};
};

struct program {
	const struct node *nodes;
	size_t count;
	const struct aggregate_call *calls;
	size_t call_count;
};

/* `and`, `or`, `if` and `coalesce` are lazy, unless the compiler knows that an operand is an array: then all
 * operands are evaluated, the operator maps over the arrays, and its value is an array. */
static inline bool
node_is_eager(const struct node *node)
{
	return types_is_array(node->types);
}

/* The root of the last operand of the operator at nodes[i]. */
static inline size_t
operand_last(const struct node *nodes, size_t i)
{
	while (nodes[--i].kind == NODE_NOP)
		;
	return i;
}

/* The root of the operand before that root. */
static inline size_t
operand_before(const struct node *nodes, size_t operand)
{
	return operand_last(nodes, operand - nodes[operand].span + 1);
}

/* The root of operand i of `count`, from 0, of the operator at nodes[at]. */
static inline size_t
operand_at(const struct node *nodes, size_t at, size_t count, size_t i)
{
	size_t operand = operand_last(nodes, at);

	for (size_t n = count - 1; n > i; n--)
		operand = operand_before(nodes, operand);
	return operand;
}

#endif
