/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that a function does not take as they are: units, parts, formats. One that is written out is looked
 * at when the program is compiled; the rest, which records bring, by the function. */
#include "expr/builtins.h"
#include "expr/compiler.h"
#include "expr/functions_time.h"
#include "time/calendar.h"
#include "time/instant.h"
#include "time/time_format.h"

/* A name out of a list. */
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
		mistake_unknown(&c->lexer.origin, constant->text.at, text, kind, &known, advice, c->error);
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
		"; units are second minute hour day week month quarter year, or lengths as 15m");
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
	return mistake(&c->lexer.origin, constant->text.at, c->error,
		"this text is no time; times are written as 2024-07-28T12:55:00Z or 2024-07-28 12:55:00, "
		"others are read by parse_time(x, format)");
}

static int
check_format(struct compiler *c, const struct node *constant, int (*check)(struct slice, struct error *))
{
	struct error wrong = { 0 };

	if (check(constant->constant.text, &wrong) == 0)
		return 0;
	return mistake(&c->lexer.origin, constant->text.at, c->error, "%s", wrong.text);
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

int
literal_check(struct compiler *c, unsigned types)
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
