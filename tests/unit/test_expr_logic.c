/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three-valued logic as SQLite has it: tests/answers/logic.tsv, made by logic.py beside it. */
#include <stdio.h>

#include "expr.h"

enum { RECORDS = 8, LINE = 512 };

static const char *
letter(const char *said)
{
	return strcmp(said, "true") == 0    ? "T"
	       : strcmp(said, "false") == 0 ? "F"
	       : strcmp(said, "null") == 0  ? "N"
					    : said;
}

/* The number of records where the expression gives something else than the answer's letter. */
static size_t
differences(const char *text, const char *answers, char records[RECORDS][LINE])
{
	struct bench bench;
	char said[SAID];
	size_t wrong = 0;

	bench_open(&bench);
	for (int i = 0; i < RECORDS; i++) {
		bench_say(&bench, text, records[i], said);
		if (strncmp(letter(said), &answers[i], 1) == 0 && letter(said)[1] == '\0')
			continue;
		print_error("%s over %s\n  gives %s, SQLite %c\n", text, records[i], said, answers[i]);
		wrong++;
	}
	bench_close(&bench);
	return wrong;
}

static void
test_as_sqlite(void **state)
{
	const char *top = getenv("TOP");
	char path[1024], line[LINE], records[RECORDS][LINE];
	size_t wrong = 0, expressions = 0;
	int record = 0;

	(void)state;
	snprintf(path, sizeof path, "%s/tests/answers/logic.tsv", top ? top : ".");
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof line, file)) {
		char *tab = strchr(line, '\t');
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "= ", 2) == 0) {
			assert_true(record < RECORDS);
			strcpy(records[record++], line + 2);
		} else if (tab) {
			*tab = '\0';
			assert_int_equal(strlen(tab + 1), RECORDS);
			wrong += differences(line, tab + 1, records);
			expressions++;
		}
	}
	fclose(file);
	assert_int_equal(record, RECORDS);
	assert_true(expressions >= 1000);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_sqlite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
