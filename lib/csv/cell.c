/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/cell.h"

#include "base/bytes.h"
#include "number/number.h"
#include "time/time_format.h"

#include <stdint.h>

const char *const cell_type_names[CELL_TYPES] = { "number", "bool", "time", "text" };

enum cell_type
cell_type_read(struct slice name)
{
	enum cell_type type = 0;

	while (type < CELL_TYPES && !slice_is(name, cell_type_names[type]))
		type++;
	return type;
}

static bool
is_truth_value(struct slice cell)
{
	static const char *const words[] = { "true", "false", "True", "False", "TRUE", "FALSE" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (slice_is(cell, words[i]))
			return true;
	return false;
}

bool
cell_fits(struct slice cell, enum cell_type type)
{
	struct number number;
	int64_t microseconds;

	switch (type) {
	case CELL_NUMBER:
		return number_read(cell, &number) == NUMBER_OK;
	case CELL_BOOL:
		return is_truth_value(cell);
	case CELL_TIME:
		return time_read(cell, &microseconds);
	case CELL_TEXT:
	case CELL_TYPES:
		break;
	}
	return true;
}

static bool
all_of(struct slice text, const char *bytes)
{
	for (size_t i = 0; i < text.length; i++)
		if (!text.at[i] || !strchr(bytes, text.at[i]))
			return false;
	return text.length > 0;
}

/* Why something that a person would take for a number is none. */
static const char *
number_misfit(struct slice cell)
{
	struct number number;
	const char *at = cell.at, *end = at + cell.length;

	if (number_read(cell, &number) == NUMBER_TOO_LARGE)
		return "is too large for a number";
	if (!all_of(cell, "0123456789+-.eE"))
		return "is not a number";
	if (*at == '+')
		return "has a plus sign, which JSON numbers have not";
	at += *at == '-';
	if (at < end && *at == '.')
		return "has no digit before its point";
	if (end[-1] == '.')
		return "has no digit behind its point";
	if (end - at > 1 && at[0] == '0' && is_digit(at[1]))
		return "has a leading zero";
	return "is not a number";
}

const char *
cell_misfit(struct slice cell, enum cell_type type)
{
	static const char *const misfits[CELL_TYPES] = {
		[CELL_BOOL] = "is not true or false",
		[CELL_TIME] = "is not a time (RFC 3339, YYYY-MM-DD HH:MM:SS, or as --time-format says)",
	};

	return type == CELL_NUMBER ? number_misfit(cell) : misfits[type];
}
