/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "cli/option_value.h"

#include <stdio.h>
#include <string.h>

static const struct option *
by_letter(const struct option *const *tables, char letter)
{
	for (; *tables; tables++)
		for (const struct option *option = *tables; option->name; option++)
			if (option->letter == letter)
				return option;
	return NULL;
}

static const struct option *
by_name(const struct option *const *tables, struct slice name)
{
	for (; *tables; tables++)
		for (const struct option *option = *tables; option->name; option++)
			if (slice_is(name, option->name))
				return option;
	return NULL;
}

static int
unknown_name(const struct option *const *tables, struct slice name, struct error *error)
{
	struct names all = { 0 };
	const struct slice *near = NULL;

	for (; *tables; tables++)
		for (const struct option *option = *tables; option->name; option++)
			if (names_add(&all, slice_of(option->name)))
				break;
	near = names_nearest(&all, name);
	if (near)
		error_set(error, STATUS_USAGE, "unknown option --%.*s; nearest is --%.*s", SLICE_PRINT(name),
			SLICE_PRINT(*near));
	else
		error_set(error, STATUS_USAGE, "unknown option --%.*s; --help lists them", SLICE_PRINT(name));
	names_free(&all);
	return -1;
}

/* The walk over argv. */
struct arguments {
	const struct option *const *tables;
	char **next; /* not read yet */
};

static int
take_value(
	struct arguments *arguments, const struct option *option, const char *attached, struct error *error)
{
	if (option->kind == OPTION_FLAG) {
		if (attached)
			return error_set(error, STATUS_USAGE, "--%s takes no value", option->name);
		return option_store(option, NULL, error);
	}
	if (attached)
		return option_store(option, attached, error);
	if (!*arguments->next)
		return error_set(error, STATUS_USAGE, "--%s: %s is missing", option->name, option->argument);
	return option_store(option, *arguments->next++, error);
}

static int
parse_long(struct arguments *arguments, const char *text, struct error *error)
{
	const char *equals = strchr(text, '=');
	struct slice name = slice_between(text, equals ? equals : text + strlen(text));
	const struct option *option = by_name(arguments->tables, name);

	if (!option)
		return unknown_name(arguments->tables, name, error);
	return take_value(arguments, option, equals ? equals + 1 : NULL, error);
}

static int
parse_letters(struct arguments *arguments, const char *letters, struct error *error)
{
	for (; *letters; letters++) {
		const struct option *option = by_letter(arguments->tables, *letters);
		if (!option)
			return error_set(
				error, STATUS_USAGE, "unknown option -%c; --help lists them", *letters);
		if (option->kind == OPTION_FLAG) {
			option_store(option, NULL, error);
			continue;
		}
		return take_value(arguments, option, letters[1] ? letters + 1 : NULL, error);
	}
	return 0;
}

int
options_parse(const struct option *const *tables, char **argv, bool stop_at_operand, size_t *operand_count,
	struct error *error)
{
	struct arguments arguments = { .tables = tables, .next = argv };
	size_t operands = 0;
	bool only_operands = false;

	while (*arguments.next) {
		char *argument = *arguments.next++;
		if (only_operands || argument[0] != '-' || argument[1] == '\0') {
			argv[operands++] = argument;
			only_operands |= stop_at_operand;
			continue;
		}
		if (strcmp(argument, "--") == 0)
			only_operands = true;
		else if (argument[1] == '-' ? parse_long(&arguments, argument + 2, error)
					    : parse_letters(&arguments, argument + 1, error))
			return -1;
	}
	argv[operands] = NULL;
	*operand_count = operands;
	return 0;
}

int
options_check(const struct rule *rules, struct error *error)
{
	for (; rules->text; rules++)
		if (rules->broken)
			return error_set(error, STATUS_USAGE, "%s", rules->text);
	return 0;
}

void
options_help(const struct option *table, struct buffer *to)
{
	enum { HELP_COLUMN = 30 };

	for (const struct option *option = table; option->name; option++) {
		char left[128];
		char letter[] = { '-', option->letter, ',', ' ', '\0' };
		snprintf(left, sizeof left, "  %s--%s%s%s", option->letter ? letter : "    ", option->name,
			option->argument ? " " : "", option->argument ? option->argument : "");
		buffer_printf(to, "%-*s%s%s\n", HELP_COLUMN, left, strlen(left) < HELP_COLUMN ? "" : "  ",
			option->help);
	}
}
