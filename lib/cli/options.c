/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "record/utf8.h"
#include "time/duration.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
read_count(const char *text, uint64_t *value)
{
	char *end;

	errno = 0;
	if (*text < '0' || *text > '9')
		return false;
	*value = strtoull(text, &end, 10);
	return errno == 0 && *end == '\0';
}

static bool
read_size(const char *text, uint64_t *value)
{
	static const char units[] = "KMGT";
	char digits[24];
	size_t length = strlen(text);
	const char *unit = length ? strchr(units, text[length - 1]) : NULL;

	if (!unit || length > sizeof digits)
		return false;
	snprintf(digits, sizeof digits, "%.*s", (int)(length - 1), text);
	int bits = 10 * (int)(unit - units + 1);
	if (!read_count(digits, value) || *value > UINT64_MAX >> bits)
		return false;
	*value <<= bits;
	return *value > 0;
}

static bool
read_number(const char *text, double *value, const char *suffix, double divisor)
{
	char *end;

	if (!strchr("+-.0123456789", *text))
		return false;
	*value = strtod(text, &end);
	if (end > text && *suffix && strcmp(end, suffix) == 0) {
		*value /= divisor; /* 15% is the double nearest to 0.15 */
		return true;
	}
	return end > text && *end == '\0';
}

static bool
read_rate(const char *text, struct pace *pace)
{
	char count[24];
	const char *slash = strchr(text, '/');

	if (!slash || (size_t)(slash - text) >= sizeof count)
		return false;
	snprintf(count, sizeof count, "%.*s", (int)(slash - text), text);
	/* "1000/s" is per one second */
	char per[24];
	bool bare = slash[1] && !strchr("0123456789", slash[1]);
	snprintf(per, sizeof per, "%s%s", bare ? "1" : "", slash + 1);
	int64_t microseconds;
	if (!read_count(count, &pace->count) || !duration_read(slice_of(per), &microseconds))
		return false;
	pace->per_ms = (uint64_t)microseconds / 1000;
	return pace->count && pace->per_ms;
}

static bool
read_every(const char *text, struct every *every)
{
	uint64_t records;

	*every = (struct every){ 0 };
	if (read_count(text, &records))
		every->records = records;
	else if (!duration_read(slice_of(text), &every->microseconds))
		return false;
	return every_asked(every);
}

static int
wrong_value(const struct option *option, const char *text, const char *wanted, struct error *error)
{
	return error_set(error, STATUS_USAGE, "--%s %s: %s is needed", option->name, text, wanted);
}

/* An empty name is a shell variable that was not set, or one comma too many. */
static int
store_list(const struct option *option, struct slice text, struct error *error)
{
	struct names *names = option->value;
	size_t before = names->count;

	if (names_split(names, text))
		return error_memory(error);
	for (size_t i = before; i < names->count; i++)
		if (names->at[i].length == 0)
			return error_set(error, STATUS_USAGE, "--%s \"%.*s\": a name in the list is empty",
				option->name, SLICE_PRINT(text));
	return 0;
}

static int
store(const struct option *option, const char *text, struct error *error)
{
	struct slice slice = slice_of(text ? text : "");

	switch (option->kind) {
	case OPTION_FLAG:
		*(bool *)option->value = true;
		return 0;
	case OPTION_TEXT:
		*(const char **)option->value = text;
		return 0;
	case OPTION_TEXTS:
		return names_add(option->value, slice) ? error_memory(error) : 0;
	case OPTION_LIST:
		if (utf8_invalid(slice))
			return error_set(error, STATUS_USAGE, "--%s: a name that is not UTF-8", option->name);
		return store_list(option, slice, error);
	case OPTION_COUNT:
		if (!read_count(text, option->value))
			return wrong_value(option, text, "a whole number", error);
		return 0;
	case OPTION_NUMBER:
		if (!read_number(text, option->value, "", 1))
			return wrong_value(option, text, "a number", error);
		return 0;
	case OPTION_PERCENT:
		if (!read_number(text, option->value, "%", 100))
			return wrong_value(option, text, "a share such as 15% or 0.15", error);
		return 0;
	case OPTION_SIZE:
		if (!read_size(text, option->value))
			return wrong_value(option, text, "a size such as 64M or 2G", error);
		return 0;
	case OPTION_DURATION:
		if (!duration_read(slice, option->value))
			return wrong_value(
				option, text, "a duration such as 500ms, 10s, 5m, 2h, 1d, 1w", error);
		return 0;
	case OPTION_EVERY:
		if (!read_every(text, option->value))
			return wrong_value(option, text,
				"a number of records such as 1000, or a duration such as 10s", error);
		return 0;
	case OPTION_RATE:
		if (!read_rate(text, option->value))
			return wrong_value(option, text, "a rate such as 1000/s or 50/10s", error);
		return 0;
	}
	return 0;
}

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
	near = names_near(&all, name);
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
		return store(option, NULL, error);
	}
	if (attached)
		return store(option, attached, error);
	if (!*arguments->next)
		return error_set(error, STATUS_USAGE, "--%s: %s is missing", option->name, option->argument);
	return store(option, *arguments->next++, error);
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
			store(option, NULL, error);
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

void
options_help(const struct option *table, struct buffer *to)
{
	enum { HELP_COLUMN = 30 };

	for (const struct option *option = table; option->name; option++) {
		char left[128];
		char letter[] = { '-', option->letter, ',', ' ', '\0' };
		snprintf(left, sizeof left, "  %s--%s%s%s", option->letter ? letter : "    ", option->name,
			option->argument ? " " : "", option->argument ? option->argument : "");
		buffer_print(to, "%-*s%s%s\n", HELP_COLUMN, left, strlen(left) < HELP_COLUMN ? "" : "  ",
			option->help);
	}
}
