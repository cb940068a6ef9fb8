/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the text of an expression to its program: nodes are emitted while it is parsed, then copied. */
#include "expr/compiler.h"

#include "base/array.h"

#include <stdlib.h>

/* More than any honest expression has. Definitions are compiled wherever they are used, so a few lines could
 * ask for any number of nodes. */
enum { NODE_LIMIT = 100000 };

int
emit(struct compiler *c, struct mark from, struct node node)
{
	struct nodes *nodes = &c->nodes;

	if (nodes->count == NODE_LIMIT)
		return compile_error(c, from.at,
			"the expression is too long: with its definitions written out it has more than "
			"100,000 parts");
	struct node *at = array_grow(nodes->at, &nodes->capacity, nodes->count + 1, sizeof *at);
	if (!at)
		return error_memory(c->error);
	nodes->at = at;
	node.span = (uint32_t)(nodes->count + 1 - from.node);
	node.text = slice_between(from.at, c->lexer.previous_end);
	nodes->at[nodes->count++] = node;
	return 0;
}

int
emit_jump(struct compiler *c, enum node_kind kind, size_t *at)
{
	*at = c->nodes.count;
	return emit(c, (struct mark){ *at, c->lexer.previous_end }, (struct node){ .kind = kind });
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

/* Copies the aggregate calls into the scope, for the program. */
static int
keep_calls(struct compiler *c, struct program *program)
{
	size_t size = c->calls.count * sizeof *c->calls.at;
	struct aggregate_call *calls = arena_alloc(&c->scope->arena, size);

	if (!calls)
		return error_memory(c->error);
	if (size)
		memcpy(calls, c->calls.at, size);
	program->calls = calls;
	program->call_count = c->calls.count;
	return 0;
}

/* Compiles from the current token to the end of the text; the value must be of these types. */
static const struct program *
finish(struct compiler *c, unsigned types)
{
	struct program *program = NULL;
	int failed = parse_expression(c) || parse_token(c, TOKEN_END, "an operator or the end") ||
		     require(c, types) || !(program = emit_program(c)) || keep_calls(c, program);

	free(c->nodes.at);
	free(c->calls.at);
	return failed ? NULL : program;
}

static int
begin(struct compiler *c, const char *option, struct slice text)
{
	struct text_origin origin;

	return scope_origin(c->scope, option, text, &origin, c->error) ||
			       lexer_begin(&c->lexer, origin, origin.text.at, c->error)
		       ? -1
		       : 0;
}

static const struct program *
compile(struct scope *scope, const char *option, struct slice text, unsigned types, struct error *error)
{
	struct compiler c = { .scope = scope, .error = error };

	return begin(&c, option, text) ? NULL : finish(&c, types);
}

const struct program *
program_compile(struct scope *scope, const char *option, struct slice text, struct error *error)
{
	return compile(scope, option, text, TYPE_ANY, error);
}

const struct program *
program_compile_condition(struct scope *scope, const char *option, struct slice text, struct error *error)
{
	return compile(scope, option, text, TYPE_BOOL, error);
}

int
conditions_compile(
	struct conditions *conditions, struct scope *scope, const struct names *texts, struct error *error)
{
	conditions->count = texts->count;
	conditions->at = arena_alloc(&scope->arena, texts->count * sizeof *conditions->at);
	if (!conditions->at)
		return error_memory(error);
	for (size_t i = 0; i < texts->count; i++)
		if (!(conditions->at[i] = program_compile_condition(scope, "-w", texts->at[i], error)))
			return -1;
	return 0;
}

/* Parses `NAME =`. */
static int
parse_setting_name(struct compiler *c, struct slice *name)
{
	struct token token = c->lexer.token;

	*name = token.text;
	if (token.kind == TOKEN_BRACED)
		*name = (struct slice){ name->at + 1, name->length - 2 };
	else if (token.kind != TOKEN_NAME)
		return parse_unexpected(c, "NAME = EXPR");
	else if (!lexer_is_name(*name))
		return compile_error(c, name->at,
			"a path cannot be set; a field with dots in its name is written in braces");
	if (lexer_next(&c->lexer, c->error))
		return -1;
	return parse_token(c, TOKEN_ASSIGN, "'=', as in NAME = EXPR,");
}

const struct program *
program_compile_setting(
	struct scope *scope, const char *option, struct slice text, struct slice *name, struct error *error)
{
	struct compiler c = { .scope = scope, .error = error };

	if (begin(&c, option, text) || parse_setting_name(&c, name))
		return NULL;
	return finish(&c, TYPE_ANY);
}

const struct program *
program_compile_name(struct scope *scope, const char *option, struct slice name, struct error *error)
{
	struct compiler c = { .scope = scope, .error = error };
	const struct setting_name *setting = scope_setting(scope, name);
	struct node node = { .kind = NODE_FIELD, .types = TYPE_FIELD };
	struct text_origin origin;

	if (scope_origin(scope, option, name, &origin, error))
		return NULL;
	if (setting) {
		node.kind = NODE_SETTING;
		node.index = setting->index;
	} else if ((node.field.slot = projection_path(scope->projection, name)) >= 0) {
		node.field.path = scope->projection->paths[node.field.slot];
	} else {
		error_memory(error);
		return NULL;
	}
	c.lexer = (struct lexer){ .origin = origin, .previous_end = origin.text.at + name.length };
	const struct program *program =
		emit(&c, (struct mark){ 0, origin.text.at }, node) ? NULL : emit_program(&c);
	free(c.nodes.at);
	return program;
}

/* Compiles a definition by itself, to find its errors. */
static int
check_definition(struct scope *scope, struct definition *definition, struct error *error)
{
	struct compiler c = { .scope = scope, .error = error, .checking = true };
	struct mark from = { 0, definition->from };

	c.lexer = (struct lexer){ .origin = definition->origin, .previous_end = from.at };
	int failed = parse_definition(&c, definition, from);
	free(c.nodes.at);
	free(c.calls.at);
	return failed;
}

int
definitions_compile(struct scope *scope, const char *file, struct slice text, struct error *error)
{
	const struct definition *older = scope->definitions;

	if (scope_add_definitions(scope, file, text, error))
		return -1;
	for (struct definition *d = scope->definitions; d != older; d = d->next)
		if (check_definition(scope, d, error))
			return -1;
	return 0;
}

unsigned
program_types(const struct program *program)
{
	return program->nodes[program->count - 1].types;
}

bool
program_uses_settings(const struct program *program, size_t from, size_t to)
{
	for (size_t i = 0; i < program->count; i++) {
		const struct node *node = &program->nodes[i];
		if (node->kind == NODE_SETTING && node->index >= from && node->index < to)
			return true;
	}
	return false;
}

static bool
same_steps(const struct step *a, const struct step *b)
{
	while (a->kind == b->kind && a->operand == b->operand && slice_equal(a->key, b->key)) {
		if (a->kind == STEP_END)
			return true;
		a++;
		b++;
	}
	return false;
}

/* Whether two nodes of programs without settings and aggregates do the same. */
static bool
same_node(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind || a->span != b->span || a->count != b->count)
		return false;
	switch (a->kind) {
	case NODE_CONSTANT:
		return value_compare(&a->constant, &b->constant) == 0;
	case NODE_FIELD:
	case NODE_FIELD_IS_NULL:
		return a->field.slot == b->field.slot;
	case NODE_PATH:
		return a->inside.slot == b->inside.slot && same_steps(a->inside.steps, b->inside.steps);
	case NODE_CALL:
	case NODE_CHOICE:
		return a->builtin == b->builtin;
	default: /* the nodes before them say where jumps go */
		return true;
	}
}

/* Whether the nodes are the same but for where they were written. */
static bool
same_program(const struct program *a, const struct program *b)
{
	if (!a || !b || a->count != b->count)
		return a == b;
	for (size_t i = 0; i < a->count; i++)
		if (!same_node(&a->nodes[i], &b->nodes[i]))
			return false;
	return true;
}

bool
aggregate_arguments_same(const struct aggregate_call *a, const struct aggregate_call *b)
{
	for (size_t i = 0; i < AGGREGATE_ARGUMENTS; i++)
		if (!same_program(a->arguments[i], b->arguments[i]))
			return false;
	return true;
}

size_t
program_aggregates(const struct program *program, const struct aggregate_call **calls)
{
	*calls = program->calls;
	return program->call_count;
}
