/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions, decimals and nulls as DuckDB, Python's re and xxhash have them, and three-valued logic as SQLite
 * has it: tests/answers/functions.tsv and logic.tsv, made by functions.py and logic.py beside them. */
#include "expr.h"

enum { RECORDS = 8, LINE = 1024 };

/* Takes the text up to the next tab, or NULL. */
static char *
take(char **rest)
{
	char *field = *rest, *tab = field ? strchr(field, '\t') : NULL;

	if (tab)
		*tab++ = '\0';
	*rest = tab;
	return field;
}

/* The number of answers on the line that differ from ours. */
static size_t
differences(char *line, char records[RECORDS][LINE], int count)
{
	struct bench bench;
	char got[GOT_SIZE], *rest = line, *text = take(&rest), *wanted;
	size_t wrong = 0;
	int answers = 0;

	bench_open(&bench);
	for (; (wanted = take(&rest)) != NULL; answers++) {
		const char *record = records[answers];
		assert_true(answers < count);
		bench_eval(&bench, text, record, got);
		if (strcmp(got, wanted) == 0)
			continue;
		print_error("%s over %s\n  gives  %s\n  wanted %s\n", text, record, got, wanted);
		wrong++;
	}
	assert_true(answers > 0);
	bench_close(&bench);
	return wrong;
}

/* A line `= RECORD` is a record; the others are an expression and its value for each record, with tabs
 * between; one without fields may have that of the first alone. */
static void
answer(const char *name, size_t least)
{
	FILE *file = bench_file(name);
	char line[LINE], records[RECORDS][LINE];
	size_t wrong = 0, expressions = 0;
	int record = 0;

	while (fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "= ", 2) == 0) {
			assert_true(record < RECORDS);
			strcpy(records[record++], line + 2);
		} else if (line[0] != '#') {
			wrong += differences(line, records, record);
			expressions++;
		}
	}
	fclose(file);
	assert_true(expressions >= least);
	assert_int_equal(wrong, 0);
}

static void
test_functions(void **state)
{
	(void)state;
	answer("tests/answers/functions.tsv", 1500);
}

static void
test_logic(void **state)
{
	(void)state;
	answer("tests/answers/logic.tsv", 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_functions),
		cmocka_unit_test(test_logic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
