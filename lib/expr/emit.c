/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/array.h"
#include "expr/compiler.h"

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
emit_skip(struct compiler *c, enum node_kind kind, size_t *at)
{
	*at = c->nodes.count;
	return emit(c, (struct mark){ *at, c->lexer.behind }, (struct node){ .kind = kind });
}

int
need(struct compiler *c, unsigned types)
{
	const struct node *last = &c->nodes.at[c->nodes.count - 1];
	char is[TYPES_NAME], needed[TYPES_NAME];

	if (types_agree(last->types, types))
		return 0;
	return mistake(&c->lexer.origin, last->text.at, c->error, "this is %s, %s is needed",
		types_name(last->types, is), types_name(types, needed));
}

int
need_number(struct compiler *c, struct token sign)
{
	const struct node *last = &c->nodes.at[c->nodes.count - 1];

	if (sign.kind == TOKEN_PLUS && last->types == TYPE_TEXT)
		return mistake(&c->lexer.origin, last->text.at, c->error,
			"+ adds numbers and this is a text; use concat(x, y) to join texts");
	return need(c, TYPE_NUMBER);
}

int
need_comparable(struct compiler *c, size_t left)
{
	const struct node *a = &c->nodes.at[left], *b = &c->nodes.at[c->nodes.count - 1];
	char is[TYPES_NAME], with[TYPES_NAME];

	if (types_agree(a->types, b->types) || b->types == TYPE_NONE)
		return 0;
	return mistake(&c->lexer.origin, b->text.at, c->error,
		"this is %s, compared with %s; number(x) and text(x) convert", types_name(b->types, is),
		types_name(a->types, with));
}

struct program *
emit_program(struct compiler *c)
{
	struct arena *arena = &c->scope->arena;
	struct program *program = arena_take(arena, sizeof *program);
	struct node *nodes = arena_take(arena, c->nodes.count * sizeof *nodes);

	if (!program || !nodes) {
		error_memory(c->error);
		return NULL;
	}
	memcpy(nodes, c->nodes.at, c->nodes.count * sizeof *nodes);
	*program = (struct program){ .nodes = nodes, .count = c->nodes.count };
	return program;
}
