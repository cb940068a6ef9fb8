/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls: of functions, of `if` and `coalesce`, which are lazy, and of aggregates. */
#include "base/array.h"
#include "base/bytes.h"
#include "expr/builtins.h"
#include "expr/compiler.h"
#include "expr/regex.h"
#include "time/calendar.h"
#include "time/instant.h"
#include "time/time_format.h"

#include <math.h>
#include <stdlib.h>

static int
unknown_function(struct compiler *c, struct slice name)
{
	const char *ours = hint_function(name), *point = name.at + name.length;
	struct names known = { 0 };

	while (point > name.at && *point != '.')
		point--;
	if (point > name.at)
		return compile_error(c, name.at, "functions are not called on a value here; write %.*s(%.*s)",
			(int)(name.at + name.length - point) - 1, point + 1, (int)(point - name.at), name.at);
	if (ours)
		return compile_error(
			c, name.at, "%.*s is not in this language; write %s", SLICE_PRINT(name), ours);
	if (builtin_names(&known, c->scope->aggregates))
		error_memory(c->error);
	else
		diagnose_unknown(&c->lexer.origin, name.at, name, "function", &known,
			"; tillpipe-expressions(7) lists them", c->error);
	names_free(&known);
	return -1;
}

/* Requires a number of arguments that the builtin takes. */
static int
check_count(struct compiler *c, const struct builtin *builtin, struct mark from, uint32_t count)
{
	if (count >= builtin->least && count <= builtin->most)
		return 0;
	return compile_error(c, from.at, "%s has %u argument%s here; write %s%s", builtin->name,
		(unsigned)count, count == 1 ? "" : "s", builtin->name, builtin->usage);
}

/* Requires a name from the list. */
static int
check_name(struct compiler *c, const struct node *constant, const char *kind, const char *const *names,
	const char *advice)
{
	struct slice text = constant->constant.text;
	struct names known = { 0 };
	int failed = 0;

	for (size_t i = 0; names[i] && !failed; i++) {
		failed = names_add(&known, slice_of(names[i]));
		if (slice_is(text, names[i])) {
			names_free(&known);
			return 0;
		}
	}
	if (failed)
		error_memory(c->error);
	else
		diagnose_unknown(&c->lexer.origin, constant->text.at, text, kind, &known, advice, c->error);
	names_free(&known);
	return -1;
}

static int
check_unit(struct compiler *c, const struct node *constant)
{
	return check_name(c, constant, "unit of time", calendar_units,
		"; units are second minute hour day week month quarter year");
}

static int
check_span(struct compiler *c, const struct node *constant)
{
	int64_t length;

	if (duration_read(constant->constant.text, &length) && length > 0)
		return 0;
	return check_name(c, constant, "unit of time", calendar_units,
		"; units are second minute hour day week month quarter year, or durations such as 15m");
}

static int
check_part(struct compiler *c, const struct node *constant)
{
	return check_name(c, constant, "part of a time", time_part_names,
		"; parts are year quarter month week day weekday yearday hour minute second");
}

static int
check_time(struct compiler *c, const struct node *constant)
{
	int64_t instant;

	if (instant_read(constant->constant.text, &instant))
		return 0;
	return compile_error(c, constant->text.at,
		"this text is not a time; times are written as 2024-07-28T12:55:00Z or 2024-07-28 12:55:00, "
		"others are read by parse_time(x, format)");
}

static int
check_format(struct compiler *c, const struct node *constant, int (*check)(struct slice, struct error *))
{
	struct error wrong = { 0 };

	if (check(constant->constant.text, &wrong) == 0)
		return 0;
	return compile_error(c, constant->text.at, "%s", wrong.text);
}

static int
check_reading(struct compiler *c, const struct node *constant)
{
	return check_format(c, constant, time_format_check_reading);
}

static int
check_writing(struct compiler *c, const struct node *constant)
{
	return check_format(c, constant, time_format_check_writing);
}

/* Checks the last node, if it is a text, for arguments of these types (builtins.h): a unit, a part of a time,
 * a format. A text that comes from records is checked by the function. */
static int
check_literal(struct compiler *c, unsigned types)
{
	static const struct {
		unsigned argument;
		int (*check)(struct compiler *, const struct node *);
	} checks[] = {
		{ ARGUMENT_TIME, check_time },
		{ ARGUMENT_UNIT, check_unit },
		{ ARGUMENT_SPAN, check_span },
		{ ARGUMENT_PART, check_part },
		{ ARGUMENT_READ_FORMAT, check_reading },
		{ ARGUMENT_WRITE_FORMAT, check_writing },
	};
	const struct node *constant = last_node(c);

	if (c->checking || constant->kind != NODE_CONSTANT || constant->constant.kind != VALUE_TEXT)
		return 0;
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (types & checks[i].argument)
			return checks[i].check(c, constant);
	return 0;
}

