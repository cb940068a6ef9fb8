/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar, but for calls: operands, their paths, and the operators from the tightest to the loosest. */
#include "base/array.h"
#include "base/bytes.h"
#include "expr/compiler.h"
#include "record/text.h"

#include <stdlib.h>

/* Parentheses, calls and definitions inside each other: more than any honest expression has. */
enum { DEPTH_LIMIT = 200 };

/* The word right before the current token, or an empty slice. */
static struct slice
word_before(const struct compiler *c)
{
	const char *end = c->lexer.previous_end, *at = end;

	while (at > c->lexer.origin.text.at &&
		lexer_is_name((struct slice){ at - 1, (size_t)(end - at) + 1 }))
		at--;
	return slice_between(at, end);
}

/* What was probably meant, for the end of the message. */
static const char *
advice(const struct compiler *c)
{
	const char *at = c->lexer.token.text.at, *end = c->lexer.origin.text.at + c->lexer.origin.text.length;
	char before = c->lexer.previous_end > c->lexer.origin.text.at ? c->lexer.previous_end[-1] : ' ';
	bool digits = end - at > 1 && is_digit(before) && is_digit(at[1]);
	struct slice word = word_before(c);
	enum token_kind keyword = lexer_keyword(word);

	if (keyword == TOKEN_IN && token_kind(c) != TOKEN_END)
		return "; contains(x, y) tests whether y is in the array x";
	if (token_kind(c) == TOKEN_NAME && word.length && keyword == TOKEN_NAME)
		return "; a name of several words stands in braces, as in {unit price}";
	if (token_kind(c) == TOKEN_TEXT && c->lexer.previous_end == at && before == *at)
		return "; a quote inside a text is written \\' or \\\"";
	if (token_kind(c) == TOKEN_COMMA && digits)
		return "; numbers are written without thousands separators";
	return "";
}

/* -1 with the error when the token, or the word before it, is an operator of another language; else 0. */
static int
reject_foreign(struct compiler *c)
{
	struct slice word = c->lexer.token.text;
	const char *ours = hint_word(word);

	if (token_kind(c) != TOKEN_NAME)
		return 0;
	if (!ours) {
		word = word_before(c);
		ours = hint_word(word);
	}
	return ours ? compile_error(
			      c, word.at, "%.*s is not an operator here; write %s", SLICE_PRINT(word), ours)
		    : 0;
}

int
parse_unexpected(struct compiler *c, const char *wanted)
{
	struct slice found = c->lexer.token.text;
	const char *word = token_kind(c) == TOKEN_NAME ? lexer_keyword_like(found) : NULL;

	if (word)
		return compile_error(c, found.at, "write %s in small letters", word);
	if (reject_foreign(c))
		return -1;
	return compile_error(c, found.at, "%s is %s here%s", wanted,
		token_kind(c) == TOKEN_END ? "missing" : "needed", advice(c));
}

int
parse_token(struct compiler *c, enum token_kind kind, const char *wanted)
{
	return token_kind(c) == kind ? next_token(c) : parse_unexpected(c, wanted);
}

/* Enters one more level; the caller decrements depth when it leaves it. */
static int
parse_deeper(struct compiler *c)
{
	if (++c->depth <= DEPTH_LIMIT)
		return 0;
	return compile_error(c, c->lexer.token.text.at,
		"more than %d levels of parentheses, calls and definitions", DEPTH_LIMIT);
}

