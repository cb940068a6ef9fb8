/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes on behind a value: `[]`, `[i]`, `.name`. Behind a field it becomes steps that are walked in the
 * line; what comes before the first bracket or brace there is the projection's. */
#include "base/array.h"
#include "expr/compiler.h"

#include <stdlib.h>

struct path {
	struct step *steps;
	size_t count, capacity;
	unsigned types;    /* of a value that stands at the end of the steps so far */
	bool many;         /* there is a [] among them */
	uint32_t operands; /* on the stack: the value, if it is no field, and the indexes */
	struct mark from;
};

static int
add_step(struct compiler *c, struct path *path, struct step step, const char *at)
{
	struct step *steps = array_grow(path->steps, &path->capacity, path->count + 1, sizeof *steps);

	if (!steps)
		return error_memory(c->error);
	step.before = slice_between(path->from.at, at);
	path->steps = steps;
	steps[path->count++] = step;
	return 0;
}

/* Demands that the value so far can be what the next step goes into. */
static int
need_inside(struct compiler *c, const struct path *path, unsigned type)
{
	char is[TYPES_NAME];

	if (types_agree(path->types, type))
		return 0;
	types_name(types_shown(path->types), is);
	if (type == TYPE_OBJECT)
		return mistake(&c->lexer.origin, path->from.at, c->error,
			"this is %s; no path goes on behind it", is);
	return mistake(&c->lexer.origin, path->from.at, c->error, "this is %s, an array is needed", is);
}

static int
add_key(struct compiler *c, struct path *path, struct slice key, const char *at)
{
	if (need_inside(c, path, TYPE_OBJECT))
		return -1;
	path->types = TYPE_FIELD;
	return add_step(c, path, (struct step){ .kind = STEP_KEY, .key = key }, at);
}

/* `.a.b` or `.{a b}` */
static int
add_keys(struct compiler *c, struct path *path, struct slice names)
{
	if (names.length == 0)
		return 0;
	const char *at = names.at, *end = at + names.length;
	if (names.length > 1 && at[1] == '{')
		return add_key(c, path, (struct slice){ at + 2, names.length - 3 }, at);
	while (at < end) {
		const char *name = at + 1, *point = memchr(name, '.', (size_t)(end - name));
		point = point ? point : end;
		if (add_key(c, path, slice_between(name, point), at))
			return -1;
		at = point;
	}
	return 0;
}

/* `[]` or `[index]` */
static int
add_brackets(struct compiler *c, struct path *path)
{
	const char *at = c->lexer.token.text.at;
	struct step step = { .kind = STEP_EACH };

	if (need_inside(c, path, TYPE_ARRAY) || lexer_next(&c->lexer, c->error))
		return -1;
	if (c->lexer.token.kind == TOKEN_CLOSE_ARRAY) {
		path->many = true;
	} else {
		step = (struct step){ .kind = STEP_INDEX, .operand = path->operands++ };
		if (parse_expression(c) || need(c, TYPE_NUMBER))
			return -1;
	}
	path->types = types_inside(path->types);
	return parse_token(c, TOKEN_CLOSE_ARRAY, "']'") ? -1 : add_step(c, path, step, at);
}

static int
parse_steps(struct compiler *c, struct path *path, struct slice names)
{
	int failed = add_keys(c, path, names);

	while (!failed) {
		struct slice text = c->lexer.token.text;
		if (c->lexer.token.kind == TOKEN_INSIDE)
			failed = add_keys(c, path, text) || lexer_next(&c->lexer, c->error);
		else if (c->lexer.token.kind == TOKEN_OPEN_ARRAY)
			failed = add_brackets(c, path);
		else
			return add_step(c, path, (struct step){ .kind = STEP_END }, c->lexer.behind);
	}
	return -1;
}

/* Has `field[].key` gathered by the scanner. */
static int
gather(struct compiler *c, struct node *node)
{
	const struct step *steps = node->inside.steps;

	node->inside.gathering.number = -1;
	if (c->checking || node->inside.slot < 0 || steps[0].kind != STEP_EACH || steps[1].kind != STEP_KEY)
		return 0;
	node->inside.gathering = projection_gather(c->scope->projection, node->inside.slot, steps[1].key);
	return node->inside.gathering.number < 0 ? error_memory(c->error) : 0;
}

int
parse_path(struct compiler *c, struct mark from, struct slice names)
{
	const struct node *base = last_node(c);
	struct path path = { .types = base->types & ~(unsigned)TYPE_MAPPED, .from = from };
	struct node node = { .kind = NODE_PATH };

	node.inside.slot = -1;
	if (base->kind == NODE_FIELD) {
		node.inside.slot = base->field.slot;
		c->nodes.count--;
	} else {
		path.operands = 1;
	}
	int failed = parse_steps(c, &path, names);
	if (!failed) {
		size_t size = path.count * sizeof *path.steps;
		struct step *steps = arena_alloc(&c->scope->arena, size);
		failed = steps ? 0 : error_memory(c->error);
		if (steps)
			memcpy(steps, path.steps, size);
		node.inside.steps = steps;
	}
	if (!failed)
		failed = gather(c, &node);
	free(path.steps);
	node.count = path.operands;
	node.types = path.many ? types_array(path.types) | TYPE_MAPPED : path.types;
	return failed ? -1 : emit(c, from, node);
}