/* Requires that an operand is a constant. Its node, or NULL with the error, which `what` begins. */
static const struct node *
require_constant(struct compiler *c, const struct node *operand, const char *what)
{
	if (operand->kind == NODE_CONSTANT && operand->types != TYPE_NONE)
		return operand;
	compile_error(c, operand->text.at, "%s; it cannot come from a record", what);
	return NULL;
}

/* Where byte number `at` of a text in quotes was written; the start of a text with escapes, or from
 * elsewhere. */
static const char *
place_in(const struct node *text, size_t at)
{
	bool plain = text->text.length == text->constant.text.length + strlen("''");

	return text->text.at + (plain ? at + 1 : 0);
}

static const struct regex *
compile_regex(struct compiler *c, const struct node *text)
{
	struct regex_fault fault;
	const struct regex *regex = regex_compile(&c->scope->arena, text->constant.text, &fault);

	if (!regex && fault.why[0])
		compile_error(c, place_in(text, fault.at), "in this pattern, %s", fault.why);
	else if (!regex)
		error_memory(c->error);
	return regex;
}

static int
reject_group(struct compiler *c, const char *at, const struct regex *regex)
{
	return compile_error(c, at, "the pattern has %zu group%s; 0 means the whole match",
		regex_groups(regex), regex_groups(regex) == 1 ? "" : "s");
}

/* Requires the number of a group that the pattern has, for extract(). */
static int
check_group(struct compiler *c, const struct node *operand, const struct regex *regex)
{
	const struct node *group = require_constant(c, operand, "the number of a group must be written out");

	if (!group)
		return -1;
	double number = number_to_double(group->constant.number);
	if (number >= 0 && number <= (double)regex_groups(regex) && number == floor(number))
		return 0;
	return reject_group(c, operand->text.at, regex);
}

/* Requires that a replacement, for substitute(), has only groups that the pattern has. */
static int
check_replacement(struct compiler *c, const struct node *operand, const struct regex *regex)
{
	const struct node *text =
		require_constant(c, operand, "a replacement must be a text in quotes, or $NAME with --arg");

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
			return compile_error(c, place_in(text, (size_t)(at - from)),
				"a backslash must be followed by the number of a group, or by another "
				"backslash");
		if ((size_t)(*++at - '0') > regex_groups(regex))
			return reject_group(c, place_in(text, (size_t)(at - from)), regex);
	}
	return 0;
}

/* Compiles the pattern of a call whose arguments were emitted, and checks the argument that goes with it: the
 * groups are known now. */
static int
check_pattern(struct compiler *c, struct node *call)
{
	const struct node *nodes = c->nodes.at, *third = NULL;
	const struct node *text =
		require_constant(c, &nodes[operand_at(nodes, c->nodes.count, call->count, 1)],
			"a pattern must be a text in quotes, or $NAME with --arg");

	if (c->checking || !text)
		return text ? 0 : -1;
	if (!(call->regex = compile_regex(c, text)))
		return -1;
	if (call->count < 3)
		return 0;
	third = &nodes[operand_at(nodes, c->nodes.count, call->count, 2)];
	return call->builtin->function == regex_extract ? check_group(c, third, call->regex)
							: check_replacement(c, third, call->regex);
}

static bool
same_call(const struct aggregate_call *a, const struct aggregate_call *b)
{
	return aggregate_arguments_same(a, b) && slice_equal(a->name, b->name) &&
	       value_compare(&a->parameter, &b->parameter) == 0;
}

/* *index becomes the number of this call among the aggregate calls of the expression; the same call twice is
 * one. */
static int
add_call(struct compiler *c, struct aggregate_call call, size_t *index)
{
	struct aggregate_calls *calls = &c->calls;

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

/* Parses an argument of an aggregate, which is a program of its own, for each record. */
static const struct program *
parse_program(struct compiler *c, unsigned types)
{
	struct nodes outer = c->nodes;
	const struct program *argument = NULL;

	c->nodes = (struct nodes){ 0 };
	c->in_aggregate = true;
	if (parse_expression(c) == 0 && require_argument(c, types) == 0)
		argument = emit_program(c);
	c->in_aggregate = false;
	free(c->nodes.at);
	c->nodes = outer;
	return argument;
}

/* Whether the program has the same value for every record. */
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
	struct number zero = number_of_int(0), one = number_of_int(1), n = value->number;

	if (value->kind != VALUE_NUMBER)
		return compile_error(c, at, "this is null, a number is needed");
	if (kind == ARGUMENT_SHARE && (number_compare(n, zero) < 0 || number_compare(n, one) > 0))
		return compile_error(c, at, "a number from 0 to 1 is needed");
	if (kind == ARGUMENT_RANK && (number_compare(n, one) < 0 || number_compare(n, number_floor(n)) != 0))
		return compile_error(c, at, "a whole number of at least 1 is needed");
	return 0;
}

