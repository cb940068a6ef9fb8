/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names: definitions, arguments, settings, and the aggregate calls of kpi-agg. */
#include "expr.h"

/* The value of an expression over {"x":2}, with these definitions; "" as the expression only defines. */
static void
define_and_say(const char *definitions, const char *text, char got[GOT_SIZE])
{
	struct bench bench;
	struct error *error = &bench.error;

	bench_open(&bench);
	assert_int_equal(scope_add_argument(&bench.scope, slice_of("who=O\xC3\xB6"), error), 0);
	if (definitions_compile(&bench.scope, "defs.txt", slice_of(definitions), error))
		snprintf(got, GOT_SIZE, "%s", error->text);
	else
		bench_eval(&bench, text, "{\"x\":2}", got);
	bench_close(&bench);
}

static void
test_definitions(void **state)
{
	static const struct {
		const char *definitions, *text, *wanted;
	} cases[] = {
		{ "a = x + 1\nb = a * 10 # ten\n\n# none\n\t \r\n", "b - a", "27" },
		{ "b = a * 10\r\na = x + 1", "b", "30" },
		{ "a = x", "{a} is null", "true" },
		{ "hi = concat('hi ', $who)", "hi", "\"hi O\xC3\xB6\"" },
		{ "a = 1\n\na = 2", "a", "defs.txt:3: a is already defined, in defs.txt:1\n  a = 2\n  ^" },
		{ "a = 1\nb = lenght(x)\n", "1",
			"defs.txt:2: unknown function \"lenght\"; nearest is \"length\"\n  b = lenght(x)\n   "
			"   ^" },
		{ "a = b\nb = a\n", "1",
			"defs.txt:1: b is defined in terms of itself, in defs.txt:2\n  a = b\n      ^" },
		{ "a = a + 1", "1",
			"defs.txt:1: a is defined in terms of itself, in defs.txt:1\n  a = a + 1\n      ^" },
		{ "a", "1", "defs.txt:1: '=' is needed after the name\n  a\n   ^" },
		{ "a =", "1", "defs.txt:1: a value is missing here\n  a =\n     ^" },
		{ "a.b = 1", "1", "defs.txt:1: write a definition as NAME = EXPR\n  a.b = 1\n  ^" },
		{ "true = 1", "1", "defs.txt:1: write a definition as NAME = EXPR\n  true = 1\n  ^" },
		{ "a = 1 2", "1", "defs.txt:1: an operator or the end is needed here\n  a = 1 2\n        ^" },
		{ "a = 'x'", "1 + a",
			"-s: + adds numbers and this is a text; use concat(x, y) to join texts\n  1 + a\n    "
			"  ^" },
		{ "total = stddev(x)", "total",
			"defs.txt:1: stddev is computed over many records; use "
			"kpi-agg -a\n  total = stddev(x)\n          ^" },
		{ "a = '\xFF'", "1", "defs.txt:1: invalid UTF-8 at byte 6" },
	};
	char got[GOT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		define_and_say(cases[i].definitions, cases[i].text, got);
		assert_string_equal(got, cases[i].wanted);
	}
}

/* Lines that each double the one before would ask for 2^40 nodes. */
static void
test_definitions_are_bounded(void **state)
{
	struct buffer text = { 0 };
	char got[GOT_SIZE];

	(void)state;
	buffer_text(&text, "a0 = 1\n");
	for (int i = 0; i < 40; i++)
		buffer_printf(&text, "a%d = a%d + a%d\n", i + 1, i, i);
	buffer_byte(&text, '\0');
	define_and_say(text.at, "1", got);
	assert_non_null(strstr(got, "the expression is too long"));
	buffer_free(&text);
}

static void
test_arguments(void **state)
{
	struct bench bench;
	char got[GOT_SIZE];

	(void)state;
	bench_open(&bench);
	assert_int_equal(scope_add_argument(&bench.scope, slice_of("day=1=2"), &bench.error), 0);
	bench_eval(&bench, "$day", "{}", got);
	assert_string_equal(got, "\"1=2\"");
	assert_int_equal(scope_add_argument(&bench.scope, slice_of("day="), &bench.error), 0);
	bench_eval(&bench, "$day", "{}", got);
	assert_string_equal(got, "\"\"");
	bench_eval(&bench, "$dai", "{}", got);
	assert_string_equal(got, "-s: unknown argument \"dai\"; nearest is \"day\"\n  $dai\n   ^");
	assert_int_equal(scope_add_argument(&bench.scope, slice_of("day"), &bench.error), -1);
	assert_string_equal(bench.error.text, "--arg day: write --arg NAME=VALUE");
	bench_close(&bench);
}

