/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pattern of a call is compiled with the expression, and what goes with it is looked at: which groups
 * there are is known then. */
#include "base/bytes.h"
#include "expr/builtins.h"
#include "expr/compiler.h"
#include "expr/pattern.h"

#include <math.h>

/* The operand with this root as a constant, or NULL with the mistake. `what` it is goes into the message. */
static const struct node *
constant(struct compiler *c, const struct node *operand, const char *what)
{
	if (operand->kind == NODE_CONSTANT && operand->types != TYPE_NONE)
		return operand;
	mistake(&c->lexer.origin, operand->text.at, c->error, "%s does not come from a record", what);
	return NULL;
}

/* Where byte number `at` of a text in quotes stands; of one with escapes, or from elsewhere, its beginning.
 */
static const char *
place(const struct node *text, size_t at)
{
	bool plain = text->text.length == text->constant.text.length + strlen("''");

	return text->text.at + (plain ? at + 1 : 0);
}

static const struct pattern *
compile(struct compiler *c, const struct node *text)
{
	struct pattern_fault fault;
	const struct pattern *pattern = pattern_compile(&c->scope->arena, text->constant.text, &fault);

	if (!pattern && fault.why[0])
		mistake(&c->lexer.origin, place(text, fault.at), c->error, "in this pattern, %s", fault.why);
	else if (!pattern)
		error_memory(c->error);
	return pattern;
}

static int
no_group(struct compiler *c, const char *at, const struct pattern *pattern)
{
	return mistake(&c->lexer.origin, at, c->error, "the pattern has %zu group%s; 0 means the whole match",
		pattern->groups, pattern->groups == 1 ? "" : "s");
}

/* The number of the group that extract() gives. */
static int
check_group(struct compiler *c, const struct node *operand, const struct pattern *pattern)
{
	const struct node *group = constant(c, operand, "the number of a group is written out: it");

	if (!group)
		return -1;
	double number = number_to_double(group->constant.number);
	if (number >= 0 && number <= (double)pattern->groups && number == floor(number))
		return 0;
	return no_group(c, operand->text.at, pattern);
}

/* The text that substitute() puts in. */
static int
check_replacement(struct compiler *c, const struct node *operand, const struct pattern *pattern)
{
	const struct node *text =
		constant(c, operand, "a replacement is a text in quotes, or $NAME with --arg: it");

	if (!text)
		return -1;
	const char *from = text->constant.text.at, *end = from + text->constant.text.length;
	for (const char *at = from; at < end; at++) {
		if (*at != '\\' || (end - at > 1 && at[1] == '\\')) {
			at += *at == '\\';
			continue;
		}
		bool digit = end - at > 1 && is_digit(at[1]);
		if (!digit)
			return mistake(&c->lexer.origin, place(text, (size_t)(at - from)), c->error,
				"a backslash goes before the number of a group here, or before another one");
		if ((size_t)(*++at - '0') > pattern->groups)
			return no_group(c, place(text, (size_t)(at - from)), pattern);
	}
	return 0;
}

int
pattern_call(struct compiler *c, struct node *call)
{
	const struct node *nodes = c->nodes.at, *third = NULL;
	const struct node *text = constant(c, &nodes[operand_at(nodes, c->nodes.count, call->count, 1)],
		"a pattern is a text in quotes, or $NAME with --arg: it");

	if (c->checking || !text)
		return text ? 0 : -1;
	if (!(call->pattern = compile(c, text)))
		return -1;
	if (call->count < 3)
		return 0;
	third = &nodes[operand_at(nodes, c->nodes.count, call->count, 2)];
	return call->builtin->function == regex_extract ? check_group(c, third, call->pattern)
							: check_replacement(c, third, call->pattern);
}
