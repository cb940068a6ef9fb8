/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result of each aggregate on records whose answer can be worked out by hand. */
#include "agg.h"

/* One record: x and y as value_save writes them ("" for none), and its position. */
struct sample {
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

/* The result must be as expected, in whatever order the samples come. */
static void
check(const char *name, const char *parameter, const struct sample *samples, const char *expected)
{
	const struct aggregate_kind *kind = kind_of(name);
	struct state forth = { { 0 } }, back = { { 0 } };
	struct arena arena = { 0 };
	struct value constant = value_of(parameter, &arena);
	size_t count = 0;

	while (samples[count].x)
		count++;
	for (size_t i = 0; i < count; i++)
		for (int k = 0; k < 2; k++) {
			const struct sample *sample = &samples[k ? count - 1 - i : i];
			struct record record = { { value_of(sample->x, &arena), value_of(sample->y, &arena) },
				{ sample->time, sample->offset, 0, 0 } };
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

#define SAMPLES(...) ((const struct sample[]){ __VA_ARGS__, { NULL, NULL, 0, 0 } })
static const struct sample none[] = { { NULL, NULL, 0, 0 } };

static bool
is_among(const char *name, const char *const *names)
{
	while (*names && strcmp(*names, name) != 0)
		names++;
	return *names;
}

/* Counts are 0, results of many values are empty, all others are null. */
static void
of_nothing(void **state)
{
	static const char *const counts[] = { "count", "count_if", "distinct", "approx_distinct", NULL };
	static const char *const lists[] = { "argmax_all", "mode_all", "top", "collect", NULL };

	(void)state;
	for (const struct aggregate_kind *const *kind = aggregate_kinds; *kind; kind++) {
		const char *name = (*kind)->name;
		bool list = is_among(name, lists);
		check(name, list ? "5" : "0.5", none, is_among(name, counts) ? "0" : list ? "[]" : "null");
	}
}

static void
sizes(void **state)
{
	(void)state;
	for (const struct aggregate_kind *const *kind = aggregate_kinds; *kind; kind++)
		assert_true((*kind)->size <= STATE && (*kind)->size % 8 == 0);
}

static void
counts_and_sums(void **state)
{
	(void)state;
	check("count", "", SAMPLES({ "1", "", 0, 0 }, { "\"a\"", "", 0, 0 }), "2");
	check("count_if", "", SAMPLES({ "true", "", 0, 0 }, { "false", "", 0, 0 }, { "true", "", 0, 0 }),
		"2");
	check("sum", "", SAMPLES({ "0.29", "", 0, 0 }, { "0.29", "", 0, 0 }, { "0.29", "", 0, 0 }), "0.87");
	check("sum", "", SAMPLES({ "1e300", "", 0, 0 }, { "1", "", 0, 0 }, { "-1e300", "", 0, 0 }), "1");
	check("mean", "", SAMPLES({ "1", "", 0, 0 }, { "2", "", 0, 0 }), "1.5");
	check("var", "", SAMPLES({ "5", "", 0, 0 }), "null");
	check("stddev", "", SAMPLES({ "5", "", 0, 0 }), "null");
	check("var", "",
		SAMPLES({ "1000000001", "", 0, 0 }, { "1000000002", "", 0, 0 }, { "1000000003", "", 0, 0 }),
		"1");
	check("stddev", "",
		SAMPLES({ "1", "", 0, 0 }, { "2", "", 0, 0 }, { "3", "", 0, 0 }, { "4", "", 0, 0 }),
		"1.2909944487358056");
	check("var", "", SAMPLES({ "1e200", "", 0, 0 }, { "-1e200", "", 0, 0 }), "inf");
	check("stddev", "", SAMPLES({ "1e200", "", 0, 0 }, { "-1e200", "", 0, 0 }), "1.414213562373095e200");
}

static void
extremes(void **state)
{
	const struct sample *mixed = SAMPLES({ "2", "", 0, 0 }, { "10", "", 0, 0 }, { "\"10\"", "", 0, 0 },
		{ "\"9\"", "", 0, 0 }, { "{\"time\":-1}", "", 0, 0 }, { "{\"time\":5}", "", 0, 0 });

	(void)state;
	check("min", "", mixed, "2");
	check("max", "", mixed, "{\"time\":5}");
	check("max", "", SAMPLES({ "\"10\"", "", 0, 0 }, { "\"9\"", "", 0, 0 }, { "\"\"", "", 0, 0 }),
		"\"9\"");
	check("min", "", SAMPLES({ "true", "", 0, 0 }, { "false", "", 0, 0 }), "false");
	check("min", "", SAMPLES({ "1e300", "", 0, 0 }, { "-0.5", "", 0, 0 }), "-0.5");
}

/* By position; records of one position by value. */
static void
ends_and_arguments(void **state)
{
	const struct sample *samples = SAMPLES({ "\"b\"", "1", 7, 2 }, { "\"a\"", "3", 7, 1 },
		{ "\"d\"", "3", 9, 0 }, { "\"c\"", "1", 9, 0 });
	const struct sample *tied = SAMPLES({ "\"y\"", "3", 7, 1 }, { "\"x\"", "3", 7, 1 },
		{ "\"x\"", "3", 9, 1 }, { "\"q\"", "2", 1, 1 });
	const struct sample *earlier =
		SAMPLES({ "\"z\"", "3", 1, 9 }, { "\"a\"", "3", 2, 1 }, { "\"b\"", "3", 1, 10 });

	(void)state;
	check("first", "", samples, "\"a\"");
	check("last", "", samples, "\"d\"");
	check("argmin", "", samples, "\"b\"");
	check("argmax", "", samples, "\"a\"");
	check("argmax_all", "", samples, "[\"a\",\"d\"]");
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
	const struct sample *samples = SAMPLES({ "2", "", 5, 0 }, { "2.0", "", 6, 0 }, { "\"a\"", "", 3, 0 },
		{ "\"a\"", "", 9, 0 }, { "\"2\"", "", 1, 0 }, { "1", "", 2, 0 });

	(void)state;
	check("mode", "", samples, "\"a\"");
	check("mode_all", "", samples, "[2,\"a\"]");
	check("top", "1", samples, "[\"a\"]");
	check("top", "3", samples, "[\"a\",2,\"2\"]");
	check("top", "100", samples, "[\"a\",2,\"2\",1]");
	check("distinct", "", samples, "4");
	check("approx_distinct", "", samples, "4");
	check("collect", "", samples, "[\"2\",1,\"a\",2,2,\"a\"]");
	check("mode", "", SAMPLES({ "2", "", 5, 0 }, { "1", "", 5, 0 }), "1");
}

/* R's type 7, exact decimals. */
static void
quantiles(void **state)
{
	const struct sample *samples = SAMPLES({ "0.1", "", 0, 0 }, { "0.3", "", 0, 0 }, { "0.3", "", 0, 0 },
		{ "0.3", "", 0, 0 }, { "7", "", 0, 0 });

	(void)state;
	for (int approx = 0; approx < 2; approx++) {
		const char *name = approx ? "approx_quantile" : "quantile";
		check(name, "0", samples, "0.1");
		check(name, "1", samples, "7");
		check(name, "0.5", samples, "0.3");
		check(name, "0.25", samples, "0.3");
		check(name, "0.1", samples, "0.18");
		check(name, "0.875", samples, "3.65");
	}
	check("median", "", SAMPLES({ "1", "", 0, 0 }, { "2", "", 0, 0 }), "1.5");
	check("median", "", SAMPLES({ "2", "", 0, 0 }, { "-1e300", "", 0, 0 }, { "1e300", "", 0, 0 }), "2");
	check("median", "", SAMPLES({ "9007199254740993", "", 0, 0 }), "9007199254740993");
	check("median", "",
		SAMPLES({ "3", "", 0, 0 }, { "1", "", 0, 0 }, { "2", "", 0, 0 }, { "4", "", 0, 0 }), "2.5");
}

/* slope(x, y): how much y grows when x grows by 1. */
static void
pairs(void **state)
{
	const struct sample *line = SAMPLES({ "1", "3", 0, 0 }, { "2", "5", 0, 0 }, { "3", "7", 0, 0 });

	(void)state;
	check("slope", "", line, "2");
	check("corr", "", line, "1");
	check("corr", "", SAMPLES({ "1", "2", 0, 0 }, { "2", "1", 0, 0 }, { "3", "3", 0, 0 }), "0.5");
	check("slope", "", SAMPLES({ "1", "2", 0, 0 }), "null");
	check("corr", "", SAMPLES({ "1", "2", 0, 0 }, { "1", "3", 0, 0 }), "null");
	check("slope", "", SAMPLES({ "1", "2", 0, 0 }, { "1", "3", 0, 0 }), "null");
	check("corr", "", SAMPLES({ "1", "2", 0, 0 }, { "3", "2", 0, 0 }), "null");
	check("slope", "", SAMPLES({ "1", "2", 0, 0 }, { "3", "2", 0, 0 }), "0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes),
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
