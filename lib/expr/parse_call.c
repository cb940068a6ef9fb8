/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of functions, the two that are lazy too. */
#include "expr/builtins.h"
#include "expr/compiler.h"
#include "expr/foreign.h"

static int
unknown_function(struct compiler *c, struct slice name)
{
	const char *ours = foreign_function(name), *point = name.at + name.length;
	struct names known = { 0 };

	while (point > name.at && *point != '.')
		point--;
	if (point > name.at)
		return mistake(&c->lexer.origin, name.at, c->error,
			"functions are not called on a value here; write %.*s(%.*s)",
			(int)(name.at + name.length - point) - 1, point + 1, (int)(point - name.at), name.at);
	if (ours)
		return mistake(&c->lexer.origin, name.at, c->error, "%.*s is not in this language; write %s",
			SLICE_PRINT(name), ours);
	if (builtin_names(&known, c->scope->aggregates))
		error_memory(c->error);
	else
		mistake_unknown(&c->lexer.origin, name.at, name, "function", &known,
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

/* Ends the skips of a call: they go to its root; or, where arrays are mapped, they are none. */
static void
land(struct compiler *c, const struct skips *skips, bool is_if, bool mapped)
{
	size_t end = c->nodes.count;

	if (is_if && mapped)
		c->nodes.at[skips->unless].kind = NODE_NOTHING;
	for (size_t at = skips->last; skips->any;) {
		size_t before = c->nodes.at[at].target;
		c->nodes.at[at].target = end;
		if (mapped)
			c->nodes.at[at].kind = NODE_NOTHING;
		if (before == at)
			break;
		at = before;
	}
}

/* A call of a function, with its arguments so far. */
struct call_parts {
	const struct builtin *builtin;
	struct mark from;
	uint32_t count;
	size_t first; /* the root of the first argument */
	struct skips skips;
	unsigned array;  /* the types of an argument whose text makes an array that the function maps over */
	unsigned mapped; /* of all that it would map over */
	unsigned values; /* of `if` and `coalesce`: of all that can be the result */
};

/* Of a name that is also an aggregate: it must be plain that an array is meant. */
static int
need_array(struct compiler *c, const struct builtin *builtin)
{
	const struct node *last = last_node(c);

	if (c->checking || last->types == TYPE_NONE || types_is_array(last->types))
		return 0;
	return mistake(&c->lexer.origin, last->text.at, c->error, "%s needs an array %s", builtin->name,
		c->in_aggregate ? "inside an aggregate, as x[] is one"
				: "here, as x[] is one; over many records it is the work of kpi-agg -a");
}

static bool
is_aggregate(const struct builtin *builtin)
{
	return builtin_find(slice_of(builtin->name), true)->form == BUILTIN_AGGREGATE;
}

/* Looks at the types of the argument that was just parsed. */
static int
check_types(struct compiler *c, struct call_parts *parts, unsigned needed)
{
	if (parts->count == 0)
		parts->first = c->nodes.count - 1;
	if (c->lexer.token.kind == TOKEN_COMMA && parts->builtin->most == 1 && is_aggregate(parts->builtin))
		return mistake(&c->lexer.origin, parts->from.at, c->error,
			"%s takes one array here; write %s([x, ...])", parts->builtin->name,
			parts->builtin->name);
	if (need_argument(c, needed) || (is_aggregate(parts->builtin) && need_array(c, parts->builtin)))
		return -1;
	return needed & ARGUMENT_COMPARED ? need_comparable(c, parts->first) : 0;
}

static int
parse_argument(struct compiler *c, struct call_parts *parts)
{
	const struct builtin *builtin = parts->builtin;
	unsigned needed = builtin_argument(builtin, parts->count);
	bool lazy = builtin->form != BUILTIN_PLAIN;

	if (parse_expression(c) || check_types(c, parts, needed) || literal_check(c, needed))
		return -1;
	const struct node *last = last_node(c);
	if (lazy || !(needed & TYPE_ARRAY)) {
		parts->array |= types_is_array(last->types) ? last->types : TYPE_NONE;
		parts->mapped |= last->types;
	}
	if (builtin->form != BUILTIN_IF || parts->count > 0)
		parts->values |= last->types;
	parts->count++;
	return 0;
}

static int
parse_arguments(struct compiler *c, struct call_parts *parts)
{
	bool lazy = parts->builtin->form != BUILTIN_PLAIN;

	while (c->lexer.token.kind != TOKEN_CLOSE) {
		if (parse_argument(c, parts))
			return -1;
		if (c->lexer.token.kind != TOKEN_COMMA)
			break;
		if (lazy && emit_lazy(c, parts->builtin, parts->count - 1, &parts->skips))
			return -1;
		if (lexer_next(&c->lexer, c->error))
			return -1;
		if (c->lexer.token.kind == TOKEN_CLOSE)
			return parse_unexpected(c, "an argument");
	}
	if (parse_token(c, TOKEN_CLOSE, "',' or ')'"))
		return -1;
	return check_count(c, parts->builtin, parts->from, parts->count);
}

/* The root of `if` or `coalesce`. */
static struct node
choice_node(const struct call_parts *parts)
{
	bool is_if = parts->builtin->form == BUILTIN_IF;
	unsigned values = parts->values;

	if (!parts->array)
		return (struct node){ .kind = NODE_LAZY, .types = values & ~(unsigned)TYPE_MAPPED };
	return (struct node){ .kind = is_if ? NODE_IF : NODE_COALESCE,
		.types = types_over(types_each(values), parts->mapped, parts->array),
		.count = parts->count };
}

static int
parse_function(struct compiler *c, const struct builtin *builtin, struct mark from)
{
	struct call_parts parts = { .builtin = builtin, .from = from };
	enum token_kind token = c->lexer.token.kind;

	if ((token == TOKEN_CLOSE || token == TOKEN_STAR) && is_aggregate(builtin))
		return refuse_aggregate(c, builtin, from);
	if (parse_arguments(c, &parts))
		return -1;
	if (builtin->form != BUILTIN_PLAIN) {
		land(c, &parts.skips, builtin->form == BUILTIN_IF, parts.array);
		return emit(c, from, choice_node(&parts));
	}
	struct node node = { .kind = NODE_CALL, .count = parts.count, .builtin = builtin };
	node.types = types_over(builtin->result, parts.mapped, parts.array);
	if ((builtin_argument(builtin, 1) & ARGUMENT_PATTERN) && pattern_call(c, &node))
		return -1;
	return emit(c, from, node);
}

int
parse_call(struct compiler *c, struct slice name, struct mark from)
{
	bool outer = (c->scope->aggregates || c->checking) && !c->in_aggregate;
	const struct builtin *builtin = builtin_find(name, outer);

	if (!builtin)
		return unknown_function(c, name);
	if (lexer_next(&c->lexer, c->error))
		return -1;
	return builtin->form == BUILTIN_AGGREGATE ? parse_aggregate(c, builtin, from)
						  : parse_function(c, builtin, from);
}