/* Parses the constant of an aggregate call, and evaluates it. */
static int
parse_parameter(struct compiler *c, unsigned kind, struct value *value)
{
	const char *at = c->lexer.token.text.at;
	const struct program *program = parse_program(c, TYPE_NUMBER);
	struct scratch scratch = { 0 };
	struct refusal refusal;

	if (!program)
		return -1;
	if (c->checking)
		return 0;
	if (!is_constant(program))
		return compile_error(c, at,
			"this changes from record to record, a number that is the same for all is needed");
	int failed = program_number(program, &scratch, value, &refusal);
	if (failed && scratch.failed)
		error_memory(c->error);
	else if (failed)
		compile_error(c, at, "%s", refusal.reason);
	scratch_free(&scratch);
	return failed ? -1 : check_parameter(c, at, kind, value);
}

/* Parses the arguments, and the ')'. */
static int
parse_aggregate_arguments(
	struct compiler *c, const struct builtin *builtin, struct mark from, struct aggregate_call *call)
{
	uint32_t count = 0;

	while (token_kind(c) != TOKEN_CLOSE) {
		unsigned types = builtin_argument(builtin, count);
		if (count++ >= builtin->most)
			return check_count(c, builtin, from, count);
		if (types == ARGUMENT_SHARE || types == ARGUMENT_RANK) {
			if (parse_parameter(c, types, &call->parameter))
				return -1;
		} else if (!(call->arguments[call->count++] = parse_program(c, types))) {
			return -1;
		}
		if (token_kind(c) != TOKEN_COMMA)
			break;
		if (next_token(c))
			return -1;
		if (token_kind(c) == TOKEN_CLOSE)
			return parse_unexpected(c, "an argument");
	}
	if (parse_token(c, TOKEN_CLOSE, "',' or ')'"))
		return -1;
	return check_count(c, builtin, from, count);
}

/* Sets the error of an aggregate where none can be. Always -1. */
static int
reject_aggregate(struct compiler *c, const struct builtin *builtin, struct mark from)
{
	if (c->in_aggregate)
		return compile_error(c, from.at,
			"an aggregate inside an aggregate; compute the inner one first, in a kpi-agg of its "
			"own");
	return compile_error(c, from.at, "%s is computed over many records; use kpi-agg -a", builtin->name);
}

/* Parses a call of an aggregate, from after its '('. */
static int
parse_aggregate(struct compiler *c, const struct builtin *builtin, struct mark from)
{
	struct aggregate_call call = { .name = slice_of(builtin->name) };
	struct node node = { .kind = NODE_AGGREGATE, .types = builtin->result };

	if (c->in_aggregate || (!c->scope->aggregates && !c->checking))
		return reject_aggregate(c, builtin, from);
	if (token_kind(c) == TOKEN_STAR)
		return compile_error(c, c->lexer.token.text.at, "write %s%s", builtin->name,
			builtin->least ? builtin->usage : "()");
	if (parse_aggregate_arguments(c, builtin, from, &call) || add_call(c, call, &node.index))
		return -1;
	return emit(c, from, node);
}

/* The jumps of one `if` or `coalesce` whose targets are not known yet. */
struct jumps {
	size_t to_end;  /* the newest that goes to the end; its target is the one before it, 0 for none */
	size_t to_else; /* of `if`: the one to its third argument */
};

/* Adds the jump after argument number i, when another one follows. */
static int
emit_choice_jump(struct compiler *c, bool is_if, uint32_t i, struct jumps *jumps)
{
	size_t at;

	if (is_if && i == 0)
		return emit_jump(c, NODE_JUMP_UNLESS, &jumps->to_else);
	if (emit_jump(c, is_if ? NODE_JUMP : NODE_JUMP_PRESENT, &at))
		return -1;
	c->nodes.at[at].target = jumps->to_end;
	jumps->to_end = at;
	if (is_if)
		c->nodes.at[jumps->to_else].target = c->nodes.count;
	return 0;
}

/* Sends the jumps to the root of their call, which comes next; an eager one has none. */
static void
patch(struct compiler *c, const struct jumps *jumps, bool eager)
{
	size_t before;

	if (eager && jumps->to_else)
		c->nodes.at[jumps->to_else].kind = NODE_NOP;
	for (size_t at = jumps->to_end; at; at = before) {
		struct node *jump = &c->nodes.at[at];
		before = jump->target;
		jump->target = c->nodes.count;
		if (eager)
			jump->kind = NODE_NOP;
	}
}

