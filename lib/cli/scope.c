/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The expression scope of a tool: a file of its own, so that tools without expressions do not link expr. */
#include "cli/tool.h"
#include "expr/program.h"
#include "stream/input.h"

static int
define(struct scope *scope, const char *path, struct error *error)
{
	struct buffer bytes = { 0 };

	if (read_file(&bytes, path, error)) {
		buffer_free(&bytes);
		return -1;
	}
	struct slice text = arena_copy(&scope->arena, buffer_view(&bytes)); /* programs keep slices of it */
	buffer_free(&bytes);
	return text.at ? definitions_compile(scope, path, text, error) : error_memory(error);
}

int
cli_scope_open(struct scope *scope, struct projection *projection, struct error *error)
{
	*scope = (struct scope){ .projection = projection };
	for (size_t i = 0; i < cli_expr.arguments.count; i++)
		if (scope_add_argument(scope, cli_expr.arguments.at[i], error))
			return -1;
	for (size_t i = 0; i < cli_expr.defs.count; i++)
		if (define(scope, cli_expr.defs.at[i].at, error))
			return -1;
	return 0;
}
