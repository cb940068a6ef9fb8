/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

#include "expr/regex.h"

enum { GROUPS = 4, CAPTURES = 2 * GROUPS, GOT_SIZE = 128 };

/* "0-3 1-2" are the ends of the match and of its group, "-" is a group that took no part; "none" is no
 * match; else the fault. */
static void
say(const char *text, const char *subject, char got[GOT_SIZE])
{
	struct arena arena = { 0 };
	struct regex_fault fault;
	size_t captures[CAPTURES];
	const struct regex *regex = regex_compile(&arena, slice_of(text), &fault);

	if (!regex) {
		snprintf(got, GOT_SIZE, "%zu: %s", fault.at, fault.why);
	} else {
		size_t *memory = calloc(regex_memory(regex, CAPTURES), sizeof *memory);
		assert_non_null(memory);
		bool found = regex_search(regex, slice_of(subject), 0, captures, CAPTURES, memory);
		assert_int_equal(regex_search(regex, slice_of(subject), 0, NULL, 0, memory), found);
		size_t length = (size_t)snprintf(got, GOT_SIZE, found ? "" : "none");
		for (size_t i = 0; found && i < GROUPS && i <= regex_groups(regex); i++)
			length += captures[2 * i + 1] == REGEX_NOWHERE
					  ? (size_t)snprintf(got + length, GOT_SIZE - length, " -")
					  : (size_t)snprintf(got + length, GOT_SIZE - length, "%s%zu-%zu",
						    i ? " " : "", captures[2 * i], captures[2 * i + 1]);
		free(memory);
	}
	arena_free(&arena);
}

static void
test_by_hand(void **state)
{
	static const struct {
		const char *text, *subject, *wanted;
	} cases[] = {
		{ "b", "abc", "1-2" },
		{ "x", "abc", "none" },
		{ "^b", "abc", "none" },
		{ "^abc$", "abc", "0-3" },
		{ "a|ab", "abc", "0-2" },
		{ "ORD-([0-9]+)", "see ORD-00123 today", "4-13 8-13" },
		{ "(a+)(b*)", "xaab", "1-4 1-3 3-4" },
		{ "(a)|(b)", "b", "0-1 - 0-1" },
		{ "a{2}", "aaaa", "0-2" },
		{ "a{2,}", "aaaa", "0-4" },
		{ "a{1,3}", "aaaa", "0-3" },
		{ "a{0,1}b{0}c", "ac", "0-2" },
		{ "(ab){2}", "ababab", "0-4 2-4" },
		{ "(a*)*", "b", "0-0 0-0" },
		{ "(a*)+b", "aab", "0-3 0-2" },
		{ "[^,]+", ",ab,", "1-3" },
		{ "[]x]+", "a]x]", "1-4" },
		{ "[^]x]", "]xa", "2-3" },
		{ "[a-]+", "b-a-", "1-4" },
		{ "[\\\\]", "a\\", "1-2" },
		{ "[[:digit:][:space:]]+", "a1 2b", "1-4" },
		{ "[.]", "a.b", "1-2" },
		{ "\\.\\(", "a.(", "1-3" },
		{ ".", "\303\244", "0-2" },
		{ "^.{2}$", "\303\244\342\202\254", "0-5" },
		{ "[\303\240-\303\277]", "x\303\244", "1-3" },
		{ "[^\303\244]", "\303\244\303\266", "2-4" },
		{ "\303\244+", "x\303\244\303\244y", "1-5" },
		{ "$", "\303\244", "2-2" },
		{ "a.c", "a\nc", "0-3" },
		{ "}", "a}", "1-2" },
		{ "", "", "0: there is nothing to match here; what may be absent is written (...)?" },
	};
	char got[GOT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		say(cases[i].text, cases[i].subject, got);
		if (strcmp(got, cases[i].wanted) != 0)
			fail_msg("%s over %s: %s, wanted %s", cases[i].text, cases[i].subject, got,
				cases[i].wanted);
	}
}

static uint32_t seed = 20240728;

static unsigned
roll(unsigned sides)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 16) % sides;
}

/* Appends a pattern of at most this depth to the text. */
static void
generate(char *text, int depth)
{
	static const char *const atoms[] = { "a", "b", "c", ".", "[ab]", "[^a]", "[^bc]" };
	static const char *const signs[] = { "*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}" };

	for (unsigned pieces = 1 + roll(3); pieces > 0; pieces--) {
		const char *atom = atoms[roll(sizeof atoms / sizeof *atoms)];
		bool group = depth > 0 && roll(3) == 0;
		if (group) {
			strcat(text, "(");
			generate(text + strlen(text), depth - 1);
			strcat(text, ")");
		} else {
			strcat(text, atom);
		}
		if (roll(3) == 0)
			strcat(text, signs[roll(sizeof signs / sizeof *signs)]);
	}
	if (depth > 0 && roll(4) == 0) {
		strcat(text, "|");
		generate(text + strlen(text), depth - 1);
	}
}

/* The whole match is that of libc's regexec. */
static void
test_as_libc(void **state)
{
	char text[1024], subject[12], got[GOT_SIZE], wanted[GOT_SIZE];
	size_t matches = 0;

	(void)state;
	for (int n = 0; n < 20000; n++) {
		regex_t regex;
		regmatch_t ends;
		size_t length = roll(9);
		strcpy(text, roll(4) ? "" : "^");
		generate(text + strlen(text), 2);
		strcat(text, roll(4) ? "" : "$");
		for (size_t i = 0; i < length; i++)
			subject[i] = "abc"[roll(3)];
		subject[length] = '\0';
		assert_int_equal(regcomp(&regex, text, REG_EXTENDED), 0);
		int found = regexec(&regex, subject, 1, &ends, 0) == 0;
		snprintf(wanted, GOT_SIZE, found ? "%d-%d" : "none", (int)ends.rm_so, (int)ends.rm_eo);
		say(text, subject, got);
		got[strcspn(got, " ")] = '\0';
		if (strcmp(got, wanted) != 0)
			fail_msg("%s over %s: %s, libc %s", text, subject, got, wanted);
		regfree(&regex);
		matches += (size_t)found;
	}
	assert_true(matches > 5000);
}

/* Patterns that take libc's regexec half a minute or more take a step per character and instruction here. */
static void
test_hostile(void **state)
{
	enum { LENGTH = 100000 };
	char *subject = malloc(LENGTH + 1), got[GOT_SIZE];

	(void)state;
	assert_non_null(subject);
	memset(subject, 'a', LENGTH);
	subject[LENGTH] = '\0';
	say("(a|aa)+b", subject, got);
	assert_string_equal(got, "none");
	say("(a*)*(a*)*b", subject, got);
	assert_string_equal(got, "none");
	say("(a|b)*a(a|b){20}c", subject, got);
	assert_string_equal(got, "none");
	free(subject);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_as_libc),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
