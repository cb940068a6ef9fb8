/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/column_type.h"

#include "base/bytes.h"
#include "number/number.h"
#include "record/utf8.h"
#include "time/time_format.h"

const char *const column_type_names[COLUMN_TYPES] = { "number", "bool", "time", "text" };

enum column_type
column_type_find(struct slice name)
{
	enum column_type type = 0;

	while (type < COLUMN_TYPES && !slice_is(name, column_type_names[type]))
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
cell_fits(struct slice cell, enum column_type type)
{
	struct number number;
	int64_t microseconds;

	switch (type) {
	case COLUMN_NUMBER:
		return number_read(cell, &number) == NUMBER_OK;
	case COLUMN_BOOL:
		return is_truth_value(cell);
	case COLUMN_TIME:
		return time_read(cell, &microseconds);
	case COLUMN_TEXT:
	case COLUMN_TYPES:
		break;
	}
	return true;
}

static bool
consists_of(struct slice text, const char *bytes)
{
	for (size_t i = 0; i < text.length; i++)
		if (!text.at[i] || !strchr(bytes, text.at[i]))
			return false;
	return text.length > 0;
}

/* Why JSON rejects what a person may take for a number. */
static const char *
number_misfit(struct slice cell)
{
	struct number number;
	const char *at = cell.at, *end = at + cell.length;

	if (number_read(cell, &number) == NUMBER_TOO_LARGE)
		return "is too large for a number";
	if (!consists_of(cell, "0123456789+-.eE"))
		return "is not a number";
	if (*at == '+')
		return "has a plus sign, which JSON does not allow";
	at += *at == '-';
	if (at < end && *at == '.')
		return "has no digit before the decimal point";
	if (end[-1] == '.')
		return "has no digit after the decimal point";
	if (end - at > 1 && at[0] == '0' && is_digit(at[1]))
		return "has a leading zero";
	return "is not a number";
}

const char *
cell_misfit(struct slice cell, enum column_type type)
{
	static const char *const misfits[COLUMN_TYPES] = {
		[COLUMN_BOOL] = "is not true or false",
		[COLUMN_TIME] = "is not a time (RFC 3339, YYYY-MM-DD HH:MM:SS, or as --time-format says)",
	};

	return type == COLUMN_NUMBER ? number_misfit(cell) : misfits[type];
}

void
column_stats_add(struct column_stats *stats, struct slice cell, uint64_t line)
{
	const unsigned before = stats->ruled_out;

	stats->has_value = true;
	for (enum column_type type = 0; type < COLUMN_TEXT; type++)
		if (!(stats->ruled_out & 1u << type) && !cell_fits(cell, type))
			stats->ruled_out |= 1u << type;
	if (!column_stats_final(stats))
		return;
	enum column_type expected = 0; /* the type of the cells before this one */
	while (before & 1u << expected)
		expected++;
	stats->reason = cell_misfit(cell, expected);
	stats->line = line;
	stats->cell_length = utf8_prefix(cell, sizeof stats->cell / 4);
	stats->cut = stats->cell_length < cell.length;
	memcpy(stats->cell, cell.at, stats->cell_length);
}

enum column_type
column_stats_type(const struct column_stats *stats)
{
	enum column_type type = 0;

	if (!stats->has_value)
		return COLUMN_TEXT;
	while (stats->ruled_out & 1u << type)
		type++;
	return type;
}
