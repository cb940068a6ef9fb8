/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/literals.h"

#include "expr/builtins.h"
#include "expr/functions_time.h"
#include "time/calendar.h"
#include "time/duration.h"
#include "time/instant.h"
#include "time/time_format.h"

/* A name out of a list. */
static int
check_name(const struct origin *origin, const struct node *constant, const char *kind,
	const char *const *names, const char *advice, struct error *error)
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
		error_memory(error);
	else
		mistake_unknown(origin, constant->text.at, text, kind, &known, advice, error);
	names_free(&known);
	return -1;
}

static int
check_unit(const struct origin *origin, const struct node *constant, struct error *error)
{
	return check_name(origin, constant, "unit of time", calendar_units,
		"; units are second minute hour day week month quarter year", error);
}

static int
check_span(const struct origin *origin, const struct node *constant, struct error *error)
{
	int64_t length;

	if (duration_read(constant->constant.text, &length) && length > 0)
		return 0;
	return check_name(origin, constant, "unit of time", calendar_units,
		"; units are second minute hour day week month quarter year, or lengths as 15m", error);
}

static int
check_part(const struct origin *origin, const struct node *constant, struct error *error)
{
	return check_name(origin, constant, "part of a time", time_part_names,
		"; parts are year quarter month week day weekday yearday hour minute second", error);
}

static int
check_time(const struct origin *origin, const struct node *constant, struct error *error)
{
	int64_t instant;

	if (instant_read(constant->constant.text, &instant))
		return 0;
	return mistake(origin, constant->text.at, error,
		"this text is no time; times are written as 2024-07-28T12:55:00Z or 2024-07-28 12:55:00, "
		"others are read by parse_time(x, format)");
}

static int
check_format(const struct origin *origin, const struct node *constant,
	int (*check)(struct slice, struct error *), struct error *error)
{
	struct error wrong = { 0 };

	if (check(constant->constant.text, &wrong) == 0)
		return 0;
	return mistake(origin, constant->text.at, error, "%s", wrong.text);
}

static int
check_reading(const struct origin *origin, const struct node *constant, struct error *error)
{
	return check_format(origin, constant, time_format_check_reading, error);
}

static int
check_writing(const struct origin *origin, const struct node *constant, struct error *error)
{
	return check_format(origin, constant, time_format_check_writing, error);
}

int
literal_check(const struct origin *origin, const struct node *constant, unsigned types, struct error *error)
{
	static const struct {
		unsigned argument;
		int (*check)(const struct origin *, const struct node *, struct error *);
	} checks[] = {
		{ ARGUMENT_TIME, check_time },
		{ ARGUMENT_UNIT, check_unit },
		{ ARGUMENT_SPAN, check_span },
		{ ARGUMENT_PART, check_part },
		{ ARGUMENT_READ_FORMAT, check_reading },
		{ ARGUMENT_WRITE_FORMAT, check_writing },
	};

	if (constant->kind != NODE_CONSTANT || constant->constant.kind != VALUE_TEXT)
		return 0;
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (types & checks[i].argument)
			return checks[i].check(origin, constant, error);
	return 0;
}
