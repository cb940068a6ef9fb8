/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zones, calendar units and formats against Python: tests/answers/times.tsv, made by times.py beside it.
 */
#include "base/buffer.h"
#include "time/calendar.h"
#include "time/instant.h"
#include "time/time_format.h"
#include "time/zone.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { COLUMNS = 7, ANSWER = 128 };

static int64_t
whole(const char *text)
{
	return strtoll(text, NULL, 10);
}

static enum calendar_unit
unit_of(const char *name)
{
	enum calendar_unit unit;

	assert_true(calendar_unit_read(slice_of(name), &unit));
	return unit;
}

static void
say(char to[ANSWER], bool found, int64_t instant)
{
	if (found)
		snprintf(to, ANSWER, "%" PRId64, instant);
	else
		strcpy(to, "none");
}

static void
answer_offset(char **fields, char to[ANSWER])
{
	snprintf(to, ANSWER, "%d", (int)zone_offset(whole(fields[0])));
}

static void
answer_local(char **fields, char to[ANSWER])
{
	int64_t instant = 0;
	bool found = instant_read(slice_of(fields[0]), &instant);

	say(to, found, instant);
}

static void
answer_add(char **fields, char to[ANSWER])
{
	int64_t sum = 0;
	bool found = calendar_add(whole(fields[0]), whole(fields[1]), unit_of(fields[2]), &sum);

	say(to, found, sum);
}

/* Both limits of the unit, and that every instant in between has the same ones. */
static void
answer_span(char **fields, char to[ANSWER])
{
	enum calendar_unit unit = unit_of(fields[1]);
	int64_t instant = whole(fields[0]);
	int64_t start = calendar_floor(instant, unit), end = calendar_next(instant, unit);

	for (int i = 0; i <= 40; i++) {
		int64_t other = i == 40 ? end - 1 : start + (end - start) / 40 * i;
		assert_true(calendar_floor(other, unit) == start);
		assert_true(calendar_next(other, unit) == end);
	}
	snprintf(to, ANSWER, "%" PRId64 "\t%" PRId64, start, end);
}

static void
answer_between(char **fields, char to[ANSWER])
{
	int64_t from = whole(fields[0]), until = whole(fields[1]);
	enum calendar_unit unit = unit_of(fields[2]);

	say(to, true, calendar_between(from, until, unit));
	assert_true(calendar_between(until, from, unit) == -whole(to));
}

static void
answer_write(char **fields, char to[ANSWER])
{
	struct buffer text = { 0 };
	struct error error = { 0 };

	assert_int_equal(time_format_check_writing(slice_of(fields[1]), &error), 0);
	time_format_write(&text, slice_of(fields[1]), whole(fields[0]));
	snprintf(to, ANSWER, "%.*s", SLICE_PRINT(buffer_view(&text)));
	buffer_free(&text);
}

static void
answer_read(char **fields, char to[ANSWER])
{
	int64_t instant = 0;
	struct error error = { 0 };

	assert_int_equal(time_format_check_reading(slice_of(fields[0]), &error), 0);
	bool found = time_format_read(slice_of(fields[0]), slice_of(fields[1]), &instant);
	say(to, found, instant);
}

static const struct {
	const char *name;
	int arguments;
	void (*answer)(char **fields, char to[ANSWER]);
} operations[] = {
	{ "offset", 1, answer_offset },
	{ "local", 1, answer_local },
	{ "add", 3, answer_add },
	{ "span", 2, answer_span },
	{ "between", 3, answer_between },
	{ "write", 2, answer_write },
	{ "read", 2, answer_read },
};

enum { OPERATIONS = sizeof operations / sizeof *operations };

/* Takes the text up to the next tab off the line. */
static char *
take(char **line)
{
	char *field = *line, *tab = field ? strchr(field, '\t') : NULL;

	assert_non_null(tab);
	*tab = '\0';
	*line = tab + 1;
	return field;
}

/* Splits the line at its tabs, up to the last argument: the rest is the answer. */
static size_t
cut(char *line, char *fields[COLUMNS])
{
	size_t i = 0;

	line[strcspn(line, "\n")] = '\0';
	fields[0] = take(&line);
	while (i < OPERATIONS && strcmp(operations[i].name, fields[0]) != 0)
		i++;
	assert_true(i < OPERATIONS);
	for (int column = 1; column < operations[i].arguments + 2; column++)
		fields[column] = take(&line);
	fields[operations[i].arguments + 2] = line;
	return i;
}

static bool
agrees(size_t operation, char *fields[COLUMNS])
{
	char seen[ANSWER];
	const char *wanted = fields[operations[operation].arguments + 2];
	struct error error = { 0 };

	assert_int_equal(zone_open(fields[1], &error), 0);
	operations[operation].answer(fields + 2, seen);
	if (strcmp(seen, wanted) == 0)
		return true;
	print_error(
		"%s %s %s %s: %s, Python has %s\n", fields[0], fields[1], fields[2], fields[3], seen, wanted);
	return false;
}

static void
python_agrees(void **state)
{
	const char *top = getenv("TOP"), *other = getenv("TIMES");
	char path[1024], *line = NULL, *fields[COLUMNS];
	size_t size = 0, counts[OPERATIONS] = { 0 }, differ = 0;

	(void)state;
	snprintf(path, sizeof path, "%s/tests/answers/times.tsv", top ? top : ".");
	FILE *file = fopen(other ? other : path, "r");
	assert_non_null(file);
	while (getline(&line, &size, file) > 0) {
		size_t operation = cut(line, fields);
		counts[operation]++;
		differ += !agrees(operation, fields);
	}
	free(line);
	fclose(file);
	for (size_t i = 0; i < OPERATIONS; i++)
		assert_true(counts[i] > 20);
	assert_int_equal(differ, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(python_agrees) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
