/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked and the scope of its expressions: definitions and arguments, out of it and into it. */
#include "agg/asked.h"

#include "expr/scope.h"

/* Its list has the newest first. */
static int
add_definitions(struct names *list, const struct definition *definition)
{
	if (!definition)
		return 0;
	return add_definitions(list, definition->next) || names_add(list, definition->origin.text) ? -1 : 0;
}

static int
add_arguments(struct asked *asked, const struct argument *argument)
{
	if (!argument)
		return 0;
	/* The pair as it was given: the value lies behind the name and its '='. */
	struct slice pair = slice_between(argument->name.at, argument->value.at + argument->value.length);
	return add_arguments(asked, argument->next) || names_add(&asked->arguments, pair) ? -1 : 0;
}

int
asked_scope(struct asked *asked, const struct scope *scope)
{
	return add_definitions(&asked->definitions, scope->definitions) ||
			       add_arguments(asked, scope->arguments)
		       ? -1
		       : 0;
}

int
asked_define(const struct asked *asked, struct scope *scope, struct error *error)
{
	struct buffer lines = { 0 };
	int failed = 0;

	for (size_t i = 0; i < asked->arguments.count && !failed; i++)
		failed = scope_add_argument(scope, asked->arguments.at[i], error);
	for (size_t i = 0; i < asked->definitions.count; i++) {
		buffer_slice(&lines, asked->definitions.at[i]);
		buffer_byte(&lines, '\n');
	}
	if (!failed && lines.failed)
		failed = error_memory(error);
	if (!failed)
		failed = definitions_compile(scope, "the partial's definitions", buffer_view(&lines), error);
	buffer_free(&lines);
	return failed;
}
