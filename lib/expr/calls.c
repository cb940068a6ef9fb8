/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls: functions, the two that are lazy, and aggregates. */
#include "base/array.h"
#include "expr/builtins.h"
#include "expr/compiler.h"

#include <stdlib.h>

static int
unknown_function(struct compiler *c, struct slice name)
{
	struct names known = { 0 };

	if (builtin_names(&known, c->scope->aggregates))
		error_memory(c->error);
	else
		mistake_unknown(&c->lexer.origin, name, "function", &known,
			"; tillpipe-expressions(7) lists them", c->error);
	names_free(&known);
	return -1;
}

static int
wrong_count(struct compiler *c, const struct builtin *builtin, struct mark from, uint32_t count)
{
	if (count >= builtin->least && count <= builtin->most)
		return 0;
	return mistake(&c->lexer.origin, from.at, c->error, "%s has %u argument%s here; write %s%s",
		builtin->name, (unsigned)count, count == 1 ? "" : "s", builtin->name, builtin->usage);
}

/* The skips of one `if` or `coalesce` whose targets are not known yet. */
struct skips {
	size_t last;   /* the newest that goes to the end; each one's target holds the one before */
	size_t unless; /* of `if`, the one that goes to its third argument */
	bool any;
};

/* Behind argument number i, which others follow. */
static int
emit_lazy(struct compiler *c, const struct builtin *builtin, uint32_t i, struct skips *skips)
{
	bool is_if = builtin->form == BUILTIN_IF;
	size_t at;

	if (is_if && i == 0)
		return emit_skip(c, NODE_SKIP_UNLESS, &skips->unless);
	if (emit_skip(c, is_if ? NODE_SKIP : NODE_SKIP_PRESENT, &at))
		return -1;
	c->nodes.at[at].target = skips->any ? skips->last : at;
	skips->last = at;
	skips->any = true;
	if (is_if)
		c->nodes.at[skips->unless].target = c->nodes.count;
	return 0;
}

/* Makes all skips of the chain go to the next node. */
static void
land(struct compiler *c, const struct skips *skips)
{
	size_t end = c->nodes.count;

	for (size_t at = skips->last; skips->any;) {
		size_t before = c->nodes.at[at].target;
		c->nodes.at[at].target = end;
		if (before == at)
			break;
		at = before;
	}
}

static int
parse_function(struct compiler *c, const struct builtin *builtin, struct mark from)
{
	bool lazy = builtin->form != BUILTIN_PLAIN;
	struct node node = { .kind = lazy ? NODE_LAZY : NODE_CALL, .types = TYPE_NONE, .builtin = builtin };
	struct skips skips = { 0 };

	while (c->lexer.token.kind != TOKEN_CLOSE) {
		if (parse_expression(c) || need(c, builtin_argument(builtin, node.count)))
			return -1;
		if (builtin->form != BUILTIN_IF || node.count > 0)
			node.types |= c->nodes.at[c->nodes.count - 1].types;
		node.count++;
		if (c->lexer.token.kind != TOKEN_COMMA)
			break;
		if ((lazy && emit_lazy(c, builtin, node.count - 1, &skips)) ||
			lexer_next(&c->lexer, c->error))
			return -1;
		if (c->lexer.token.kind == TOKEN_CLOSE)
			return parse_unexpected(c, "an argument");
	}
	if (parse_token(c, TOKEN_CLOSE, "',' or ')'") || wrong_count(c, builtin, from, node.count))
		return -1;
	if (lazy)
		land(c, &skips);
	else
		node.types = builtin->result;
	return emit(c, from, node);
}

/* Whether two programs compute the same: their nodes are alike but for where they were written. */
static bool
same_program(const struct program *a, const struct program *b)
{
	if (!a || !b || a->count != b->count)
		return a == b;
	for (size_t i = 0; i < a->count; i++)
		if (!node_same(&a->nodes[i], &b->nodes[i]))
			return false;
	return true;
}

static bool
same_call(const struct aggregate_call *a, const struct aggregate_call *b)
{
	for (size_t i = 0; i < AGGREGATE_ARGUMENTS; i++)
		if (!same_program(a->arguments[i], b->arguments[i]))
			return false;
	return slice_equal(a->name, b->name) && value_compare(&a->parameter, &b->parameter) == 0;
}

/* The number of this call among the aggregate calls of the program; the same call twice is one. */
static int
add_call(struct compiler *c, struct aggregate_call call, size_t *index)
{
	struct calls *calls = &c->calls;

	for (*index = 0; *index < calls->count; ++*index)
		if (same_call(&calls->at[*index], &call))
			return 0;
	struct aggregate_call *at = array_grow(calls->at, &calls->capacity, calls->count + 1, sizeof *at);
	if (!at)
		return error_memory(c->error);
	calls->at = at;
	calls->at[calls->count++] = call;
	return 0;
}

/* The argument of an aggregate call as a program of its own. */
static int
parse_aggregated(struct compiler *c, const struct builtin *builtin, const struct program **argument)
{
	struct nodes outer = c->nodes;

	c->nodes = (struct nodes){ 0 };
	c->in_aggregate = true;
	int failed = parse_expression(c) || need(c, builtin_argument(builtin, 0)) ||
		     !(*argument = emit_program(c));
	c->in_aggregate = false;
	free(c->nodes.at);
	c->nodes = outer;
	return failed ? -1 : 0;
}

static int
parse_aggregate(struct compiler *c, const struct builtin *builtin, struct mark from)
{
	struct aggregate_call call = { .name = slice_of(builtin->name) };
	struct node node = { .kind = NODE_AGGREGATE, .types = builtin->result };

	if (!c->scope->aggregates && !c->checking)
		return mistake(&c->lexer.origin, from.at, c->error,
			"%s is computed over many records; that is the work of kpi-agg -a", builtin->name);
	if (c->in_aggregate)
		return mistake(&c->lexer.origin, from.at, c->error,
			"an aggregate inside an aggregate; compute the inner one first, in a kpi-agg of its "
			"own");
	if (c->lexer.token.kind == TOKEN_STAR)
		return mistake(&c->lexer.origin, c->lexer.token.text.at, c->error, "write %s%s",
			builtin->name, builtin->least ? builtin->usage : "()");
	if (c->lexer.token.kind == TOKEN_CLOSE && wrong_count(c, builtin, from, 0))
		return -1;
	if (c->lexer.token.kind != TOKEN_CLOSE && parse_aggregated(c, builtin, &call.arguments[call.count++]))
		return -1;
	if (c->lexer.token.kind == TOKEN_COMMA)
		return mistake(&c->lexer.origin, c->lexer.token.text.at, c->error, "%s has one argument",
			builtin->name);
	if (parse_token(c, TOKEN_CLOSE, "')'") || add_call(c, call, &node.index))
		return -1;
	return emit(c, from, node);
}

int
parse_call(struct compiler *c, struct slice name, struct mark from)
{
	const struct builtin *builtin = builtin_find(name);

	if (!builtin)
		return unknown_function(c, name);
	if (lexer_next(&c->lexer, c->error))
		return -1;
	return builtin->form == BUILTIN_AGGREGATE ? parse_aggregate(c, builtin, from)
						  : parse_function(c, builtin, from);
}
