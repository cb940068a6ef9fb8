/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/scope.h"

#include "expr/lexer.h"
#include "record/utf8.h"

#include <stdio.h>

struct definition *
scope_definition(const struct scope *scope, struct slice name)
{
	struct definition *d = scope->definitions;

	while (d && !slice_equal(d->name, name))
		d = d->next;
	return d;
}

const struct argument *
scope_argument(const struct scope *scope, struct slice name)
{
	const struct argument *a = scope->arguments;

	while (a && !slice_equal(a->name, name))
		a = a->next;
	return a;
}

struct setting_name *
scope_setting(const struct scope *scope, struct slice name)
{
	struct setting_name *s = scope->settings;

	while (s && !slice_equal(s->name, name))
		s = s->next;
	return s;
}

int
scope_origin(struct scope *scope, const char *label, struct slice text, struct text_origin *origin,
	struct error *error)
{
	const char *invalid = utf8_invalid(text);

	if (invalid)
		return error_set(error, STATUS_USAGE, "%s: invalid UTF-8 at byte %zu", label,
			(size_t)(invalid - text.at) + 1);
	origin->label = arena_copy(&scope->arena, slice_of(label)).at;
	origin->text = arena_copy(&scope->arena, text);
	return origin->label && origin->text.at ? 0 : error_memory(error);
}

int
scope_add_argument(struct scope *scope, struct slice pair, struct error *error)
{
	struct argument *argument = arena_alloc(&scope->arena, sizeof *argument);
	const char *equals = memchr(pair.at, '=', pair.length), *end = pair.at + pair.length;
	struct text_origin origin;

	if (!argument)
		return error_memory(error);
	if (!equals || !lexer_is_name(slice_between(pair.at, equals)))
		return error_set(
			error, STATUS_USAGE, "--arg %.*s: write --arg NAME=VALUE", SLICE_PRINT(pair));
	if (scope_origin(scope, "--arg", pair, &origin, error))
		return -1;
	argument->name = (struct slice){ origin.text.at, (size_t)(equals - pair.at) };
	argument->value = (struct slice){ equals + 1 - pair.at + origin.text.at, (size_t)(end - equals - 1) };
	argument->next = scope->arguments;
	scope->arguments = argument;
	return 0;
}

int
scope_add_setting(struct scope *scope, struct slice name, unsigned types, size_t *index, struct error *error)
{
	struct setting_name *setting = scope_setting(scope, name);

	if (!setting) {
		setting = arena_alloc(&scope->arena, sizeof *setting);
		struct slice copy = arena_copy(&scope->arena, name);
		if (!setting || !copy.at)
			return error_memory(error);
		*setting = (struct setting_name){ scope->settings, copy, scope->setting_count++, types };
		scope->settings = setting;
	}
	setting->types = types;
	*index = setting->index;
	return 0;
}

/* Adds the definition that is in a line, if there is one. */
static int
define_line(struct scope *scope, struct text_origin line, struct error *error)
{
	struct lexer lexer;

	if (lexer_begin(&lexer, line, line.text.at, error))
		return -1;
	struct slice name = lexer.token.text;
	if (lexer.token.kind == TOKEN_END)
		return 0;
	if (lexer.token.kind != TOKEN_NAME || !lexer_is_name(name))
		return diagnose(&line, name.at, error, "write a definition as NAME = EXPR");
	if (lexer_next(&lexer, error))
		return -1;
	if (lexer.token.kind != TOKEN_ASSIGN)
		return diagnose(&line, lexer.token.text.at, error, "'=' is needed after the name");
	struct definition *older = scope_definition(scope, name);
	if (older)
		return diagnose(&line, name.at, error, "%.*s is already defined, in %s", SLICE_PRINT(name),
			older->origin.label);

	struct definition *definition = arena_alloc(&scope->arena, sizeof *definition);
	if (!definition)
		return error_memory(error);
	*definition = (struct definition){ scope->definitions, name, line, lexer.at, false };
	scope->definitions = definition;
	return 0;
}

int
scope_add_definitions(struct scope *scope, const char *file, struct slice text, struct error *error)
{
	struct slice line;

	for (size_t number = 1; slice_take_line(&text, &line); number++) {
		struct text_origin origin;
		char label[256];
		snprintf(label, sizeof label, "%s:%zu", file, number);
		if (scope_origin(scope, label, line, &origin, error) || define_line(scope, origin, error))
			return -1;
	}
	return 0;
}

void
scope_free(struct scope *scope)
{
	arena_free(&scope->arena);
	*scope = (struct scope){ 0 };
}
