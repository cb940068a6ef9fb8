/* SPDX-License-Identifier: GPL-3.0-or-later */
/* node: what programs are made of. Nodes lie in one array in post-order, operands before their operator, and
 * are run in that order over a stack of values. A skip stands between the operands of what is evaluated
 * lazily: `a and b` is a, skip, b, and. */
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
	NODE_FIELD_IS_NULL, /* looks at the slot alone: nothing is decoded */
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
	NODE_SKIP_TRUE,    /* leaves a true where it is and goes on at target; needs a boolean */
	NODE_SKIP_FALSE,   /* the same with a false */
	NODE_SKIP_PRESENT, /* leaves what is not null and goes on at target; drops a null */
	NODE_SKIP_UNLESS,  /* drops a boolean and goes on at target unless it was true */
	NODE_SKIP,         /* goes on at target */
	NODE_LAZY,         /* the root of if and coalesce; does nothing */
	NODE_NOTHING,      /* was a skip, where arrays are mapped and all operands are evaluated */
	NODE_IF,           /* the roots of if and coalesce there */
	NODE_COALESCE,
};

/* One step of a path behind its field or value. */
struct step {
	enum step_kind { STEP_END, STEP_KEY, STEP_INDEX, STEP_EACH } kind;
	uint32_t operand;    /* of an index: which of the node's */
	struct slice key;    /* decoded */
	struct slice before; /* the text in front of it, for messages */
};

struct node {
	enum node_kind kind;
	unsigned types;    /* what the value can be */
	uint32_t span;     /* nodes from its first operand's first to itself */
	uint32_t count;    /* operands, where the kind does not say it */
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
		size_t target; /* of a skip */
		struct {
			const struct builtin *builtin;
			const struct pattern *pattern; /* of a function that takes one */
		};
	};
};

struct program {
	const struct node *nodes;
	size_t count;
	const struct aggregate_call *calls;
	size_t call_count;
};

/* Whether two nodes of programs without settings and aggregates do the same. */
bool node_same(const struct node *a, const struct node *b);

/* The root of the last operand of the operator at nodes[i]. */
static inline size_t
operand_last(const struct node *nodes, size_t i)
{
	while (nodes[--i].kind == NODE_NOTHING)
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
size_t operand_at(const struct node *nodes, size_t at, size_t count, size_t i);

#endif
