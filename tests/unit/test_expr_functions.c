/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The builtin functions, beside the examples of tillpipe-expressions(7), which test_expr_manual runs. */
#include "expr.h"

static void
test_texts(void **state)
{
	static const struct eval_case cases[] = {
		{ "lower('\xC3\x84 Azx@[')", "{}", "\"\xC3\x84 azx@[\"" },
		{ "upper('az{`')", "{}", "\"AZ{`\"" },
		{ "trim(' \\t\\r\\nx y\\u000b ')", "{}", "\"x y\"" },
		{ "trim('  ')", "{}", "\"\"" },
		{ "length('\xC3\xA4\xF0\x9F\x98\x80z')", "{}", "3" },
		{ "substr('abcde', 2, 3)", "{}", "\"bcd\"" },
		{ "substr('abcde', 2)", "{}", "\"bcde\"" },
		{ "substr('a\xC3\xA4z', 2, 1)", "{}", "\"\xC3\xA4\"" },
		{ "substr('abcde', -2)", "{}", "\"de\"" },
		{ "substr('abcde', -9, 2)", "{}", "\"ab\"" },
		{ "substr('abcde', 9, 2)", "{}", "\"\"" },
		{ "substr('abcde', 2, 0)", "{}", "\"\"" },
		{ "substr('abcde', 2, 1e18)", "{}", "\"bcde\"" },
		{ "substr('abcde', 0)", "{}", "null" },
		{ "substr('abcde', 1.5)", "{}", "null" },
		{ "substr('abcde', 1, -1)", "{}", "null" },
		{ "contains('abcabd', 'abd')", "{}", "true" },
		{ "contains('abc', '')", "{}", "true" },
		{ "contains('', 'a')", "{}", "false" },
		{ "contains('ab', 'abc')", "{}", "false" },
		{ "starts_with('abc', 'ab')", "{}", "true" },
		{ "starts_with('abc', 'bc')", "{}", "false" },
		{ "ends_with('abc', 'bc')", "{}", "true" },
		{ "ends_with('c', 'bc')", "{}", "false" },
		{ "replace('aaa', 'aa', 'b')", "{}", "\"ba\"" },
		{ "replace('a.b.c', '.', '')", "{}", "\"abc\"" },
		{ "replace('abc', '', 'x')", "{}", "\"abc\"" },
		{ "replace('ab', 'b', 'xyz')", "{}", "\"axyz\"" },
		{ "split_part('a,b,,c', ',', 2)", "{}", "\"b\"" },
		{ "split_part('a,b,,c', ',', 3)", "{}", "\"\"" },
		{ "split_part('a,b,,c', ',', 4)", "{}", "\"c\"" },
		{ "split_part('a,b,,c', ',', 5)", "{}", "\"\"" },
		{ "split_part('a,b,,c', ',', -1)", "{}", "\"c\"" },
		{ "split_part('a,b,,c', ',', -4)", "{}", "\"a\"" },
		{ "split_part('a,b,,c', ',', -5)", "{}", "\"\"" },
		{ "split_part('abc', ',', 1)", "{}", "\"abc\"" },
		{ "split_part('abc', ',', 0)", "{}", "null" },
		{ "split_part('abc', '', 1)", "{}", "null" },
		{ "concat('a', 1.50, true, 'b')", "{}", "\"a1.5trueb\"" },
		{ "concat('a', x)", "{}", "null" },
		{ "lpad('7', 3, '0')", "{}", "\"007\"" },
		{ "lpad('7', 3)", "{}", "\"  7\"" },
		{ "lpad('7', 6, 'ab')", "{}", "\"ababa7\"" },
		{ "lpad('7', 4, '\xC3\xA4o')", "{}",
			"\"\xC3\xA4o\xC3\xA4"
			"7\"" },
		{ "lpad('abc', 2, '0')", "{}", "\"ab\"" },
		{ "lpad('abc', 5, '')", "{}", "\"abc\"" },
		{ "lpad('abc', -1)", "{}", "null" },
		{ "lpad('abc', 1e9)", "{}", "refused: lpad('abc', 1e9) gives a text longer than 64 MiB" },
		{ "text(1.50)", "{}", "\"1.5\"" },
		{ "text('x')", "{}", "\"x\"" },
		{ "text(false)", "{}", "\"false\"" },
		{ "text(x)", "{}", "null" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_numbers(void **state)
{
	static const struct eval_case cases[] = {
		{ "abs(-1.5)", "{}", "1.5" },
		{ "abs(2)", "{}", "2" },
		{ "round(2.5)", "{}", "3" },
		{ "round(1.5, 1e9)", "{}", "1.5" },
		{ "round(1.5, 0.5)", "{}", "null" },
		{ "sqrt(16)", "{}", "4" },
		{ "ln(1)", "{}", "0" },
		{ "exp(0)", "{}", "1" },
		{ "exp(1000)", "{}", "refused: exp(1000) is too large for a double" },
		{ "pow(-8, 0.5)", "{}", "null" },
		{ "bucket(24.99, 25)", "{}", "0" },
		{ "bucket(-0.01, 25)", "{}", "-25" },
		{ "bucket(1.15, 0.05)", "{}", "1.15" },
		{ "bucket(1 / 10, 0.1)", "{}", "0.1" },
		{ "bucket(12, 5, 3)", "{}", "8" },
		{ "bucket(2, 5, 3)", "{}", "-2" },
		{ "bucket(1, 0)", "{}", "null" },
		{ "bucket(1, -5)", "{}", "null" },
		{ "bucket(1e300, 0.001)", "{}", "1e300" },
		{ "greatest(3, 10, 2)", "{}", "10" },
		{ "greatest(3, x, 2)", "{}", "null" },
		{ "least(0.5, 1 / 3)", "{}", "0.3333333333333333" },
		{ "number('12')", "{}", "12" },
		{ "number(' -007.50 ')", "{}", "-7.5" },
		{ "number('+.5')", "{}", "0.5" },
		{ "number('5.')", "{}", "5" },
		{ "number('1.e2')", "{}", "100" },
		{ "number('1e3')", "{}", "1000" },
		{ "number('0')", "{}", "0" },
		{ "number('00')", "{}", "0" },
		{ "number('')", "{}", "null" },
		{ "number('.')", "{}", "null" },
		{ "number('+-5')", "{}", "null" },
		{ "number('1 2')", "{}", "null" },
		{ "number('1,5')", "{}", "null" },
		{ "number('0x10')", "{}", "null" },
		{ "number('inf')", "{}", "null" },
		{ "number('1e999')", "{}", "null" },
		{ "number('1.2.3')", "{}", "null" },
		{ "number(5.5)", "{}", "5.5" },
		{ "number(x)", "{}", "null" },
		{ "number(x)", "{\"x\":true}", "refused: x: this is true, a number or a text is needed" },
		{ "number(text(0.1)) == 0.1", "{}", "true" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_patterns(void **state)
{
	static const struct eval_case cases[] = {
		{ "matches(x, 'b+')", "{\"x\":\"abb\"}", "true" },
		{ "matches(x, '^b')", "{\"x\":\"abb\"}", "false" },
		{ "matches(x, 'b')", "{}", "null" },
		{ "matches(x, 'b')", "{\"x\":1}", "refused: x: this is the number 1, a text is needed" },
		{ "matches(x, '^a.b$')", "{\"x\":\"a\\u0000b\"}", "true" },
		{ "matches(x[].n, '^a')", "{\"x\":[{\"n\":\"ab\"},{\"n\":\"b\"},{}]}", "[true,false,null]" },
		{ "extract(x, '[a-z]+$')", "{\"x\":\"1 ab\"}", "\"ab\"" },
		{ "extract(x, '([0-9]+)-([0-9]+)')", "{\"x\":\"a 12-3\"}", "\"12\"" },
		{ "extract(x, '([0-9]+)-([0-9]+)', 0)", "{\"x\":\"a 12-3\"}", "\"12-3\"" },
		{ "extract(x, '(a)|(b)', 1)", "{\"x\":\"b\"}", "null" },
		{ "extract(x, '.$')", "{\"x\":\"a\\u00e4\"}", "\"\303\244\"" },
		{ "substitute('aaa', 'a', 'b')", "{}", "\"bbb\"" },
		{ "substitute('abc', 'x*', '-')", "{}", "\"-a-b-c-\"" },
		{ "substitute('baac', 'a*', '-')", "{}", "\"-b-c-\"" },
		{ "substitute('\303\244\303\266', 'x*', '-')", "{}", "\"-\303\244-\303\266-\"" },
		{ "substitute('', '^$', 'none')", "{}", "\"none\"" },
		{ "substitute('a-b', '(.)-(.)', '\\\\2\\\\\\\\\\\\1\\\\0')", "{}", "\"b\\\\aa-b\"" },
		{ "substitute('b', '(a)|b', '<\\\\1>')", "{}", "\"<>\"" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_values(void **state)
{
	static const struct eval_case cases[] = {
		{ "nullif(1, 1.0)", "{}", "null" },
		{ "nullif(0.1, 1 / 10)", "{}", "null" },
		{ "nullif(x, 'a')", "{\"x\":\"b\"}", "\"b\"" },
		{ "nullif(x, 'a')", "{}", "null" },
		{ "nullif('a', x)", "{}", "\"a\"" },
		{ "nullif(x, y)", "{\"x\":1,\"y\":\"1\"}",
			"refused: y: this is the text \"1\", a number is needed" },
		{ "nullif(x[], 0)", "{\"x\":[1,0,null]}", "[1,null,null]" },
		{ "bool(' YES ')", "{}", "true" },
		{ "bool('F')", "{}", "false" },
		{ "bool(1)", "{}", "true" },
		{ "bool(2)", "{}", "null" },
		{ "bool('')", "{}", "null" },
		{ "bool(x)", "{\"x\":false}", "false" },
		{ "bool(x)", "{}", "null" },
		{ "type(x)", "{\"x\":{\"a\":1}}", "\"object\"" },
		{ "type(x)", "{\"x\":[1]}", "\"array\"" },
		{ "type(x)", "{\"x\":true}", "\"bool\"" },
		{ "type(now())", "{}", "\"time\"" },
		{ "type(x)", "{}", "\"null\"" },
		{ "hash(x)", "{}", "null" },
		{ "hash(1) == hash(1.0)", "{}", "true" },
		{ "hash(1) == hash('1')", "{}", "false" },
		{ "hash('a', 'b') == hash('a,b')", "{}", "false" },
		{ "hash(x) == hash(y)", "{\"x\":[1,2],\"y\":[1, 2.0]}", "true" },
	};

	(void)state;
	BENCH_CASES(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_patterns),
		cmocka_unit_test(test_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
