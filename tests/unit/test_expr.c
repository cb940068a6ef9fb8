/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of expressions: numbers, logic, fields, laziness, refusals. */
#include "expr.h"

static void
test_numbers(void **state)
{
	static const struct eval_case cases[] = {
		{ "0.1 + 0.2", "{}", "0.3" },
		{ "0.1 + 0.2 == 0.3", "{}", "true" },
		{ "0.29 * 3", "{}", "0.87" },
		{ "2 + 3 * 4 - 1", "{}", "13" },
		{ "(2 + 3) * 4", "{}", "20" },
		{ "2 - 3 - 4", "{}", "-5" },
		{ "12 / 3 / 2", "{}", "2" },
		{ "7 / 2", "{}", "3.5" },
		{ "-7 % 3", "{}", "-1" },
		{ "7.5 % 2", "{}", "1.5" },
		{ "2 * -3", "{}", "-6" },
		{ "--3", "{}", "3" },
		{ "- -x", "{\"x\":2}", "2" },
		{ "1e3 + 1E-3", "{}", "1000.001" },
		{ "1 / 0", "{}", "null" },
		{ "1 % 0", "{}", "null" },
		{ "0 / 0 is null", "{}", "true" },
		{ "a", "{\"a\":9007199254740993}", "9007199254740993" },
		{ "a + 1", "{\"a\":9007199254740993}", "9007199254740994" },
		{ "a", "{\"a\":33.20}", "33.2" },
		{ "a * 1e300", "{\"a\":1e300}", "refused: a * 1e300 is too large for a double" },
		{ "a", "{\"a\":1e999}", "refused: a: this number is too large for a double" },
		{ "a is null", "{\"a\":1e999}", "false" },
		{ "a", "{\"a\":0e999999999999999999999}", "0" },
		{ "a", "{\"a\":1e-999}", "0" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_logic(void **state)
{
	static const struct eval_case cases[] = {
		{ "true and x", "{}", "null" },
		{ "false and x", "{}", "false" },
		{ "x and false", "{}", "false" },
		{ "x and x", "{}", "null" },
		{ "true || x", "{}", "true" },
		{ "x or true", "{}", "true" },
		{ "false or x", "{}", "null" },
		{ "!x", "{}", "null" },
		{ "not true", "{}", "false" },
		{ "not 1 == 2", "{}", "true" },
		{ "!true || true", "{}", "true" },
		{ "false and false or true", "{}", "true" },
		{ "true or false and false", "{}", "true" },
		{ "x == x", "{}", "null" },
		{ "null is null", "{}", "true" },
		{ "x is not null", "{\"x\":0}", "true" },
		{ "x is null", "{\"x\":null}", "true" },
		{ "x + 1 is null", "{}", "true" },
		{ "x is null", "{\"x\":{\"a\":1}}", "false" },
		{ "x is not null", "{\"x\":[]}", "true" },
		{ "2 in (1, 2)", "{}", "true" },
		{ "3 in (1, 2)", "{}", "false" },
		{ "3 in (1, x)", "{}", "null" },
		{ "1 in (1, x)", "{}", "true" },
		{ "x in (1, 2)", "{}", "null" },
		{ "3 not in (1, 2)", "{}", "true" },
		{ "'b' in ('a', 'b')", "{}", "true" },
		{ "x not in (1, null)", "{\"x\":2}", "null" },
		{ "\"a\" < \"b\" && 10 > 9", "{}", "true" },
		{ "true != false", "{}", "true" },
		{ "a == b", "{\"a\":1.0,\"b\":1}", "true" },
		{ "a == b", "{\"a\":1e400,\"b\":1}", "refused: a: this number is too large for a double" },
		{ "'Z' < 'a'", "{}", "true" },
		{ "a and b and c and d", "{\"a\":true,\"b\":true,\"c\":false}", "false" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_fields(void **state)
{
	static const struct eval_case cases[] = {
		{ "a.b.c", "{\"a\":{\"b\":{\"c\":5}}}", "5" },
		{ "a.b", "{\"a\":5}", "null" },
		{ "{a.b}", "{\"a.b\":1,\"a\":{\"b\":2}}", "1" },
		{ "{Days for shipping (real)} + 1", "{\"Days for shipping (real)\":3}", "4" },
		{ "{\xC3\xBC}", "{\"\\u00fc\":1}", "1" },
		{ "a.null", "{\"a\":{\"null\":7}}", "7" },
		{ "a", "{\"a\":1,\"a\":2}", "2" },
		{ "t", "{\"t\":\"a\\u00e9\\n\"}", "\"a\xC3\xA9\\n\"" },
		{ "t", "{\"t\":\"\\ud83d\\ude00\"}", "\"\xF0\x9F\x98\x80\"" },
		{ "t", "{\"t\":\"\\ud83d\"}", "refused: t: this text has half a surrogate pair in it" },
		{ "t is null", "{\"t\":\"\\ud83d\"}", "false" },
		{ "a", "{\"a\":[1]}", "[1]" },
		{ "a.b", "{\"a\":{\"b\":{}}}", "{}" },
		{ "'it\\'s \"so\"'", "{}", "\"it's \\\"so\\\"\"" },
		{ "\"tab\\t\\u0041\"", "{}", "\"tab\\tA\"" },
		{ "1 # one\n + 2", "{}", "3" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_lazy(void **state)
{
	static const struct eval_case cases[] = {
		{ "if(true, 1, x + 1)", "{\"x\":\"n/a\"}", "1" },
		{ "if(false, x + 1, 2)", "{\"x\":\"n/a\"}", "2" },
		{ "if(y, 1, 2)", "{}", "2" },
		{ "if(y, 1, if(true, 3, 4))", "{}", "3" },
		{ "if(x > 1, 'high', 0)", "{\"x\":1}", "0" },
		{ "1 + if(true, 2, 3) * 2", "{}", "5" },
		{ "coalesce(x, y, 3)", "{\"y\":2}", "2" },
		{ "coalesce(x, y, 3)", "{}", "3" },
		{ "coalesce(x, y + 1)", "{\"x\":1,\"y\":\"n/a\"}", "1" },
		{ "coalesce(x)", "{}", "null" },
		{ "coalesce(null, null, 1) + coalesce(2, 3)", "{}", "3" },
		{ "true or x > 1", "{\"x\":\"n/a\"}", "true" },
		{ "false and x > 1", "{\"x\":\"n/a\"}", "false" },
		{ "true and x > 1", "{\"x\":\"n/a\"}",
			"refused: x: this is the text \"n/a\", a number is needed" },
		{ "false and x and true", "{\"x\":1}", "false" },
		{ "if(x, 1, 2)", "{\"x\":1}", "refused: x: this is the number 1, true or false is needed" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_wrong_types(void **state)
{
	static const struct eval_case cases[] = {
		{ "Sales + 1", "{\"Sales\":\"n/a\"}",
			"refused: Sales: this is the text \"n/a\", a number is needed" },
		{ "1 - Sales", "{\"Sales\":true}", "refused: Sales: this is true, a number is needed" },
		{ "-{a b}", "{\"a b\":\"\"}", "refused: a b: this is the text \"\", a number is needed" },
		{ "a == 1", "{\"a\":\"1\"}", "refused: a: this is the text \"1\", a number is needed" },
		{ "'x' != a", "{\"a\":1}", "refused: a: this is the number 1, a text is needed" },
		{ "a < b", "{\"a\":1,\"b\":\"2\"}",
			"refused: a: this is the number 1, it cannot be compared with b, which is the text "
			"\"2\"" },
		{ "a < b", "{\"a\":1,\"b\":false}",
			"refused: b: this is false, a number, a text or a time is needed" },
		{ "a in (1, b)", "{\"a\":\"1\",\"b\":1}",
			"refused: a: this is the text \"1\", a number is needed" },
		{ "not a", "{\"a\":0}", "refused: a: this is the number 0, true or false is needed" },
		{ "a or true", "{\"a\":0}", "refused: a: this is the number 0, true or false is needed" },
		{ "false or a", "{\"a\":\"x\"}",
			"refused: a: this is the text \"x\", true or false is needed" },
		{ "lower(a)", "{\"a\":5}", "refused: a: this is the number 5, a text is needed" },
		{ "substr(a, b, c)", "{\"a\":\"x\",\"b\":\"1\",\"c\":2}",
			"refused: b: this is the text \"1\", a number is needed" },
		{ "if(a > 1, a, b) * 2", "{\"a\":1,\"b\":\"much\"}",
			"refused: if(a > 1, a, b) is the text \"much\", a number is needed" },
		{ "a + 1", "{\"a\":\"0123456789012345678901234567890\"}",
			"refused: a: this is the text \"012345678901234567890123...\", a number is needed" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_long_chains(void **state)
{
	struct buffer text = { 0 };
	char got[GOT_SIZE];
	struct bench bench;

	(void)state;
	bench_open(&bench);
	buffer_text(&text, "0");
	for (int i = 0; i < 20000; i++)
		buffer_text(&text, " + 1");
	buffer_byte(&text, '\0');
	bench_eval(&bench, text.at, "{}", got);
	assert_string_equal(got, "20000");
	buffer_free(&text);
	bench_close(&bench);
}

static void
test_counts_undefined(void **state)
{
	struct bench bench;
	char got[GOT_SIZE];

	(void)state;
	bench_open(&bench);
	bench_eval(&bench, "coalesce(1 / x, sqrt(-1), ln(0), number('n/a'), 5)", "{\"x\":0}", got);
	assert_string_equal(got, "5");
	assert_int_equal(bench.undefined, 4);
	bench_eval(&bench, "null / 0 is null and length(y) is null", "{}", got);
	assert_string_equal(got, "true");
	assert_int_equal(bench.undefined, 0);
	bench_close(&bench);
}

static void
test_condition(void **state)
{
	struct scratch scratch = { 0 };
	struct refusal refusal = { 0 };
	struct bench bench;
	bool holds;

	(void)state;
	bench_open(&bench);
	assert_null(program_compile_condition(&bench.scope, "-w", slice_of("1 + 2"), &bench.error));
	assert_string_equal(bench.error.text, "-w: this is a number, true or false is needed\n  1 + 2\n  ^");
	bench.error = (struct error){ 0 };
	const char *texts[] = { "true", "false", "null", "if(true, 1, true)" };
	for (int i = 0; i < 4; i++) {
		const struct program *p =
			program_compile_condition(&bench.scope, "-w", slice_of(texts[i]), &bench.error);
		assert_non_null(p);
		assert_int_equal(program_holds(p, &scratch, &holds, &refusal), i < 3 ? 0 : -1);
		assert_int_equal(holds, i == 0);
	}
	assert_string_equal(refusal.reason, "if(true, 1, true) is the number 1, true or false is needed");
	scratch_free(&scratch);
	bench_close(&bench);
}

static void
test_compare(void **state)
{
	const struct value order[] = {
		{ .kind = VALUE_NULL },
		{ .kind = VALUE_BOOL, .truth = false },
		{ .kind = VALUE_BOOL, .truth = true },
		{ .kind = VALUE_NUMBER, .number = number_of_int(-1) },
		{ .kind = VALUE_NUMBER, .number = number_of_double(0.5) },
		{ .kind = VALUE_TEXT, .text = { "", 0 } },
		{ .kind = VALUE_TEXT, .text = { "a", 1 } },
		{ .kind = VALUE_TEXT, .text = { "ab", 2 } },
	};

	(void)state;
	for (int i = 0; i < 8; i++)
		for (int j = 0; j < 8; j++) {
			int is = value_compare(&order[i], &order[j]);
			assert_int_equal((is > 0) - (is < 0), (i > j) - (i < j));
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_logic),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_lazy),
		cmocka_unit_test(test_wrong_types),
		cmocka_unit_test(test_long_chains),
		cmocka_unit_test(test_counts_undefined),
		cmocka_unit_test(test_condition),
		cmocka_unit_test(test_compare),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