static void
test_settings(void **state)
{
	struct bench bench;
	struct slice name;
	size_t index;
	char got[GOT_SIZE];

	(void)state;
	bench_open(&bench);
	const struct program *p =
		program_compile_setting(&bench.scope, "-s", slice_of(" {a b} = x + 1"), &name, &bench.error);
	assert_non_null(p);
	assert_true(slice_is(name, "a b"));
	assert_int_equal(scope_add_setting(&bench.scope, name, TYPE_ANY, &index, &bench.error), 0);
	assert_int_equal(index, 0);
	assert_int_equal(scope_add_setting(&bench.scope, slice_of("c"), TYPE_ANY, &index, &bench.error), 0);
	assert_int_equal(index, 1);
	assert_int_equal(scope_add_setting(&bench.scope, slice_of("a b"), TYPE_ANY, &index, &bench.error), 0);
	assert_int_equal(index, 0);

	struct value values[] = { { .kind = VALUE_NUMBER, .number = number_of_int(7) },
		{ .kind = VALUE_NULL } };
	struct scratch scratch = { .settings = values };
	struct refusal refusal;
	struct value value;
	p = program_compile(&bench.scope, "-s", slice_of("coalesce(c, {a b}) * 2"), &bench.error);
	assert_int_equal(program_run(p, &scratch, &value, &refusal), 0);
	assert_int_equal(number_compare(value.number, number_of_int(14)), 0);
	p = program_compile_name(&bench.scope, "-g", slice_of("a b"), &bench.error);
	assert_int_equal(program_run(p, &scratch, &value, &refusal), 0);
	assert_int_equal(number_compare(value.number, number_of_int(7)), 0);
	scratch_free(&scratch);

	p = program_compile_name(&bench.scope, "-g", slice_of("Days (real).x"), &bench.error);
	bench_run(&bench, p, "{\"Days (real)\":{\"x\":5}}", got);
	assert_string_equal(got, "5");
	bench_run(&bench, p, "{\"Days (real)\":{\"x\":[]}}", got);
	assert_string_equal(got, "[]");

	p = program_compile(&bench.scope, "-s", slice_of("x + 1"), &bench.error);
	assert_int_equal(
		scope_add_setting(&bench.scope, slice_of("c"), program_types(p), &index, &bench.error), 0);
	assert_int_equal(index, 1);
	bench_eval(&bench, "c.x + 1", "{}", got);
	assert_non_null(strstr(got, "this is a number, which has no fields\n  c.x + 1\n  ^"));
	bench_eval(&bench, "lower(c)", "{}", got);
	assert_non_null(strstr(got, "this is a number, a text is needed"));
	bench_close(&bench);
}

static void
test_aggregates(void **state)
{
	struct bench bench;
	const struct aggregate_call *calls;
	char got[GOT_SIZE];

	(void)state;
	bench_open(&bench);
	bench.scope.aggregates = true;
	assert_int_equal(definitions_compile(&bench.scope, "d",
				 slice_of("margin = sum(p) / sum( s )\nhalf = s / 2\n"), &bench.error),
		0);
	const struct program *p = program_compile(&bench.scope, "-a",
		slice_of("margin + sum(s) * 0 + count() + count(x) + max(half) + sum(if(s > 1, 1, 2))"),
		&bench.error);
	assert_non_null(p);
	assert_int_equal(program_aggregates(p, &calls), 6);
	assert_true(slice_is(calls[0].name, "sum"));
	assert_true(slice_is(calls[1].name, "sum"));
	assert_true(slice_is(calls[2].name, "count"));
	assert_null(calls[2].arguments[0]);
	bench_run(&bench, calls[0].arguments[0], "{\"p\":3,\"s\":4}", got);
	assert_string_equal(got, "3");
	bench_run(&bench, calls[4].arguments[0], "{\"p\":3,\"s\":4}", got);
	assert_string_equal(got, "2");
	bench_run(&bench, calls[5].arguments[0], "{\"p\":3,\"s\":4}", got);
	assert_string_equal(got, "1");

	struct value values[6], value;
	for (int i = 0; i < 6; i++)
		values[i] = (struct value){ .kind = VALUE_NUMBER, .number = number_of_int(i + 1) };
	struct scratch scratch = { .aggregates = values };
	struct refusal refusal;
	assert_int_equal(program_run(p, &scratch, &value, &refusal), 0);
	assert_int_equal(number_compare(value.number, (struct number){ .units = 185, .scale = 1 }), 0);
	scratch_free(&scratch);

	p = program_compile(
		&bench.scope, "-a", slice_of("sum(a + 1) + sum(a + 2) + mean(a) + sum(b)"), &bench.error);
	assert_int_equal(program_aggregates(p, &calls), 4);
	bench.scope.aggregates = false;
	p = program_compile(&bench.scope, "-w", slice_of("a > 1"), &bench.error);
	assert_int_equal(program_aggregates(p, &calls), 0);
	bench_close(&bench);
}

/* Outside a call a name can be a setting, as -g's fields are; inside it is a field of the record. */
static void
test_aggregates_and_names(void **state)
{
	struct bench bench;
	size_t index;
	const struct aggregate_call *calls;
	char got[GOT_SIZE];

	(void)state;
	bench_open(&bench);
	bench.scope.aggregates = true;
	bench_eval(&bench, "sum(x) + g", "{}", got);
	assert_string_equal(got,
		"-s: g is a field, and there are many records here; put it in an aggregate, as in "
		"sum(x), or in -g\n  sum(x) + g\n           ^");
	assert_int_equal(scope_add_setting(&bench.scope, slice_of("g"), TYPE_ANY, &index, &bench.error), 0);
	const struct program *p =
		program_compile(&bench.scope, "-a", slice_of("concat(g, max(g))"), &bench.error);
	assert_int_equal(program_aggregates(p, &calls), 1);
	bench_run(&bench, calls[0].arguments[0], "{\"g\":\"field\"}", got);
	assert_string_equal(got, "\"field\"");
	bench_close(&bench);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_definitions),
		cmocka_unit_test(test_definitions_are_bounded),
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_aggregates),
		cmocka_unit_test(test_aggregates_and_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
