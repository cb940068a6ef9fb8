/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mistaken expressions and their messages: tests/answers/mistakes.txt. A case begins with a line
 * `$ OPTION TEXT`, compiled as that option takes it; the message follows up to the next case or empty line.
 */
#include "expr.h"

enum { LINE = 1024 };

static void
compile_case(const char *option, const char *text, char got[GOT_SIZE])
{
	struct bench bench;
	struct slice expression = slice_of(text), name;
	const struct program *program;

	bench_open(&bench);
	assert_int_equal(scope_add_argument(&bench.scope, slice_of("city=Cork"), &bench.error), 0);
	bench.scope.aggregates = strcmp(option, "-a") == 0;
	if (strcmp(option, "-w") == 0)
		program = program_compile_condition(&bench.scope, option, expression, &bench.error);
	else
		program = program_compile_setting(&bench.scope, option, expression, &name, &bench.error);
	snprintf(got, GOT_SIZE, "%s", program ? "this compiles" : bench.error.text);
	bench_close(&bench);
}

/* The message of the case whose first line was read; *line becomes the line after it, or empty.
 */
static void
read_message(FILE *file, char line[LINE], char wanted[GOT_SIZE])
{
	*wanted = '\0';
	while (fgets(line, LINE, file) && *line != '$' && *line != '\n' &&
		strlen(wanted) + strlen(line) < GOT_SIZE)
		strcat(wanted, line);
	if (feof(file))
		*line = '\0';
}

static size_t
differences(FILE *file, char line[LINE])
{
	char text[LINE], got[GOT_SIZE], wanted[GOT_SIZE];

	line[strcspn(line, "\n")] = '\0';
	strcpy(text, line);
	char *option = text + strlen("$ "), *end = strchr(option, ' ');
	assert_non_null(end);
	*end = '\0';
	read_message(file, line, wanted);
	compile_case(option, end + 1, got);
	if (strncmp(got, wanted, strlen(got)) == 0 && strcmp(wanted + strlen(got), "\n") == 0)
		return 0;
	print_error("$ %s %s\n%s\n", option, end + 1, got);
	return 1;
}

static void
test_mistakes(void **state)
{
	FILE *file = bench_file("tests/answers/mistakes.txt");
	char line[LINE] = "";
	size_t wrong = 0, cases = 0;

	(void)state;
	while (*line == '$' || fgets(line, LINE, file)) {
		if (*line != '$')
			continue;
		wrong += differences(file, line);
		cases++;
	}
	fclose(file);
	assert_true(cases >= 50);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mistakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
