/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each aggregate says, on records whose answer can be worked out by hand; and the size of its state. */
#include "agg.h"

/* One record: x, y as JSON as value_save writes it ("" for none), and its moment. */
struct row {
	const char *x, *y;
	int64_t time, offset;
};

static struct value
value_of(const char *json, struct arena *arena)
{
	struct value value = { .kind = VALUE_NULL };

	if (*json)
		assert_int_equal(value_load(slice_of(json), arena, &value), 0);
	return value;
}

/* The result must be that, whatever the order of the rows. */
static void
check(const char *name, const char *parameter, const struct row *rows, const char *expected)
{
	const struct aggregate_kind *kind = kind_of(name);
	struct state forth = { { 0 } }, back = { { 0 } };
	struct arena arena = { 0 };
	struct value constant = value_of(parameter, &arena);
	size_t count = 0;

	while (rows[count].x)
		count++;
	for (size_t i = 0; i < count; i++)
		for (int k = 0; k < 2; k++) {
			const struct row *row = &rows[k ? count - 1 - i : i];
			struct record record = { { value_of(row->x, &arena), value_of(row->y, &arena) },
				{ row->time, row->offset, 0, 0 } };
			state_add(kind, k ? &back : &forth, &record);
		}
	struct buffer a = state_result(kind, &forth, &constant), b = state_result(kind, &back, &constant);
	assert_string_equal(a.at, expected);
	assert_string_equal(b.at, expected);
	buffer_free(&a);
	buffer_free(&b);
	state_free(kind, &forth);
	state_free(kind, &back);
	arena_free(&arena);
}

#define ROWS(...) ((const struct row[]){ __VA_ARGS__, { NULL, NULL, 0, 0 } })
static const struct row none[] = { { NULL, NULL, 0, 0 } };

static void
of_nothing(void **state)
{
	static const char *const zero[] = { "count", "count_if", "distinct", "approx_distinct" };
	static const char *const empty[] = { "argmax_all", "mode_all", "top", "collect" };
	static const char *const null[] = { "sum", "mean", "min", "max", "var", "stddev", "first", "last",
		"argmin", "argmax", "mode", "quantile", "median", "approx_quantile", "corr", "slope" };

	(void)state;
	for (size_t i = 0; i < sizeof zero / sizeof *zero; i++)
		check(zero[i], "", none, "0");
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
		check(empty[i], "5", none, "[]");
	for (size_t i = 0; i < sizeof null / sizeof *null; i++)
		check(null[i], "0.5", none, "null");
}

static void
counts_and_sums(void **state)
{
	(void)state;
	check("count", "", ROWS({ "1", "", 0, 0 }, { "\"a\"", "", 0, 0 }), "2");
	check("count_if", "", ROWS({ "true", "", 0, 0 }, { "false", "", 0, 0 }, { "true", "", 0, 0 }), "2");
	check("sum", "", ROWS({ "0.29", "", 0, 0 }, { "0.29", "", 0, 0 }, { "0.29", "", 0, 0 }), "0.87");
	check("sum", "", ROWS({ "1e300", "", 0, 0 }, { "1", "", 0, 0 }, { "-1e300", "", 0, 0 }), "1");
	check("mean", "", ROWS({ "1", "", 0, 0 }, { "2", "", 0, 0 }), "1.5");
	check("var", "", ROWS({ "5", "", 0, 0 }), "null");
	check("stddev", "", ROWS({ "5", "", 0, 0 }), "null");
	check("var", "",
		ROWS({ "1000000001", "", 0, 0 }, { "1000000002", "", 0, 0 }, { "1000000003", "", 0, 0 }),
		"1");
	check("stddev", "", ROWS({ "1", "", 0, 0 }, { "2", "", 0, 0 }, { "3", "", 0, 0 }, { "4", "", 0, 0 }),
		"1.2909944487358056");
	check("var", "", ROWS({ "1e200", "", 0, 0 }, { "-1e200", "", 0, 0 }), "inf");
	check("stddev", "", ROWS({ "1e200", "", 0, 0 }, { "-1e200", "", 0, 0 }), "1.414213562373095e200");
}

static void
extremes(void **state)
{
	const struct row *mixed = ROWS({ "2", "", 0, 0 }, { "10", "", 0, 0 }, { "\"10\"", "", 0, 0 },
		{ "\"9\"", "", 0, 0 }, { "{\"time\":-1}", "", 0, 0 }, { "{\"time\":5}", "", 0, 0 });

	(void)state;
	check("min", "", mixed, "2");
	check("max", "", mixed, "{\"time\":5}");
	check("max", "", ROWS({ "\"10\"", "", 0, 0 }, { "\"9\"", "", 0, 0 }, { "\"\"", "", 0, 0 }), "\"9\"");
	check("min", "", ROWS({ "true", "", 0, 0 }, { "false", "", 0, 0 }), "false");
	check("min", "", ROWS({ "1e300", "", 0, 0 }, { "-0.5", "", 0, 0 }), "-0.5");
}

