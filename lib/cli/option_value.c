/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_value.h"

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

/* The number that the text begins with; *end is what follows. */
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
	struct pace *pace = to;
	const char *slash = strchr(text, '/');
	char per[24]; /* "1000/s" is per one second */

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
	struct every *every = to;
	uint64_t records;

	*every = (struct every){ 0 };
	if (read_count(text, &records))
		every->records = records;
	else if (!duration_read(slice_of(text), &every->microseconds))
		return false;
	return every_asked(every);
}

/* An empty name is a shell variable that was not set, or one comma too many. */
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

/* The kinds that are one value, each with its reader (false for a text that is none) and what is said then.
 */
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

int
option_store(const struct option *option, const char *text, struct error *error)
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
