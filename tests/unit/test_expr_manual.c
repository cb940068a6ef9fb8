/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tillpipe-expressions(7) and the table of builtins say the same: names, arguments, the line of help, in the
 * same order; and each example of a function gives what the page says. tillpipe-cookbook(7) uses each
 * function. */
#include <ctype.h>

#include "expr.h"

#include "expr/builtins.h"

enum { LINE = 512 };

/* The next line that begins with `head`, without it and its newline, or false. */
static bool
find_line(FILE *page, const char *head, char line[LINE])
{
	size_t length = strlen(head);

	while (fgets(line, LINE, page)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, head, length) == 0) {
			memmove(line, line + length, strlen(line + length) + 1);
			return true;
		}
	}
	return false;
}

/* mdoc writes a backslash as \e. */
static void
unescape(char *line)
{
	char *to = line;

	for (char *at = line; *at; at++)
		if (at[0] == '\\' && at[1] == 'e')
			*to++ = *at++;
		else
			*to++ = *at;
	*to = '\0';
}

static void
test_table(void **state)
{
	FILE *page = bench_file("man/tillpipe-expressions.7");
	char line[LINE], wanted[LINE];

	(void)state;
	assert_true(find_line(page, ".Sh FUNCTIONS", line));
	for (const struct builtin *b = builtins; b->name; b++) {
		assert_true(find_line(page, ".It Ic \"", line));
		snprintf(wanted, sizeof wanted, "%s%s\"", b->name, b->usage);
		assert_string_equal(line, wanted);
		assert_true(find_line(page, "", line));
		assert_string_equal(line, b->help);
	}
	assert_false(find_line(page, ".It Ic \"", line));
	fclose(page);
}

static void
test_examples(void **state)
{
	FILE *page = bench_file("man/tillpipe-expressions.7");
	char line[LINE], seen[GOT_SIZE], wanted[GOT_SIZE];
	size_t examples = 0;

	(void)state;
	for (; find_line(page, ".Dl ", line); examples++) {
		struct bench bench;
		char *arrow = strstr(line, " \\(-> ");
		assert_non_null(arrow);
		*arrow = '\0';
		arrow += strlen(" \\(-> ");
		unescape(line);
		unescape(arrow);
		bench_open(&bench);
		bench_eval(&bench, line, "{}", seen);
		bench_eval(&bench, arrow, "{}", wanted);
		bench_close(&bench);
		assert_string_equal(seen, wanted);
		assert_null(strstr(seen, "\n")); /* no error in either */
	}
	assert_true(examples > 30);
	fclose(page);
}

/* Whether the text has `name(` in it, not as the end of another name. */
static bool
is_called(const char *text, const char *name)
{
	char call[64];

	snprintf(call, sizeof call, "%s(", name);
	for (const char *at = text; (at = strstr(at, call)) != NULL; at++)
		if (at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_'))
			return true;
	return false;
}

/* Every function is needed by an everyday job. */
static void
test_cookbook(void **state)
{
	FILE *page = bench_file("man/tillpipe-cookbook.7");
	static char text[64 * 1024];

	(void)state;
	text[fread(text, 1, sizeof text - 1, page)] = '\0';
	assert_true(feof(page));
	fclose(page);
	for (const struct builtin *b = builtins; b->name; b++)
		if (!is_called(text, b->name))
			fail_msg("%s is in no job of tillpipe-cookbook(7)", b->name);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_cookbook),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
