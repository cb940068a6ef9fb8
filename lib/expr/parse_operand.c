/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What operators work on: literals, fields, settings, arguments, definitions, parentheses. */
#include "expr/compiler.h"
#include "expr/spelling.h"

#include "record/json_text.h"

/* The current token is the constant. */
static int
emit_constant(struct compiler *c, struct mark from, struct value value)
{
	struct node node = { .kind = NODE_CONSTANT, .types = type_of(&value), .constant = value };

	return lexer_next(&c->lexer, c->error) || emit(c, from, node) ? -1 : 0;
}

static int
parse_number(struct compiler *c, struct mark from)
{
	struct value value = { .kind = VALUE_NUMBER };

	if (number_read(c->lexer.token.text, &value.number) != NUMBER_OK)
		return mistake(&c->lexer.origin, from.at, c->error, "this number is too large for a double");
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
		return mistake(
			&c->lexer.origin, from.at, c->error, "this text has half a surrogate pair in it");
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
		mistake_unknown(&c->lexer.origin, name.at, name, "argument", &known,
			"; give it by --arg NAME=VALUE", c->error);
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
		return mistake(&outer.origin, from.at, c->error, "%.*s is defined by itself, in %s",
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
	last_node(c)->text = slice_between(from.at, outer.behind);
	return 0;
}

/* Outside of aggregates a name is one of the result. */
static int
no_record(struct compiler *c, struct slice name, const char *at)
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
		mistake(&c->lexer.origin, at, c->error,
			"%.*s is a field, and there are many records here; put it in an aggregate, as in "
			"sum(x), or in -g%s%.*s%s",
			SLICE_PRINT(name), near ? "; nearest of the results is \"" : "",
			near ? (int)near->length : 0, near ? near->at : "", near ? "\"" : "");
	names_free(&known);
	return -1;
}

/* A field of the record: a path, or one name in braces. */
static int
emit_field(struct compiler *c, struct mark from, struct slice name, bool braced)
{
	struct node node = { .kind = NODE_FIELD, .types = TYPE_FIELD };

	if (c->checking) {
		node.types = TYPE_ANY; /* it may be a setting where the definition is used */
		return emit(c, from, node);
	}
	if (c->scope->aggregates && !c->in_aggregate)
		return no_record(c, name, from.at);
	node.field.slot = braced ? projection_field(c->scope->projection, name)
				 : projection_path(c->scope->projection, name);
	if (node.field.slot < 0)
		return error_memory(c->error);
	node.field.path = c->scope->projection->paths[node.field.slot];
	return emit(c, from, node);
}

/* What a setting or a definition of this name stands for. *known tells whether there is one. */
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

/* A name of anything; *inside becomes what of a path goes on behind a setting or a definition. */
static int
parse_name(struct compiler *c, struct mark from, struct slice *inside)
{
	struct token token = c->lexer.token;
	bool braced = token.kind == TOKEN_BRACED, known;
	struct slice name = { token.text.at + braced, token.text.length - 2 * (size_t)braced };
	const char *point = braced ? NULL : memchr(name.at, '.', name.length), *end = name.at + name.length;

	if (lexer_next(&c->lexer, c->error))
		return -1;
	if (c->lexer.token.kind == TOKEN_OPEN && !braced)
		return parse_call(c, name, from);
	if (c->scope->aggregates && !c->in_aggregate && scope_setting(c->scope, name))
		point = NULL; /* of results, where -g can name a path, and windows have a start and an end */
	if (parse_known(c, slice_between(name.at, point ? point : end), braced, from, &known))
		return -1;
	if (known) {
		*inside = slice_between(point ? point : end, end);
		return 0;
	}
	const char *word = braced ? NULL : spelling_word_like(name);
	if (word)
		return mistake(&c->lexer.origin, from.at, c->error,
			"write %s in small letters; a field of this name is {%.*s}", word, SLICE_PRINT(name));
	return emit_field(c, from, name, braced);
}

static int
parse_parentheses(struct compiler *c)
{
	if (lexer_next(&c->lexer, c->error) || parse_expression(c))
		return -1;
	return parse_token(c, TOKEN_CLOSE, "')'");
}

/* [a, b, ...] */
static int
parse_array(struct compiler *c, struct mark from)
{
	struct node node = { .kind = NODE_ARRAY };
	unsigned elements = TYPE_NONE;

	if (lexer_next(&c->lexer, c->error))
		return -1;
	while (c->lexer.token.kind != TOKEN_CLOSE_ARRAY) {
		if (parse_expression(c))
			return -1;
		elements |= last_node(c)->types;
		node.count++;
		if (c->lexer.token.kind != TOKEN_COMMA)
			break;
		if (lexer_next(&c->lexer, c->error))
			return -1;
		if (c->lexer.token.kind == TOKEN_CLOSE_ARRAY)
			return parse_unexpected(c, "an element");
	}
	node.types = types_array(elements);
	return parse_token(c, TOKEN_CLOSE_ARRAY, "',' or ']'") ? -1 : emit(c, from, node);
}

static int
parse_single(struct compiler *c, struct mark from, struct slice *inside)
{
	switch (c->lexer.token.kind) {
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

int
parse_operand(struct compiler *c)
{
	struct mark from = mark_here(c);
	struct slice inside = { 0 };

	if (parse_single(c, from, &inside))
		return -1;
	enum token_kind kind = c->lexer.token.kind;
	if (!inside.length && kind != TOKEN_INSIDE && kind != TOKEN_OPEN_ARRAY)
		return 0;
	return parse_path(c, from, inside);
}
