/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of aggregates: their arguments are programs of their own, for each record; their constants are worked
 * out here. */
#include "base/array.h"
#include "expr/builtins.h"
#include "expr/compiler.h"

#include <stdlib.h>

static bool
same_call(const struct aggregate_call *a, const struct aggregate_call *b)
{
	return aggregate_arguments_same(a, b) && slice_equal(a->name, b->name) &&
	       value_compare(&a->parameter, &b->parameter) == 0;
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

/* The argument from the current token on as a program of its own. */
static const struct program *
parse_argument(struct compiler *c, unsigned types)
{
	struct nodes outer = c->nodes;
	const struct program *argument = NULL;

	c->nodes = (struct nodes){ 0 };
	c->in_aggregate = true;
	if (parse_expression(c) == 0 && need_argument(c, types) == 0)
		argument = emit_program(c);
	c->in_aggregate = false;
	free(c->nodes.at);
	c->nodes = outer;
	return argument;
}

/* Whether the program gives the same for every record. */
static bool
is_constant(const struct program *program)
{
	for (size_t i = 0; i < program->count; i++) {
		const struct node *node = &program->nodes[i];
		if (node->kind == NODE_FIELD || node->kind == NODE_FIELD_IS_NULL ||
			node->kind == NODE_SETTING || (node->kind == NODE_PATH && node->inside.slot >= 0))
			return false;
	}
	return true;
}

static int
check_parameter(struct compiler *c, const char *at, unsigned kind, const struct value *value)
{
	const struct text_origin *origin = &c->lexer.origin;
	struct number zero = number_of_int(0), one = number_of_int(1), n = value->number;

	if (value->kind != VALUE_NUMBER)
		return mistake(origin, at, c->error, "this is null, a number is needed");
	if (kind == ARGUMENT_SHARE && (number_compare(n, zero) < 0 || number_compare(n, one) > 0))
		return mistake(origin, at, c->error, "a number from 0 to 1 is needed");
	if (kind == ARGUMENT_RANK && (number_compare(n, one) < 0 || number_compare(n, number_floor(n)) != 0))
		return mistake(origin, at, c->error, "a whole number from 1 on is needed");
	return 0;
}

/* The constant of a call. */
static int
parse_parameter(struct compiler *c, unsigned kind, struct value *value)
{
	const char *at = c->lexer.token.text.at;
	const struct program *program = parse_argument(c, TYPE_NUMBER);
	struct scratch scratch = { 0 };
	struct refusal refusal;

	if (!program)
		return -1;
	if (c->checking)
		return 0;
	if (!is_constant(program))
		return mistake(&c->lexer.origin, at, c->error,
			"this changes from record to record, a number that is the same for all is needed");
	int failed = program_number(program, &scratch, value, &refusal);
	if (failed && scratch.failed)
		error_memory(c->error);
	else if (failed)
		mistake(&c->lexer.origin, at, c->error, "%s", refusal.reason);
	scratch_free(&scratch);
	return failed ? -1 : check_parameter(c, at, kind, value);
}

/* The arguments up to the ')'. */
static int
parse_arguments(
	struct compiler *c, const struct builtin *builtin, struct mark from, struct aggregate_call *call)
{
	uint32_t count = 0;

	while (c->lexer.token.kind != TOKEN_CLOSE) {
		unsigned types = builtin_argument(builtin, count);
		if (count++ >= builtin->most)
			return check_count(c, builtin, from, count);
		if (types == ARGUMENT_SHARE || types == ARGUMENT_RANK) {
			if (parse_parameter(c, types, &call->parameter))
				return -1;
		} else if (!(call->arguments[call->count++] = parse_argument(c, types))) {
			return -1;
		}
		if (c->lexer.token.kind != TOKEN_COMMA)
			break;
		if (lexer_next(&c->lexer, c->error))
			return -1;
		if (c->lexer.token.kind == TOKEN_CLOSE)
			return parse_unexpected(c, "an argument");
	}
	if (parse_token(c, TOKEN_CLOSE, "',' or ')'"))
		return -1;
	return check_count(c, builtin, from, count);
}

int
refuse_aggregate(struct compiler *c, const struct builtin *builtin, struct mark from)
{
	if (c->in_aggregate)
		return mistake(&c->lexer.origin, from.at, c->error,
			"an aggregate inside an aggregate; compute the inner one first, in a kpi-agg of its "
			"own");
	return mistake(&c->lexer.origin, from.at, c->error,
		"%s is computed over many records; that is the work of kpi-agg -a", builtin->name);
}

int
parse_aggregate(struct compiler *c, const struct builtin *builtin, struct mark from)
{
	struct aggregate_call call = { .name = slice_of(builtin->name) };
	struct node node = { .kind = NODE_AGGREGATE, .types = builtin->result };

	if (c->in_aggregate || (!c->scope->aggregates && !c->checking))
		return refuse_aggregate(c, builtin, from);
	if (c->lexer.token.kind == TOKEN_STAR)
		return mistake(&c->lexer.origin, c->lexer.token.text.at, c->error, "write %s%s",
			builtin->name, builtin->least ? builtin->usage : "()");
	if (parse_arguments(c, builtin, from, &call) || add_call(c, call, &node.index))
		return -1;
	return emit(c, from, node);
}