/* A call of a function while its arguments are parsed. */
struct call_parts {
	const struct builtin *builtin;
	struct mark from;
	uint32_t count;
	size_t first; /* the root of the first argument */
	struct jumps jumps;
	unsigned mapped; /* the types of all arguments whose arrays are mapped over */
	unsigned array;  /* of those among them that are known to be arrays */
	unsigned values; /* of `if` and `coalesce`: of all that can be the result */
};

/* A function that shares its name with an aggregate needs what is known to be an array. */
static int
require_array(struct compiler *c, const struct builtin *builtin)
{
	const struct node *last = last_node(c);

	if (c->checking || last->types == TYPE_NONE || types_is_array(last->types))
		return 0;
	return compile_error(c, last->text.at, "%s needs an array %s", builtin->name,
		c->in_aggregate ? "inside an aggregate, such as x[]"
				: "here, such as x[]; over many records, use kpi-agg -a");
}

static bool
is_aggregate(const struct builtin *builtin)
{
	return builtin_find(slice_of(builtin->name), true)->form == BUILTIN_AGGREGATE;
}

/* Checks the types of the argument that was just parsed. */
static int
check_types(struct compiler *c, struct call_parts *parts, unsigned needed)
{
	if (parts->count == 0)
		parts->first = c->nodes.count - 1;
	if (token_kind(c) == TOKEN_COMMA && parts->builtin->most == 1 && is_aggregate(parts->builtin))
		return compile_error(c, parts->from.at, "%s takes one array here; write %s([x, ...])",
			parts->builtin->name, parts->builtin->name);
	if (require_argument(c, needed) || (is_aggregate(parts->builtin) && require_array(c, parts->builtin)))
		return -1;
	return needed & ARGUMENT_COMPARED ? require_comparable(c, parts->first) : 0;
}

static int
parse_argument(struct compiler *c, struct call_parts *parts)
{
	const struct builtin *builtin = parts->builtin;
	unsigned needed = builtin_argument(builtin, parts->count);
	bool lazy = builtin->form != BUILTIN_PLAIN;

	if (parse_expression(c) || check_types(c, parts, needed) || check_literal(c, needed))
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
	enum builtin_form form = parts->builtin->form;

	while (token_kind(c) != TOKEN_CLOSE) {
		if (parse_argument(c, parts))
			return -1;
		if (token_kind(c) != TOKEN_COMMA)
			break;
		if (form != BUILTIN_PLAIN &&
			emit_choice_jump(c, form == BUILTIN_IF, parts->count - 1, &parts->jumps))
			return -1;
		if (next_token(c))
			return -1;
		if (token_kind(c) == TOKEN_CLOSE)
			return parse_unexpected(c, "an argument");
	}
	if (parse_token(c, TOKEN_CLOSE, "',' or ')'"))
		return -1;
	return check_count(c, parts->builtin, parts->from, parts->count);
}

/* Adds the root of `if` or `coalesce`. */
static int
emit_choice(struct compiler *c, const struct call_parts *parts)
{
	struct node node = { .kind = NODE_CHOICE, .count = parts->count, .builtin = parts->builtin };
	bool eager = parts->array != TYPE_NONE;

	node.types = eager ? types_over(types_each(parts->values), parts->mapped, parts->array)
			   : parts->values & ~(unsigned)TYPE_MAPPED;
	patch(c, &parts->jumps, eager);
	return emit(c, parts->from, node);
}

static int
parse_function(struct compiler *c, const struct builtin *builtin, struct mark from)
{
	struct call_parts parts = { .builtin = builtin, .from = from };
	enum token_kind token = token_kind(c);

	if ((token == TOKEN_CLOSE || token == TOKEN_STAR) && is_aggregate(builtin))
		return reject_aggregate(c, builtin, from);
	if (parse_arguments(c, &parts))
		return -1;
	if (builtin->form != BUILTIN_PLAIN)
		return emit_choice(c, &parts);
	struct node node = { .kind = NODE_CALL, .count = parts.count, .builtin = builtin };
	node.types = types_over(builtin->result, parts.mapped, parts.array);
	if ((builtin_argument(builtin, 1) & ARGUMENT_PATTERN) && check_pattern(c, &node))
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
	if (next_token(c))
		return -1;
	return builtin->form == BUILTIN_AGGREGATE ? parse_aggregate(c, builtin, from)
						  : parse_function(c, builtin, from);
}
