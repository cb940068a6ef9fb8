/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/array.h"
#include "expr/compiler.h"

/* More than any honest expression has. Definitions are written out where they are used, so a few lines could
 * ask for any number. */
enum { NODE_LIMIT = 100000 };

int
emit(struct compiler *c, struct mark from, struct node node)
{
	struct nodes *nodes = &c->nodes;

	if (nodes->count == NODE_LIMIT)
		return mistake(&c->lexer.origin, from.at, c->error,
			"the expression is too long: with its definitions written out it has more than "
			"100,000 parts");
	struct node *at = array_grow(nodes->at, &nodes->capacity, nodes->count + 1, sizeof *at);
	if (!at)
		return error_memory(c->error);
	nodes->at = at;
	node.span = (uint32_t)(nodes->count + 1 - from.node);
	node.text = slice_between(from.at, c->lexer.behind);
	nodes->at[nodes->count++] = node;
	return 0;
}

int
emit_mapped(struct compiler *c, struct mark from, struct node node)
{
	unsigned operand = last_node(c)->types;

	node.types = types_over(node.types, operand, operand);
	return emit(c, from, node);
}

int
emit_skip(struct compiler *c, enum node_kind kind, size_t *at)
{
	*at = c->nodes.count;
	return emit(c, (struct mark){ *at, c->lexer.behind }, (struct node){ .kind = kind });
}

struct program *
emit_program(struct compiler *c)
{
	struct arena *arena = &c->scope->arena;
	struct program *program = arena_alloc(arena, sizeof *program);
	struct node *nodes = arena_alloc(arena, c->nodes.count * sizeof *nodes);

	if (!program || !nodes) {
		error_memory(c->error);
		return NULL;
	}
	memcpy(nodes, c->nodes.at, c->nodes.count * sizeof *nodes);
	*program = (struct program){ .nodes = nodes, .count = c->nodes.count };
	return program;
}