/* By time, then position; of one moment by value. */
static void
ends_and_arguments(void **state)
{
	const struct row *rows = ROWS({ "\"b\"", "1", 7, 2 }, { "\"a\"", "3", 7, 1 }, { "\"d\"", "3", 9, 0 },
		{ "\"c\"", "1", 9, 0 });
	const struct row *tied = ROWS({ "\"y\"", "3", 7, 1 }, { "\"x\"", "3", 7, 1 }, { "\"x\"", "3", 9, 1 },
		{ "\"q\"", "2", 1, 1 });
	const struct row *earlier =
		ROWS({ "\"z\"", "3", 1, 9 }, { "\"a\"", "3", 2, 1 }, { "\"b\"", "3", 1, 10 });

	(void)state;
	check("first", "", rows, "\"a\"");
	check("last", "", rows, "\"d\"");
	check("argmin", "", rows, "\"b\"");
	check("argmax", "", rows, "\"a\"");
	check("argmax_all", "", rows, "[\"a\",\"d\"]");
	check("argmax", "", tied, "\"x\"");
	check("argmin", "", tied, "\"q\"");
	check("argmin", "", earlier, "\"z\"");
	check("argmax", "", earlier, "\"z\"");
	check("first", "", tied, "\"q\"");
	check("argmax_all", "", tied, "[\"x\",\"y\"]");
}

static void
frequencies(void **state)
{
	const struct row *rows = ROWS({ "2", "", 5, 0 }, { "2.0", "", 6, 0 }, { "\"a\"", "", 3, 0 },
		{ "\"a\"", "", 9, 0 }, { "\"2\"", "", 1, 0 }, { "1", "", 2, 0 });

	(void)state;
	check("mode", "", rows, "\"a\"");
	check("mode_all", "", rows, "[2,\"a\"]");
	check("top", "1", rows, "[\"a\"]");
	check("top", "3", rows, "[\"a\",2,\"2\"]");
	check("top", "100", rows, "[\"a\",2,\"2\",1]");
	check("distinct", "", rows, "4");
	check("approx_distinct", "", rows, "4");
	check("collect", "", rows, "[\"2\",1,\"a\",2,2,\"a\"]");
	check("mode", "", ROWS({ "2", "", 5, 0 }, { "1", "", 5, 0 }), "1");
}

/* R's type 7, exact decimals. */
static void
quantiles(void **state)
{
	const struct row *rows = ROWS({ "0.1", "", 0, 0 }, { "0.3", "", 0, 0 }, { "0.3", "", 0, 0 },
		{ "0.3", "", 0, 0 }, { "7", "", 0, 0 });

	(void)state;
	for (int approx = 0; approx < 2; approx++) {
		const char *name = approx ? "approx_quantile" : "quantile";
		check(name, "0", rows, "0.1");
		check(name, "1", rows, "7");
		check(name, "0.5", rows, "0.3");
		check(name, "0.25", rows, "0.3");
		check(name, "0.1", rows, "0.18");
		check(name, "0.875", rows, "3.65");
	}
	check("median", "", ROWS({ "1", "", 0, 0 }, { "2", "", 0, 0 }), "1.5");
	check("median", "", ROWS({ "2", "", 0, 0 }, { "-1e300", "", 0, 0 }, { "1e300", "", 0, 0 }), "2");
	check("median", "", ROWS({ "9007199254740993", "", 0, 0 }), "9007199254740993");
	check("median", "", ROWS({ "3", "", 0, 0 }, { "1", "", 0, 0 }, { "2", "", 0, 0 }, { "4", "", 0, 0 }),
		"2.5");
}

/* slope(x, y): by how much y grows with x. */
static void
pairs(void **state)
{
	const struct row *line = ROWS({ "1", "3", 0, 0 }, { "2", "5", 0, 0 }, { "3", "7", 0, 0 });

	(void)state;
	check("slope", "", line, "2");
	check("corr", "", line, "1");
	check("corr", "", ROWS({ "1", "2", 0, 0 }, { "2", "1", 0, 0 }, { "3", "3", 0, 0 }), "0.5");
	check("slope", "", ROWS({ "1", "2", 0, 0 }), "null");
	check("corr", "", ROWS({ "1", "2", 0, 0 }, { "1", "3", 0, 0 }), "null");
	check("slope", "", ROWS({ "1", "2", 0, 0 }, { "1", "3", 0, 0 }), "null");
	check("corr", "", ROWS({ "1", "2", 0, 0 }, { "3", "2", 0, 0 }), "null");
	check("slope", "", ROWS({ "1", "2", 0, 0 }, { "3", "2", 0, 0 }), "0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_nothing),
		cmocka_unit_test(counts_and_sums),
		cmocka_unit_test(extremes),
		cmocka_unit_test(ends_and_arguments),
		cmocka_unit_test(frequencies),
		cmocka_unit_test(quantiles),
		cmocka_unit_test(pairs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
