/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions, decimals and nulls as DuckDB, Python's re and xxhash have them: tests/answers/functions.tsv,
 * made by functions.py beside it. */
#include <stdio.h>

#include "expr.h"

enum { RECORDS = 6, LINE = 1024 };

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

/* How many of the answers on the line differ from ours. */
static size_t
differences(char *line, char records[RECORDS][LINE])
{
	struct bench bench;
	char said[SAID], *rest = line, *text = take(&rest), *answer;
	size_t wrong = 0;

	bench_open(&bench);
	for (int i = 0; (answer = take(&rest)) != NULL; i++) {
		assert_true(i < RECORDS);
		bench_say(&bench, text, records[i], said);
		if (strcmp(said, answer) == 0)
			continue;
		print_error("%s over %s\n  gives  %s\n  wanted %s\n", text, records[i], said, answer);
		wrong++;
	}
	bench_close(&bench);
	return wrong;
}

static void
test_as_others(void **state)
{
	const char *top = getenv("TOP");
	char path[1024], line[LINE], records[RECORDS][LINE];
	size_t wrong = 0, expressions = 0;
	int record = 0;

	(void)state;
	snprintf(path, sizeof path, "%s/tests/answers/functions.tsv", top ? top : ".");
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "= ", 2) == 0) {
			assert_true(record < RECORDS);
			strcpy(records[record++], line + 2);
		} else if (line[0] != '#') {
			wrong += differences(line, records);
			expressions++;
		}
	}
	fclose(file);
	assert_int_equal(record, RECORDS);
	assert_true(expressions >= 1500);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
