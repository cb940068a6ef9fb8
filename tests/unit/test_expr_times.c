/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times in arithmetic and comparison. */
#include "expr.h"

#define AT(text) "time('" text "')"

static void
test_arithmetic(void **state)
{
	static const struct eval_case cases[] = {
		{ AT("2024-01-02T00:00:00Z") " - " AT("2024-01-01T00:00:00.5Z"), "{}", "86399.5" },
		{ AT("2024-01-01T00:00:00.000001Z") " - " AT("2024-01-01T00:00:00Z"), "{}", "0.000001" },
		{ AT("9999-12-31T23:59:59Z") " - " AT("0001-01-01T00:00:00Z"), "{}", "315537897599" },
		{ AT("2024-02-28T23:59:59Z") " + 86401", "{}", "\"2024-03-01T00:00:00.000Z\"" },
		{ "0.25 + " AT("2024-01-01T00:00:00Z"), "{}", "\"2024-01-01T00:00:00.250Z\"" },
		{ AT("2024-01-01T00:00:00Z") " - 1 / 3", "{}", "\"2023-12-31T23:59:59.666667Z\"" },
		{ AT("2024-01-01T00:00:00Z") " + 0.0000005", "{}", "\"2024-01-01T00:00:00.000001Z\"" },
		{ "time(a) - time(b) > 3600 * 24",
			"{\"a\":\"2024-01-03T00:00:00Z\",\"b\":\"2024-01-01 00:00:00\"}", "true" },
		{ "time(a) - time(b)", "{\"a\":\"2024-01-03T00:00:00Z\"}", "null" },
		{ "time(a) + b", "{\"a\":\"2024-01-03T00:00:00Z\"}", "null" },
		{ "time(a) + b", "{\"a\":\"2024-01-03T00:00:00Z\",\"b\":\"x\"}",
			"refused: b: this is the text \"x\", a number is needed" },
		{ "time(a) - time(['2024-01-03T00:00:00Z', null])", "{\"a\":\"2024-01-03T00:00:10Z\"}",
			"[10,null]" },
		{ AT("9999-12-31T23:59:59Z") " + 1", "{}",
			"refused: time('9999-12-31T23:59:59Z') + 1 is outside the years 1 to 9999" },
		{ AT("2024-01-01T00:00:00Z") " + 1e300", "{}",
			"refused: time('2024-01-01T00:00:00Z') + 1e300 is outside the years 1 to 9999" },
		{ AT("2024-01-01T00:00:00Z") " - 9223372036854775807", "{}",
			"refused: time('2024-01-01T00:00:00Z') - 922337203 is outside the years 1 to 9999" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_comparison(void **state)
{
	static const struct eval_case cases[] = {
		{ AT("2024-01-02T00:00:00+02:00") " < " AT("2024-01-01T22:00:01Z"), "{}", "true" },
		{ AT("2024-01-02T00:00:00+02:00") " == " AT("2024-01-01T22:00:00Z"), "{}", "true" },
		{ AT("2024-01-01T00:00:00Z") " in (time(a), time(b))", "{\"b\":\"2024-01-01 00:00:00Z\"}",
			"true" },
		{ "max([" AT("2024-01-01T00:00:00Z") ", " AT("2024-01-02T00:00:00Z") "])", "{}",
			"\"2024-01-02T00:00:00.000Z\"" },
		{ "if(true, time(a), 1) > 2", "{\"a\":\"2024-01-01 00:00:00Z\"}",
			"refused: if(true, time(a), 1) is a time, a number is needed" },
		{ "sort([time(a), 5])", "{\"a\":\"2024-01-01 00:00:00Z\"}",
			"refused: [time(a), 5] is the number 5, a time is needed" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_mistakes(void **state)
{
	static const struct eval_case cases[] = {
		{ "x > " AT("2024-01-01"), NULL,
			"this is compared with a time; make it a time with time(x)\n  x > " },
		{ "time(x) == '2024-01-01'", NULL,
			"make it a time with time(x)\n  time(x) == '2024-01-01'\n            " },
		{ "time(x) in (y)", NULL, "make it a time with time(x)" },
		{ "x - time(y)", NULL,
			"a time is subtracted from this; make it a time with time(x)\n  x - time(y)\n  ^" },
		{ "5 - time(y)", NULL, "a time is subtracted from this" },
		{ "time(x) + time(y)", NULL,
			"this is a time, a number is needed\n  time(x) + time(y)\n            ^" },
		{ "time(x) * 2", NULL, "this is a time, a number is needed\n  time(x) * 2\n  ^" },
		{ "2 / time(x)", NULL, "this is a time, a number is needed\n  2 / time(x)\n      ^" },
		{ "-time(x)", NULL, "this is a time, a number is needed\n  -time(x)\n   ^" },
		{ "time(x) + 'a'", NULL, "+ adds numbers and this is a text" },
		{ "time(x) - 'a'", NULL, "this is a text, a number or a time is needed" },
		{ "(time(x) - 5) * 2", NULL, "this is a time, a number is needed" },
		{ "lower(time(x) - time(y))", NULL, "this is a number, a text is needed" },
		{ "[time(x)] == ['a']", NULL, "make it a time with time(x)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct bench bench;
		char got[GOT_SIZE];
		bench_open(&bench);
		bench_eval(&bench, cases[i].text, "{}", got);
		bench_close(&bench);
		if (!strstr(got, cases[i].wanted))
			fail_msg("%s gives %s", cases[i].text, got);
	}
}

/* A setting computed as a time is a time; a field never is. */
static void
test_settings(void **state)
{
	struct bench bench;
	char got[GOT_SIZE];
	size_t index;

	(void)state;
	bench_open(&bench);
	const struct program *p = program_compile(&bench.scope, "-s", slice_of("time(x)"), &bench.error);
	assert_int_equal(
		scope_add_setting(&bench.scope, slice_of("t"), program_types(p), &index, &bench.error), 0);
	assert_non_null(program_compile(&bench.scope, "-s", slice_of("t - 5 > time(y)"), &bench.error));
	bench_eval(&bench, "t * 5", "{}", got);
	assert_non_null(strstr(got, "this is a time, a number is needed"));
	bench_eval(&bench, "t > y", "{}", got);
	assert_non_null(strstr(got, "make it a time with time(x)\n  t > y\n      ^"));
	bench_close(&bench);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arithmetic),
		cmocka_unit_test(test_comparison),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_settings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
