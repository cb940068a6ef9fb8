/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wrong_type: refusals of records whose values are not of the kind that an expression needs. */
#ifndef EXPR_WRONG_TYPE_H
#define EXPR_WRONG_TYPE_H

#include "expr/node.h"
#include "expr/value.h"
#include "record/refusal.h"

/* The text of the node, cut to what a message shows. */
struct slice node_written(const struct node *node);

/* Of a field `this is the text "n/a", a number is needed`, with the field in the refusal; of what is computed
 * the same with its text in place of "this". Always -1. */
int wrong_type(
	struct refusal *refusal, const struct node *operand, const struct value *value, unsigned needed);

/* The same of a field's value that no expression has read. */
int wrong_field(struct refusal *refusal, struct slice field, const struct value *value, const char *needed);

/* The same for two operands that are of different kinds. Where one is a literal the other is at fault. */
int wrong_pair(struct refusal *refusal, const struct node *left, const struct value *a,
	const struct node *right, const struct value *b);

#endif
