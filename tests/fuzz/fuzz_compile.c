/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compiler: the first byte chooses what the rest is: a condition, a setting, an aggregate, a file of
 * definitions, an argument or a name. It compiles, or fails as wrong usage with a message. */
#include "expr/program.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
compile(struct scope *scope, char how, struct slice text, struct error *error)
{
	struct slice name;

	switch (how) {
	case 'w':
		return program_compile_condition(scope, "-w", text, error);
	case 's':
		return program_compile_setting(scope, "-s", text, &name, error);
	case 'a':
		scope->aggregates = true;
		return program_compile_setting(scope, "-a", text, &name, error);
	case 'd':
		return definitions_compile(scope, "defs", text, error) == 0;
	case '$':
		return scope_add_argument(scope, text, error) == 0;
	case 'g':
		return program_compile_name(scope, "-g", text, error);
	default:
		return program_compile(scope, "-x", text, error);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct projection projection = { 0 };
	struct scope scope = { .projection = &projection };
	struct error error = { 0 };
	const char *text = (const char *)data;

	if (size == 0)
		return 0;
	bool compiled = compile(&scope, *text, (struct slice){ text + 1, size - 1 }, &error);
	if (compiled ? error.kind != STATUS_DONE : error.kind != STATUS_USAGE || !error.text[0])
		abort();
	scope_free(&scope);
	projection_free(&projection);
	return 0;
}
