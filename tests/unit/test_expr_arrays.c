/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arrays: paths, literals, indexes, mapping, reduction; objects that are passed on. */
#include "expr.h"

#define ORDER                                                                              \
	"{\"type\":\"RETURN\",\"items\":[{\"price\":1.10,\"n\":2,\"of\":{\"a b\":\"x\"}}," \
	"{\"price\":null,\"n\":3},{\"n\":1,\"price\":2}],\"tags\":[\"a\",\"B\",null],"     \
	"\"rows\":[[1,2],[3]],\"i\":1,\"o\":{\"k\":[1,{\"z\":5}]}}"

static void
test_paths(void **state)
{
	static const struct eval_case cases[] = {
		{ "items[].price", ORDER, "[1.1,null,2]" },
		{ "items[].of.{a b}", ORDER, "[\"x\",null,null]" },
		{ "items[].of", ORDER, "[{\"a b\":\"x\"},null,null]" },
		{ "items[0].of", ORDER, "{\"a b\":\"x\"}" },
		{ "items[0].of.{a b}", ORDER, "\"x\"" },
		{ "items[0].price", ORDER, "1.1" },
		{ "items[-1].n", ORDER, "1" },
		{ "items[-3].n", ORDER, "2" },
		{ "items[3].n", ORDER, "null" },
		{ "items[-4].n", ORDER, "null" },
		{ "items[i].n", ORDER, "3" },
		{ "items[i - 1].n + items[i + 1].n", ORDER, "3" },
		{ "items[1e300]", ORDER, "null" },
		{ "items[-1e300]", ORDER, "null" },
		{ "items[9223372036854775807]", ORDER, "null" },
		{ "items[nothing]", ORDER, "null" },
		{ "items[1.5]", ORDER, "null" },
		{ "tags", ORDER, "[\"a\",\"B\",null]" },
		{ "tags[]", ORDER, "[\"a\",\"B\",null]" },
		{ "tags[1]", ORDER, "\"B\"" },
		{ "rows[]", ORDER, "[[1,2],[3]]" },
		{ "rows[][]", ORDER, "[1,2,3]" },
		{ "rows[][0]", ORDER, "[1,3]" },
		{ "rows[0][]", ORDER, "[1,2]" },
		{ "rows[0][1]", ORDER, "2" },
		{ "rows[][1]", ORDER, "[2,null]" },
		{ "o.k[1].z", ORDER, "5" },
		{ "{o}.k[1].z", ORDER, "5" },
		{ "{o}.{k}[].z", ORDER, "[null,5]" },
		{ "o.k[0].z", ORDER, "null" },
		{ "(items)[0].n", ORDER, "2" },
		{ "(items[].n)[1]", ORDER, "3" },
		{ "[items[0], items[1]][1].n", ORDER, "3" },
		{ "if(i == 1, items[0], o).n", ORDER, "2" },
		{ "if(i == 1, items[0], null).of.{a b}", ORDER, "\"x\"" },
		{ "[1, 2, 3][i]", ORDER, "2" },
		{ "[[1, 2], [3]][1][0]", "{}", "3" },
		{ "[[1, 2], [3]][][0]", "{}", "[1,3]" },
		{ "split('a,b', ',')[0]", "{}", "\"a\"" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_paths_meet_anything(void **state)
{
	static const struct eval_case cases[] = {
		{ "x[]", "{}", "null" },
		{ "x[]", "{\"x\":null}", "null" },
		{ "x[]", "{\"x\":[]}", "[]" },
		{ "x[0]", "{\"x\":[]}", "null" },
		{ "x[0]", "{\"x\":null}", "null" },
		{ "x[].y", "{\"x\":[1,\"a\",[],null,{}]}", "[null,null,null,null,null]" },
		{ "x[].y[].z", "{\"x\":[{\"y\":[{\"z\":1},{}]},{},{\"y\":null},{\"y\":[]}]}",
			"[1,null,null,null]" },
		{ "x[]", "{\"x\":5}", "refused: x: this is the number 5, an array is needed" },
		{ "x[]", "{\"x\":{\"a\":1}}", "refused: x: this is an object, an array is needed" },
		{ "x[0]", "{\"x\":\"abc\"}", "refused: x: this is the text \"abc\", an array is needed" },
		{ "x[].y[0]", "{\"x\":[{\"y\":[1]},{\"y\":true}]}",
			"refused: x[].y: this is true, an array is needed" },
		{ "x['a']", "{\"x\":[1]}", "-s: this is a text, a number is needed\n  x['a']\n    ^" },
		{ "x[y]", "{\"x\":[1],\"y\":\"0\"}",
			"refused: y: this is the text \"0\", a number is needed" },
		{ "if(true, y, 0)[0]", "{\"y\":5}",
			"refused: if(true, y, 0) is the number 5, an array is needed" },
		{ "x[].y", "{}", "null" },
		{ "x[].y.z", "{\"x\":null}", "null" },
		{ "x[].y", "{\"x\":[]}", "[]" },
		{ "x[].y", "{\"x\":{\"y\":1}}", "refused: x: this is an object, an array is needed" },
		{ "x[].y", "{\"x\":[{\"y\":1}],\"x\":null}", "null" },
		{ "x[].y", "{\"x\":[{\"y\":1}],\"x\":[{}, {\"y\":2}]}", "[null,2]" },
		{ "o.x[].y", "{\"o\":{\"x\":[{\"y\":1}]},\"o\":{}}", "null" },
		{ "[x[].y.z, x[].a]", "{\"x\":[{\"a\":1,\"y\":{\"z\":2}},{\"y\":{\"z\":3},\"a\":4}]}",
			"[[2,3],[1,4]]" },
		{ "x[].y", "{\"x\":[{\"y\":1,\"y\":2}]}", "[2]" },
		{ "x[].y", "{\"x\":[{\"y\":{\"z\":1},\"y\":2}]}", "[2]" },
		{ "x[].y.z", "{\"x\":[{\"y\":{\"z\":1},\"y\":2}]}", "[null]" },
		{ "x[].yz", "{\"x\":[{\"\\u0079z\":1}]}", "[1]" },
		{ "x[].{unit price}", "{\"x\":[{\"unit price\":3}]}", "[3]" },
		{ "x[].{a.b}", "{\"x\":[{\"a\":{\"b\":1},\"a.b\":2}]}", "[2]" },
		{ "x[].a.b", "{\"x\":[{\"a\":{\"b\":1},\"a.b\":2}]}", "[1]" },
		{ "x[].null", "{\"x\":[{\"null\":7}]}", "[7]" },
		{ "x[]", "{\"x\":[ 1 ,\t2 , [ ] ,{ } ]}", "[1,2,[],{ }]" },
		{ "x[].t", "{\"x\":[{\"t\":\"\\u00e9\\n\"}]}", "[\"\xC3\xA9\\n\"]" },
		{ "x[].t", "{\"x\":[{\"t\":\"\\ud83d\"}]}",
			"refused: x[].t: this text has half a surrogate pair in it" },
		{ "x[0].u", "{\"x\":[{\"t\":\"\\ud83d\",\"u\":1e999}]}",
			"refused: x[0].u: this number is too large for a double" },
		{ "x[0].v", "{\"x\":[{\"t\":\"\\ud83d\",\"u\":1e999,\"v\":1}]}", "1" },
		{ "x", "{\"x\":[1e999]}", "refused: x: this number is too large for a double" },
		{ "x[0]", "{\"x\":[{\"t\":\"\\ud83d\"}]}", "{\"t\":\"\\ud83d\"}" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_literals(void **state)
{
	static const struct eval_case cases[] = {
		{ "[]", "{}", "[]" },
		{ "[1, x, 'a', [true, null]]", "{\"x\":{\"b\":2}}", "[1,{\"b\":2},\"a\",[true,null]]" },
		{ "[1 / 3, 1 / 10]", "{}", "[0.3333333333333333,0.1]" },
		{ "[[1 / 10]][0][0] == 0.1", "{}", "true" },
		{ "[x[], 1]", "{\"x\":[2]}", "[[2],1]" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_mapping(void **state)
{
	static const struct eval_case cases[] = {
		{ "items[].price * items[].n", ORDER, "[2.2,null,2]" },
		{ "10 - items[].n % 2", ORDER, "[10,9,9]" },
		{ "-items[].n", ORDER, "[-2,-3,-1]" },
		{ "items[].n / 0", ORDER, "[null,null,null]" },
		{ "rows * 2", ORDER, "[[2,4],[6]]" },
		{ "rows * [10, 100]", ORDER, "[[10,20],[300]]" },
		{ "rows * [[1, 2], [3]]", ORDER, "[[1,4],[9]]" },
		{ "items[].n >= 2", ORDER, "[true,true,false]" },
		{ "items[].n == [2, null, 'a']", ORDER,
			"refused: items[].n: this is the number 1, it cannot be compared with "
			"[2, null, 'a'], which is the text \"a\"" },
		{ "not (items[].price > 1)", ORDER, "[false,null,false]" },
		{ "items[].price > 1 and items[].n > 1", ORDER, "[true,null,false]" },
		{ "items[].price > 1.5 or i == 1", ORDER, "[true,true,true]" },
		{ "i == 2 and items[].price > 1.5 and true", ORDER, "[false,false,false]" },
		{ "items[].price is null", ORDER, "[false,true,false]" },
		{ "items[].price is not null", ORDER, "[true,false,true]" },
		{ "items[].price + 1 is null", ORDER, "[false,true,false]" },
		{ "tags is null", ORDER, "false" },
		{ "tags[] is null", ORDER, "[false,false,true]" },
		{ "nothing[] is null", ORDER, "null" },
		{ "split('a', ',') is null", ORDER, "false" },
		{ "items[].n in (1, 2)", ORDER, "[true,false,true]" },
		{ "tags not in ('a', null)", ORDER, "[false,null,null]" },
		{ "lower(tags)", ORDER, "[\"a\",\"b\",null]" },
		{ "concat(tags, '-', items[].n)", ORDER, "[\"a-2\",\"B-3\",null]" },
		{ "round([1.26, 2.34], 1)", ORDER, "[1.3,2.3]" },
		{ "split(['a b', 'c'], ' ')", ORDER, "[[\"a\",\"b\"],[\"c\"]]" },
		{ "nothing[] * 2", ORDER, "null" },
		{ "items[].n + [1, 2]", ORDER,
			"refused: items[].n has 3 elements and [1, 2] has 2; arrays of the same length are "
			"needed" },
		{ "concat('x', [1], items[].n)", ORDER,
			"refused: [1] has 1 element and items[].n has 3; arrays of the same length are "
			"needed" },
		{ "tags + 1", ORDER, "refused: tags: this is the text \"a\", a number is needed" },
		{ "1 + items[].of", ORDER, "refused: items[].of: this is an object, a number is needed" },
		{ "lower(items[].n)", ORDER, "refused: items[].n: this is the number 2, a text is needed" },
		{ "i in (1, tags)", ORDER,
			"refused: tags: this is an array, a number, a text, a time, true or false is "
			"needed" },
		{ "o == 1", ORDER,
			"refused: o: this is an object, a number, a text, a time, true or false is needed" },
		{ "items[].price + [1e308, 2, 3] * 10", ORDER,
			"refused: [1e308, 2, 3] * 10 is too large for a double" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_choice(void **state)
{
	static const struct eval_case cases[] = {
		{ "coalesce(items[].price, 0)", ORDER, "[1.1,0,2]" },
		{ "coalesce(items[].price, items[].n)", ORDER, "[1.1,3,2]" },
		{ "coalesce(nothing[], items[].n, 0)", ORDER, "[2,3,1]" },
		{ "coalesce(items[].price, [5], 0)", ORDER,
			"refused: items[].price has 3 elements and [5] has 1; arrays of the same length are "
			"needed" },
		{ "coalesce(items[].n, [5])", ORDER, "[2,3,1]" },
		{ "coalesce(i, items[].n)", ORDER, "[1,1,1]" },
		{ "coalesce(nothing[], 0)", ORDER, "null" },
		{ "coalesce(nothing, [])", ORDER, "[]" },
		{ "coalesce(tags, [])", "{\"tags\":[1,2]}", "[1,2]" },
		{ "coalesce(tags, 'x')", ORDER, "[\"a\",\"B\",null]" },
		{ "coalesce(tags[], 'x')", ORDER, "[\"a\",\"B\",\"x\"]" },
		{ "coalesce(o, items)", ORDER, "{\"k\":[1,{\"z\":5}]}" },
		{ "if(items[].n > 1, 'many', 'one')", ORDER, "[\"many\",\"many\",\"one\"]" },
		{ "if(items[].price > 1, items[].n, -1)", ORDER, "[2,-1,1]" },
		{ "if(items[].n > 1, [1, 2], 0)", ORDER,
			"refused: items[].n > 1 has 3 elements and [1, 2] has 2; arrays of the same length "
			"are "
			"needed" },
		{ "if(type == 'RETURN', items[].n, [])", ORDER, "[2,3,1]" },
		{ "if(type == 'ORDER', items[].n, 0)", ORDER, "[0,0,0]" },
		{ "if(nothing, items[].n, 0)", ORDER, "[0,0,0]" },
		{ "if(i == 1, nothing, items[].n)", ORDER, "null" },
		{ "if(i == 1, o, [])", ORDER, "[]" },
		{ "if(nothing[] > 1, 1, 2)", ORDER, "null" },
		{ "if(items[].n, 1, 2)", ORDER,
			"refused: items[].n: this is the number 2, true or false is needed" },
		{ "if(tags, 1, 2)", ORDER, "refused: tags: this is an array, true or false is needed" },
		{ "tags and true", ORDER, "refused: tags: this is an array, true or false is needed" },
		{ "true and tags", ORDER, "refused: tags: this is an array, true or false is needed" },
		{ "1 + sum(coalesce(if(items[].n > 1, items[].price, 0), 100))", ORDER, "102.1" },
		{ "if(type == 'RETURN', -1, 1) * sum(coalesce(items[].price * items[].n, 0))", ORDER,
			"-4.2" },
		{ "coalesce(if(i == 1, null, 2), if(items[].n > 1, null, 9))", ORDER, "[null,null,9]" },
		{ "true or if(true, tags[] is null, true)", ORDER, "[true,true,true]" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_functions(void **state)
{
	static const struct eval_case cases[] = {
		{ "sum(items[].price)", ORDER, "3.1" },
		{ "sum([0.1, 0.2, 0.3, -0.6])", ORDER, "0" },
		{ "sum([1e16, 0.5, -1e16])", ORDER, "0.5" },
		{ "sum([null])", ORDER, "null" },
		{ "sum([])", ORDER, "null" },
		{ "mean([])", ORDER, "null" },
		{ "min([])", ORDER, "null" },
		{ "max([null])", ORDER, "null" },
		{ "count([])", ORDER, "0" },
		{ "any([null])", ORDER, "false" },
		{ "all([null])", ORDER, "true" },
		{ "any(nothing)", ORDER, "null" },
		{ "length(rows)", ORDER, "2" },
		{ "length(type)", ORDER, "6" },
		{ "mean(items[].n)", ORDER, "2" },
		{ "min([1 / 10, 0.2]) == 0.1", ORDER, "true" },
		{ "max(['a', null, 'b'])", ORDER, "\"b\"" },
		{ "min(['a', 1])", ORDER, "refused: ['a', 1] is the number 1, a text is needed" },
		{ "any(items[].n > 2)", ORDER, "true" },
		{ "all(items[].n > 2)", ORDER, "false" },
		{ "contains(tags, 'B')", ORDER, "true" },
		{ "contains(tags, 'b')", ORDER, "false" },
		{ "contains(tags, i)", ORDER, "refused: tags: this is the text \"a\", a number is needed" },
		{ "contains(type, i)", ORDER, "refused: i: this is the number 1, a text is needed" },
		{ "contains([0.1, 2], 1 / 10)", ORDER, "true" },
		{ "join(tags, ', ')", ORDER, "\"a, B\"" },
		{ "join([], ',')", ORDER, "\"\"" },
		{ "join([1.50, true, 'x'], '')", ORDER, "\"1.5truex\"" },
		{ "sort(tags)", ORDER, "[null,\"B\",\"a\"]" },
		{ "sort([3, 1 / 10, 0.2])", ORDER, "[0.1,0.2,3]" },
		{ "sort(tags)[0] is null", ORDER, "true" },
		{ "unique([2, 1, 2, null, 1.0, null])", ORDER, "[2,1,null]" },
		{ "unique([1 / 10, 0.1])", ORDER, "[0.1]" },
		{ "split('a,,b', ',')", ORDER, "[\"a\",\"\",\"b\"]" },
		{ "split('aXXbXXX', 'XX')", ORDER, "[\"a\",\"b\",\"X\"]" },
		{ "split('', ',')", ORDER, "[\"\"]" },
		{ "split('ab', '')", ORDER, "null" },
		{ "sum(tags[])", ORDER, "refused: tags[]: this is the text \"a\", a number is needed" },
		{ "any(items[].n)", ORDER,
			"refused: items[].n: this is the number 2, true or false is needed" },
		{ "join(items, ',')", ORDER,
			"refused: items: this is an object, a number, a text, a time, true or false is "
			"needed" },
		{ "sum(items[].n) + sum([i])", ORDER, "7" },
		{ "count(items[])", ORDER, "3" },
	};

	(void)state;
	BENCH_CASES(cases);
}

static void
test_counts_undefined(void **state)
{
	struct bench bench;
	char got[GOT_SIZE];

	(void)state;
	bench_open(&bench);
	bench_eval(&bench, "coalesce(10 / x[], sqrt([-1, 4, -4]))", "{\"x\":[0,5,0]}", got);
	assert_string_equal(got, "[null,2,null]");
	assert_int_equal(bench.undefined, 4);
	bench_eval(&bench, "x[0.5]", "{\"x\":[0]}", got);
	assert_int_equal(bench.undefined, 1);
	bench_close(&bench);
}

/* Paths go into earlier settings and definitions, too. */
static void
test_names(void **state)
{
	struct bench bench;
	char got[GOT_SIZE];
	size_t index;

	(void)state;
	bench_open(&bench);
	assert_int_equal(definitions_compile(&bench.scope, "d",
				 slice_of("lines = order.items\nfirst = lines[0]\ntotal = sum(lines[].n)"),
				 &bench.error),
		0);
	bench_eval(
		&bench, "[first.n, total, lines[1].n]", "{\"order\":{\"items\":[{\"n\":4},{\"n\":5}]}}", got);
	assert_string_equal(got, "[4,9,5]");
	bench_eval(&bench, "{first}.n", "{\"first\":{\"n\":6}}", got);
	assert_string_equal(got, "6");

	const struct program *p = program_compile(&bench.scope, "-s", slice_of("x[0]"), &bench.error);
	assert_int_equal(
		scope_add_setting(&bench.scope, slice_of("s"), program_types(p), &index, &bench.error), 0);
	p = program_compile(&bench.scope, "-s", slice_of("s.a[].b"), &bench.error);
	const char *object = "{\"a\":[{\"b\":1},{\"b\":2}]}";
	struct value setting = { .kind = VALUE_OBJECT }, value;
	setting.object = slice_of(object);
	struct scratch scratch = { .settings = &setting };
	struct refusal refusal;
	assert_int_equal(program_run(p, &scratch, &value, &refusal), 0);
	assert_int_equal(value.kind, VALUE_ARRAY);
	assert_int_equal(value.array.count, 2);
	assert_int_equal(number_compare(value.array.items[1].number, number_of_int(2)), 0);
	scratch_free(&scratch);
	bench_close(&bench);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_paths_meet_anything),
		cmocka_unit_test(test_literals),
		cmocka_unit_test(test_mapping),
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_functions),
		cmocka_unit_test(test_counts_undefined),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
