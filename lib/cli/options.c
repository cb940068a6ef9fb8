/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "record/utf8.h"
#include "time/instant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
read_count(const char *text, void *to)
{
	return slice_read_unsigned(slice_of(text), UINT64_MAX, to);
}

static bool
read_size(const char *text, void *to)
{
	static const char units[] = "KMGT";
	struct slice digits = slice_of(text);
	uint64_t *value = to;
	const char *unit = digits.length ? strchr(units, text[--digits.length]) : NULL;
	int bits = unit ? 10 * (int)(unit - units + 1) : 0;

	if (!unit || !slice_read_unsigned(digits, UINT64_MAX >> bits, value))
		return false;
	*value <<= bits;
	return *value > 0;
}

/* The number at the beginning of the text; *end points after it. */
static bool
begin_number(const char *text, double *value, char **end)
{
	if (!strchr("+-.0123456789", *text))
		return false;
	*value = strtod(text, end);
	return *end > text;
}

static bool
read_number(const char *text, void *to)
{
	char *end;

	return begin_number(text, to, &end) && *end == '\0';
}

static bool
read_percent(const char *text, void *to)
{
	double *value = to;
	char *end;

	if (!begin_number(text, value, &end))
		return false;
	if (strcmp(end, "%") == 0) {
		*value /= 100; /* 15% is the double nearest to 0.15 */
		return true;
	}
	return *end == '\0';
}

static bool
read_duration(const char *text, void *to)
{
	return duration_read(slice_of(text), to);
}

static bool
read_rate(const char *text, void *to)
{
	struct rate_limit *pace = to;
	const char *slash = strchr(text, '/');
	char per[24]; /* the duration; "1000/s" is short for 1000/1s */

	if (!slash || !slice_read_unsigned(slice_between(text, slash), UINT64_MAX, &pace->count))
		return false;
	bool bare = slash[1] && !strchr("0123456789", slash[1]);
	snprintf(per, sizeof per, "%s%s", bare ? "1" : "", slash + 1);
	int64_t microseconds;
	if (!duration_read(slice_of(per), &microseconds))
		return false;
	pace->per_ms = (uint64_t)microseconds / 1000;
	return pace->count && pace->per_ms;
}

static bool
read_every(const char *text, void *to)
{
	struct trigger *every = to;
	uint64_t records;

	*every = (struct trigger){ 0 };
	if (read_count(text, &records))
		every->records = records;
	else if (!duration_read(slice_of(text), &every->microseconds))
		return false;
	return trigger_is_set(every);
}

/* An empty name comes from an unset shell variable, or from one comma too many. */
static int
store_list(const struct option *option, struct slice text, struct error *error)
{
	struct names *names = option->value;
	size_t before = names->count;

	if (utf8_invalid(text))
		return error_set(error, STATUS_USAGE, "--%s: a name that is not UTF-8", option->name);
	if (names_split(names, text))
		return error_memory(error);
	for (size_t i = before; i < names->count; i++)
		if (names->at[i].length == 0)
			return error_set(error, STATUS_USAGE, "--%s \"%.*s\": a name in the list is empty",
				option->name, SLICE_PRINT(text));
	return 0;
}

/* The kinds that hold a single value: how its text is read (false for anything else), and what the message
 * then asks for. */
static const struct {
	bool (*read)(const char *text, void *to);
	const char *wanted;
} readers[] = {
	[OPTION_COUNT] = { read_count, "a whole number" },
	[OPTION_NUMBER] = { read_number, "a number" },
	[OPTION_PERCENT] = { read_percent, "a share such as 15% or 0.15" },
	[OPTION_SIZE] = { read_size, "a size such as 64M or 2G" },
	[OPTION_DURATION] = { read_duration, "a duration such as 500ms, 10s, 5m, 2h, 1d, 1w" },
	[OPTION_EVERY] = { read_every, "a number of records such as 1000, or a duration such as 10s" },
	[OPTION_RATE] = { read_rate, "a rate such as 1000/s or 50/10s" },
};

/* Stores the text, which must outlive the option, as the option's kind asks; NULL for a flag. 0, or -1 with
 * STATUS_USAGE. */
static int
store(const struct option *option, const char *text, struct error *error)
{
	switch (option->kind) {
	case OPTION_FLAG:
		*(bool *)option->value = true;
		return 0;
	case OPTION_TEXT:
		*(const char **)option->value = text;
		return 0;
	case OPTION_TEXTS:
		return names_add(option->value, slice_of(text)) ? error_memory(error) : 0;
	case OPTION_LIST:
		return store_list(option, slice_of(text), error);
	default:
		if (readers[option->kind].read(text, option->value))
			return 0;
		return error_set(error, STATUS_USAGE, "--%s %s: %s is needed", option->name, text,
			readers[option->kind].wanted);
	}
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
	near = names_nearest(&all, name);
	if (near)
		error_set(error, STATUS_USAGE, "unknown option --%.*s; nearest is --%.*s", SLICE_PRINT(name),
			SLICE_PRINT(*near));
	else
		error_set(error, STATUS_USAGE, "unknown option --%.*s; --help lists them", SLICE_PRINT(name));
	names_free(&all);
	return -1;
}

struct arguments {
	const struct option *const *tables;
	char **next; /* the rest of argv */
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
