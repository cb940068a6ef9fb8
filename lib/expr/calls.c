/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of functions, the two that are lazy too. */
#include "expr/builtins.h"
#include "expr/compiler.h"
#include "expr/literals.h"

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

int
check_count(struct compiler *c, const struct builtin *builtin, struct mark from, uint32_t count)
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

/* The argument just parsed, where it is a constant. In a definition that is checked by itself, --arg may be
 * missing. */
static int
check_literal(struct compiler *c, unsigned types)
{
	const struct node *last = &c->nodes.at[c->nodes.count - 1];

	if (c->checking && last->text.length && last->text.at[0] == '$')
		return 0;
	return literal_check(&c->lexer.origin, last, types, c->error);
}

static int
parse_function(struct compiler *c, const struct builtin *builtin, struct mark from)
{
	bool lazy = builtin->form != BUILTIN_PLAIN;
	struct node node = { .kind = lazy ? NODE_LAZY : NODE_CALL, .types = TYPE_NONE, .builtin = builtin };
	struct skips skips = { 0 };

	while (c->lexer.token.kind != TOKEN_CLOSE) {
		if (parse_expression(c) || need(c, builtin_argument(builtin, node.count)) ||
			check_literal(c, builtin_argument(builtin, node.count)))
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
	if (parse_token(c, TOKEN_CLOSE, "',' or ')'") || check_count(c, builtin, from, node.count))
		return -1;
	if (lazy)
		land(c, &skips);
	else
		node.types = builtin->result;
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