/* The steps of a path while they are parsed. */
struct path {
	struct step *steps;
	size_t count, capacity;
	unsigned types;    /* of what the steps so far lead to */
	bool many;         /* there is a [] among them */
	uint32_t operands; /* on the stack: the value, unless it is a field, and the indexes */
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

/* Requires that the steps so far can lead to this type, which the next step goes into. */
static int
require_inside(struct compiler *c, const struct path *path, unsigned type)
{
	char is[TYPES_NAME_SIZE];

	if (types_agree(path->types, type))
		return 0;
	types_name(types_shown(path->types), is);
	if (type == TYPE_OBJECT)
		return compile_error(c, path->from.at, "this is %s, which has no fields", is);
	return compile_error(c, path->from.at, "this is %s, an array is needed", is);
}

static int
add_key(struct compiler *c, struct path *path, struct slice key, const char *at)
{
	if (require_inside(c, path, TYPE_OBJECT))
		return -1;
	path->types = TYPE_FIELD;
	return add_step(c, path, (struct step){ .kind = STEP_KEY, .key = key }, at);
}

/* Adds the steps of `.a.b` or `.{a b}`. */
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

/* Parses `[]` or `[index]`. */
static int
add_brackets(struct compiler *c, struct path *path)
{
	const char *at = c->lexer.token.text.at;
	struct step step = { .kind = STEP_EACH };

	if (require_inside(c, path, TYPE_ARRAY) || next_token(c))
		return -1;
	if (token_kind(c) == TOKEN_CLOSE_ARRAY) {
		path->many = true;
	} else {
		step = (struct step){ .kind = STEP_INDEX, .operand = path->operands++ };
		if (parse_expression(c) || require(c, TYPE_NUMBER))
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
		if (token_kind(c) == TOKEN_INSIDE)
			failed = add_keys(c, path, text) || next_token(c);
		else if (token_kind(c) == TOKEN_OPEN_ARRAY)
			failed = add_brackets(c, path);
		else
			return add_step(c, path, (struct step){ .kind = STEP_END }, c->lexer.previous_end);
	}
	return -1;
}

/* Asks the scanner to gather `field[].key`. */
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

/* Parses the steps after the value that begins at `from`: `names`, which are taken already, points included,
 * then the tokens that follow. Inside a field the steps are walked in the line; the plain names before the
 * first bracket or brace are the projection's. */
static int
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

/* Adds the constant that the current token is. */
static int
emit_constant(struct compiler *c, struct mark from, struct value value)
{
	struct node node = { .kind = NODE_CONSTANT, .types = type_of(&value), .constant = value };

	return next_token(c) || emit(c, from, node) ? -1 : 0;
}

static int
parse_number(struct compiler *c, struct mark from)
{
	struct value value = { .kind = VALUE_NUMBER };

	if (number_read(c->lexer.token.text, &value.number) != NUMBER_OK)
		return compile_error(c, from.at, "this number is too large for a double");
	return emit_constant(c, from, value);
}

static int
emit_text(struct compiler *c, struct mark from, struct slice text)
{
	return emit_constant(c, from, (struct value){ .kind = VALUE_TEXT, .text = text });
}

static int
emit_truth(struct compiler *c, struct mark from, bool truth)
{
	return emit_constant(c, from, (struct value){ .kind = VALUE_BOOL, .truth = truth });
}

static int
parse_text(struct compiler *c, struct mark from)
{
	struct slice quoted = c->lexer.token.text;
	struct buffer decoded = { 0 };
	int failed = json_text_read(&decoded, (struct slice){ quoted.at + 1, quoted.length - 2 });
	struct slice text = arena_copy(&c->scope->arena, buffer_view(&decoded));
	bool memory = decoded.failed || !text.at;

	buffer_free(&decoded);
	if (failed)
		return compile_error(c, from.at, "this text has half a surrogate pair in it");
	return memory ? error_memory(c->error) : emit_text(c, from, text);
}

static int
unknown_argument(struct compiler *c, struct slice name)
{
	struct names known = { 0 };
	int failed = 0;

	for (const struct argument *a = c->scope->arguments; a && !failed; a = a->next)
		failed = names_add(&known, a->name);
	if (failed)
		error_memory(c->error);
	else
		diagnose_unknown(&c->lexer.origin, name.at, name, "argument", &known,
			"; give it with --arg NAME=VALUE", c->error);
	names_free(&known);
	return -1;
}

static int
parse_argument(struct compiler *c, struct mark from)
{
	struct slice token = c->lexer.token.text, name = { token.at + 1, token.length - 1 };
	const struct argument *argument = scope_argument(c->scope, name);

	if (argument)
		return emit_text(c, from, argument->value);
	return c->checking ? emit_text(c, from, name) : unknown_argument(c, name);
}

int
parse_definition(struct compiler *c, struct definition *definition, struct mark from)
{
	struct lexer outer = c->lexer;

	if (definition->open)
		return compile_error(c, from.at, "%.*s is defined in terms of itself, in %s",
			SLICE_PRINT(definition->name), definition->origin.label);
	definition->open = true;
	int failed = parse_deeper(c) ||
		     lexer_begin(&c->lexer, definition->origin, definition->from, c->error) ||
		     parse_expression(c) || parse_token(c, TOKEN_END, "an operator or the end");
	definition->open = false;
	c->lexer = outer;
	if (failed)
		return -1;
	c->depth--;
	last_node(c)->text = slice_between(from.at, outer.previous_end);
	return 0;
}

/* Sets the error of a field outside of the aggregates of kpi-agg -a, where names are those of results. */
static int
reject_field(struct compiler *c, struct slice name, const char *at)
{
	struct names known = { 0 };
	const struct slice *near = NULL;
	int failed = 0;

	for (const struct setting_name *s = c->scope->settings; s && !failed; s = s->next)
		failed = names_add(&known, s->name);
	near = failed ? NULL : names_nearest(&known, name);
	if (failed)
		error_memory(c->error);
	else
		compile_error(c, at,
			"%.*s is a field, and there are many records here; put it in an aggregate, as in "
			"sum(x), or in -g%s%.*s%s",
			SLICE_PRINT(name), near ? "; nearest of the results is \"" : "",
			near ? (int)near->length : 0, near ? near->at : "", near ? "\"" : "");
	names_free(&known);
	return -1;
}

/* Adds a field of the record: a path, or one name in braces. */
static int
emit_field(struct compiler *c, struct mark from, struct slice name, bool braced)
{
	struct node node = { .kind = NODE_FIELD, .types = TYPE_FIELD };

	if (c->checking) {
		node.types = TYPE_ANY; /* it may be a setting where the definition is used */
		return emit(c, from, node);
	}
	if (c->scope->aggregates && !c->in_aggregate)
		return reject_field(c, name, from.at);
	node.field.slot = braced ? projection_field(c->scope->projection, name)
				 : projection_path(c->scope->projection, name);
	if (node.field.slot < 0)
		return error_memory(c->error);
	node.field.path = c->scope->projection->paths[node.field.slot];
	return emit(c, from, node);
}

/* Compiles the setting or the definition of this name; *known becomes whether there is one. */
static int
parse_known(struct compiler *c, struct slice name, bool braced, struct mark from, bool *known)
{
	const struct setting_name *setting = c->in_aggregate ? NULL : scope_setting(c->scope, name);
	struct definition *definition = setting || braced ? NULL : scope_definition(c->scope, name);

	*known = setting || definition;
	if (setting)
		return emit(c, from,
			(struct node){
				.kind = NODE_SETTING, .types = setting->types, .index = setting->index });
	return definition ? parse_definition(c, definition, from) : 0;
}

/* Parses a name; *inside becomes the rest of the path after a setting or a definition. */
static int
parse_name(struct compiler *c, struct mark from, struct slice *inside)
{
	struct token token = c->lexer.token;
	bool braced = token.kind == TOKEN_BRACED, known;
	struct slice name = { token.text.at + braced, token.text.length - 2 * (size_t)braced };
	const char *point = braced ? NULL : memchr(name.at, '.', name.length), *end = name.at + name.length;

	if (next_token(c))
		return -1;
	if (token_kind(c) == TOKEN_OPEN && !braced)
		return parse_call(c, name, from);
	if (c->scope->aggregates && !c->in_aggregate && scope_setting(c->scope, name))
		point = NULL; /* a result named by a path of -g, or the start or end of a window */
	if (parse_known(c, slice_between(name.at, point ? point : end), braced, from, &known))
		return -1;
	if (known) {
		*inside = slice_between(point ? point : end, end);
		return 0;
	}
	const char *word = braced ? NULL : lexer_keyword_like(name);
	if (word)
		return compile_error(c, from.at, "write %s in small letters; a field of this name is {%.*s}",
			word, SLICE_PRINT(name));
	return emit_field(c, from, name, braced);
}

static int
parse_parentheses(struct compiler *c)
{
	if (next_token(c) || parse_expression(c))
		return -1;
	return parse_token(c, TOKEN_CLOSE, "')'");
}

/* Parses [a, b, ...]. */
static int
parse_array(struct compiler *c, struct mark from)
{
	struct node node = { .kind = NODE_ARRAY };
	unsigned elements = TYPE_NONE;

	if (next_token(c))
		return -1;
	while (token_kind(c) != TOKEN_CLOSE_ARRAY) {
		if (parse_expression(c))
			return -1;
		elements |= last_node(c)->types;
		node.count++;
		if (token_kind(c) != TOKEN_COMMA)
			break;
		if (next_token(c))
			return -1;
		if (token_kind(c) == TOKEN_CLOSE_ARRAY)
			return parse_unexpected(c, "an element");
	}
	node.types = types_array(elements);
	return parse_token(c, TOKEN_CLOSE_ARRAY, "',' or ']'") ? -1 : emit(c, from, node);
}

static int
parse_single(struct compiler *c, struct mark from, struct slice *inside)
{
	switch (token_kind(c)) {
	case TOKEN_NUMBER:
		return parse_number(c, from);
	case TOKEN_TEXT:
		return parse_text(c, from);
	case TOKEN_TRUE:
		return emit_truth(c, from, true);
	case TOKEN_FALSE:
		return emit_truth(c, from, false);
	case TOKEN_NULL:
		return emit_constant(c, from, (struct value){ .kind = VALUE_NULL });
	case TOKEN_ARGUMENT:
		return parse_argument(c, from);
	case TOKEN_NAME:
	case TOKEN_BRACED:
		return parse_name(c, from, inside);
	case TOKEN_OPEN_ARRAY:
		return parse_array(c, from);
	case TOKEN_OPEN:
		return parse_parentheses(c);
	default:
		return parse_unexpected(c, "a value");
	}
}

/* Parses a literal, a field, a call or an expression in parentheses, and its path. */
static int
parse_operand(struct compiler *c)
{
	struct mark from = mark_here(c);
	struct slice inside = { 0 };

	if (parse_single(c, from, &inside))
		return -1;
	enum token_kind kind = token_kind(c);
	if (!inside.length && kind != TOKEN_INSIDE && kind != TOKEN_OPEN_ARRAY)
		return 0;
	return parse_path(c, from, inside);
}

/* Adds an operator with one operand that maps over arrays; `types` are those of a single result. */
static int
emit_unary(struct compiler *c, struct mark from, enum node_kind kind, unsigned types)
{
	unsigned operand = last_node(c)->types;

	return emit(c, from, (struct node){ .kind = kind, .types = types_over(types, operand, operand) });
}

static int
parse_minus(struct compiler *c)
{
	struct mark from = mark_here(c);

	if (token_kind(c) != TOKEN_MINUS)
		return parse_operand(c);
	if (parse_deeper(c) || next_token(c) || parse_minus(c) || require_each(c, TYPE_NUMBER))
		return -1;
	c->depth--;
	struct node *literal = &c->nodes.at[from.node];
	if (literal->kind != NODE_CONSTANT || c->nodes.count != from.node + 1 ||
		literal->types != TYPE_NUMBER)
		return emit_unary(c, from, NODE_NEGATE, TYPE_NUMBER);
	literal->constant.number = number_negate(literal->constant.number);
	literal->text = slice_between(from.at, c->lexer.previous_end);
	return 0;
}

enum level { LEVEL_SUM, LEVEL_PRODUCT, LEVEL_MINUS };

/* The operators of arithmetic, by their symbols and levels. */
static const struct arithmetic {
	enum token_kind symbol;
	enum level level;
	enum node_kind node;
} arithmetic[] = {
	{ TOKEN_PLUS, LEVEL_SUM, NODE_ADD },
	{ TOKEN_MINUS, LEVEL_SUM, NODE_SUBTRACT },
	{ TOKEN_STAR, LEVEL_PRODUCT, NODE_MULTIPLY },
	{ TOKEN_SLASH, LEVEL_PRODUCT, NODE_DIVIDE },
	{ TOKEN_PERCENT, LEVEL_PRODUCT, NODE_REMAINDER },
	{ TOKEN_END, LEVEL_MINUS, NODE_NOP },
};

static const struct arithmetic *
find_arithmetic(enum token_kind symbol, enum level level)
{
	const struct arithmetic *a = arithmetic;

	while (a->symbol != TOKEN_END && (a->symbol != symbol || a->level != level))
		a++;
	return a->symbol == TOKEN_END ? NULL : a;
}

static int
parse_arithmetic(struct compiler *c, enum level level)
{
	struct mark from = mark_here(c);
	const struct arithmetic *a;

	if (level == LEVEL_MINUS)
		return parse_minus(c);
	if (parse_arithmetic(c, level + 1))
		return -1;
	while ((a = find_arithmetic(token_kind(c), level)) != NULL) {
		struct token symbol = c->lexer.token;
		struct node node = { .kind = a->node };
		size_t left = c->nodes.count - 1;
		if (require_left(c, symbol) || next_token(c) || parse_arithmetic(c, level + 1) ||
			require_right(c, symbol, left, &node.types) || emit(c, from, node))
			return -1;
	}
	return 0;
}

/* Parses a sum, a product or a single value. */
static int
parse_sum(struct compiler *c)
{
	return parse_arithmetic(c, LEVEL_SUM);
}

static const struct comparison {
	enum token_kind symbol;
	enum node_kind node;
	unsigned types;
} comparisons[] = {
	{ TOKEN_EQUAL, NODE_EQUAL, TYPE_SINGLE },
	{ TOKEN_UNEQUAL, NODE_UNEQUAL, TYPE_SINGLE },
	{ TOKEN_LESS, NODE_LESS, TYPE_ORDERED },
	{ TOKEN_LESS_EQUAL, NODE_LESS_EQUAL, TYPE_ORDERED },
	{ TOKEN_GREATER, NODE_GREATER, TYPE_ORDERED },
	{ TOKEN_GREATER_EQUAL, NODE_GREATER_EQUAL, TYPE_ORDERED },
	{ TOKEN_END, NODE_NOP, TYPE_NONE },
};

static const struct comparison *
find_comparison(enum token_kind symbol)
{
	const struct comparison *comparison = comparisons;

	while (comparison->symbol != TOKEN_END && comparison->symbol != symbol)
		comparison++;
	return comparison->symbol == TOKEN_END ? NULL : comparison;
}

/* Nothing is equal to null: a comparison with it was meant differently. */
static int
require_not_null(struct compiler *c, size_t operand)
{
	const struct node *node = &c->nodes.at[operand];

	if (c->checking || node->kind != NODE_CONSTANT || node->types != TYPE_NONE)
		return 0;
	return compile_error(
		c, node->text.at, "a comparison with null is never true; write x is null, or x is not null");
}

static int
parse_compared(struct compiler *c, struct mark from, const struct comparison *comparison)
{
	size_t left = c->nodes.count - 1;

	if (require_each(c, comparison->types) || next_token(c) || parse_sum(c) ||
		require_each(c, comparison->types) || require_not_null(c, left) ||
		require_not_null(c, c->nodes.count - 1) || require_comparable(c, left))
		return -1;
	unsigned types = types_over(TYPE_BOOL, c->nodes.at[left].types, last_node(c)->types);
	return emit(c, from, (struct node){ .kind = comparison->node, .types = types });
}

static int
emit_not(struct compiler *c, struct mark from, bool negated)
{
	return negated ? emit_unary(c, from, NODE_NOT, TYPE_BOOL) : 0;
}

/* Parses [not] null, after `is`. */
static int
parse_is(struct compiler *c, struct mark from)
{
	bool negated = token_kind(c) == TOKEN_NOT;
	struct node *operand = last_node(c);

	if ((negated && next_token(c)) || parse_token(c, TOKEN_NULL, "null, or not null,"))
		return -1;
	if (operand->kind == NODE_FIELD) {
		operand->kind = NODE_FIELD_IS_NULL;
		operand->types = TYPE_BOOL;
		operand->text = slice_between(from.at, c->lexer.previous_end);
	} else {
		unsigned types = operand->types & TYPE_MAPPED
					 ? types_over(TYPE_BOOL, operand->types, TYPE_NONE)
					 : TYPE_BOOL;
		if (emit(c, from, (struct node){ .kind = NODE_IS_NULL, .types = types }))
			return -1;
	}
	return emit_not(c, from, negated);
}

static int
require_candidate(struct compiler *c)
{
	const struct node *last = last_node(c);

	if (!types_is_array(last->types))
		return require(c, TYPE_SINGLE);
	return compile_error(c, last->text.at, "this is an array; contains(x, y) tests whether y is in it");
}

/* Parses [not] in (a, b, ...). */
static int
parse_in(struct compiler *c, struct mark from)
{
	size_t left = c->nodes.count - 1;
	bool negated = token_kind(c) == TOKEN_NOT;
	uint32_t count = 1;

	if ((negated && next_token(c)) || parse_token(c, TOKEN_IN, "in") ||
		parse_token(c, TOKEN_OPEN, "a list in parentheses"))
		return -1;
	for (size_t first = 0;; count++) {
		if (parse_expression(c) || require_candidate(c) || require_comparable(c, left))
			return -1;
		first = first ? first : c->nodes.count - 1;
		if (require_comparable(c, first))
			return -1;
		if (token_kind(c) != TOKEN_COMMA)
			break;
		if (next_token(c))
			return -1;
	}
	struct node node = { .kind = NODE_IN, .count = count + 1 };
	node.types = types_over(TYPE_BOOL, c->nodes.at[left].types, TYPE_NONE);
	if (parse_token(c, TOKEN_CLOSE, "',' or ')'") || emit(c, from, node))
		return -1;
	return emit_not(c, from, negated);
}

static int
parse_one_comparison(struct compiler *c, struct mark from)
{
	const struct comparison *comparison = find_comparison(token_kind(c));

	if (comparison)
		return parse_compared(c, from, comparison);
	if (token_kind(c) == TOKEN_IS)
		return next_token(c) || parse_is(c, from) ? -1 : 0;
	return parse_in(c, from);
}

static bool
is_comparison(enum token_kind symbol)
{
	return find_comparison(symbol) || symbol == TOKEN_IS || symbol == TOKEN_IN || symbol == TOKEN_NOT;
}

static int
parse_comparison(struct compiler *c)
{
	struct mark from = mark_here(c);

	if (parse_sum(c))
		return -1;
	if (token_kind(c) == TOKEN_ASSIGN)
		return compile_error(c, c->lexer.token.text.at, "write == to compare");
	if (!is_comparison(token_kind(c)))
		return 0;
	if (parse_one_comparison(c, from))
		return -1;
	if (is_comparison(token_kind(c)))
		return compile_error(c, c->lexer.token.text.at,
			"comparisons do not chain; write a < b and b < c, or use parentheses");
	return 0;
}

static int
parse_not(struct compiler *c)
{
	struct mark from = mark_here(c);

	if (token_kind(c) != TOKEN_NOT)
		return parse_comparison(c);
	if (parse_deeper(c) || next_token(c) || parse_not(c) || require_each(c, TYPE_BOOL))
		return -1;
	c->depth--;
	return emit_not(c, from, true);
}

/* Parses a chain of `and` or `or`. A value that settles it jumps over the rest, unless there are arrays. */
static int
parse_logic(struct compiler *c, enum token_kind symbol, int (*operand)(struct compiler *c),
	enum node_kind jump_kind, enum node_kind node)
{
	struct mark from = mark_here(c);
	size_t jump;

	if (operand(c))
		return -1;
	while (token_kind(c) == symbol) {
		unsigned left = last_node(c)->types;
		if (require_condition(c, symbol) || emit_jump(c, jump_kind, &jump) || next_token(c) ||
			operand(c) || require_condition(c, symbol))
			return -1;
		unsigned right = last_node(c)->types, types = TYPE_BOOL;
		if (types_is_array(left) || types_is_array(right)) {
			c->nodes.at[jump].kind = NODE_NOP;
			types = types_over(TYPE_BOOL, left, right);
		}
		if (emit(c, from, (struct node){ .kind = node, .types = types }))
			return -1;
		c->nodes.at[jump].target = c->nodes.count;
	}
	return 0;
}

static int
parse_and(struct compiler *c)
{
	return parse_logic(c, TOKEN_AND, parse_not, NODE_JUMP_FALSE, NODE_AND);
}

int
parse_expression(struct compiler *c)
{
	if (parse_deeper(c) || parse_logic(c, TOKEN_OR, parse_and, NODE_JUMP_TRUE, NODE_OR))
		return -1;
	c->depth--;
	return 0;
}
