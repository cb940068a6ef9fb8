/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/builtins.h"

enum {
	B = TYPE_BOOL,
	N = TYPE_NUMBER,
	T = TYPE_TEXT,
	A = TYPE_SINGLE,
	X = TYPE_ANY,
	MANY_OF = TYPE_ARRAY | TYPE_SINGLE << TYPE_ELEMENT,
	ARRAY = TYPE_ARRAY | TYPE_KINDS << TYPE_ELEMENT,
	BOOLS = TYPE_ARRAY | B << TYPE_ELEMENT,
	NUMBERS = TYPE_ARRAY | N << TYPE_ELEMENT,
	TEXTS = TYPE_ARRAY | T << TYPE_ELEMENT,
	TIME = TYPE_TIME | T | ARGUMENT_TIME,
	UNIT = T | ARGUMENT_UNIT,
	READ_FORMAT = T | ARGUMENT_READ_FORMAT,
	PATTERN = T | ARGUMENT_PATTERN,
	MANY = BUILTIN_MANY,
};

#define PLAIN BUILTIN_PLAIN
#define AGGREGATE BUILTIN_AGGREGATE

/* clang-format off */
const struct builtin builtins[] = {
	{ "if", "(c, x, y)", 3, 3, { B, X, X }, X, BUILTIN_IF, NULL, "x where c is true, y where c is false or null." },
	{ "coalesce", "(x, ...)", 1, MANY, { X, X, X }, X, BUILTIN_COALESCE, NULL, "The first argument that is not null." },
	{ "nullif", "(x, y)", 2, 2, { A | ARGUMENT_NULL, A | ARGUMENT_NULL | ARGUMENT_COMPARED }, A, PLAIN, value_nullif, "x, but null where it is equal to y." },

	{ "lower", "(x)", 1, 1, { T }, T, PLAIN, text_lower, "x with the letters A to Z made small." },
	{ "upper", "(x)", 1, 1, { T }, T, PLAIN, text_upper, "x with the letters a to z made capital." },
	{ "trim", "(x)", 1, 1, { T }, T, PLAIN, text_trim, "x without blanks, tabs and line ends at its ends." },
	{ "length", "(x)", 1, 1, { T | ARRAY }, N, PLAIN, array_length, "The number of characters in the text x, or of elements in the array x." },
	{ "substr", "(x, from[, n])", 2, 3, { T, N, N }, T, PLAIN, text_substr, "n characters of x, or all to its end, from character number from, where 1 is the first and -1 the last." },
	{ "contains", "(x, y)", 2, 2, { T | MANY_OF, A }, B, PLAIN, array_contains, "Whether y stands somewhere in the text x, or is an element of the array x." },
	{ "starts_with", "(x, y)", 2, 2, { T, T }, B, PLAIN, text_starts_with, "Whether x begins with y." },
	{ "ends_with", "(x, y)", 2, 2, { T, T }, B, PLAIN, text_ends_with, "Whether x ends with y." },
	{ "replace", "(x, y, z)", 3, 3, { T, T, T }, T, PLAIN, text_replace, "x with every y in it replaced by z." },
	{ "split_part", "(x, separator, n)", 3, 3, { T, T, N }, T, PLAIN, text_split_part, "Part number n of x, where 1 is the first and -1 the last; empty where there are fewer parts." },
	{ "concat", "(x, ...)", 1, MANY, { A, A, A }, T, PLAIN, text_concat, "The arguments, each as text() gives it, one behind the other." },
	{ "lpad", "(x, n[, fill])", 2, 3, { T, N, T }, T, PLAIN, text_lpad, "x filled up on the left to n characters, with blanks or the text fill; a longer x is cut to n." },

	{ "matches", "(x, pattern)", 2, 2, { T, PATTERN }, B, PLAIN, regex_matches, "Whether the pattern matches somewhere in x." },
	{ "extract", "(x, pattern[, group])", 2, 3, { T, PATTERN, N }, T, PLAIN, regex_extract, "What the pattern's first group matches, or the whole of a pattern without groups, or the group with that number; null where nothing does." },
	{ "substitute", "(x, pattern, y)", 3, 3, { T, PATTERN, T }, T, PLAIN, regex_substitute, "x with every match of the pattern replaced by y." },

	{ "abs", "(x)", 1, 1, { N }, N, PLAIN, number_abs, "x without its sign." },
	{ "round", "(x[, places])", 1, 2, { N, N }, N, PLAIN, number_rounded, "x rounded to a whole number or to places behind the point, halves away from zero." },
	{ "floor", "(x)", 1, 1, { N }, N, PLAIN, number_floored, "The greatest whole number that is not above x." },
	{ "ceil", "(x)", 1, 1, { N }, N, PLAIN, number_ceiled, "The least whole number that is not below x." },
	{ "sqrt", "(x)", 1, 1, { N }, N, PLAIN, number_sqrt, "The square root of x." },
	{ "ln", "(x)", 1, 1, { N }, N, PLAIN, number_ln, "The natural logarithm of x." },
	{ "exp", "(x)", 1, 1, { N }, N, PLAIN, number_exp, "e to the power x." },
	{ "pow", "(x, y)", 2, 2, { N, N }, N, PLAIN, number_pow, "x to the power y." },
	{ "bucket", "(x, width[, origin])", 2, 3, { N, N, N }, N, PLAIN, number_bucket, "The lower end of the bucket that x is in, where one begins at origin, or at 0." },
	{ "least", "(x, ...)", 1, MANY, { N, N, N }, N, PLAIN, number_least, "The smallest of the arguments." },
	{ "greatest", "(x, ...)", 1, MANY, { N, N, N }, N, PLAIN, number_greatest, "The largest of the arguments." },

	{ "number", "(x)", 1, 1, { N | T }, N, PLAIN, number_number, "The number that the text x writes; a number is itself." },
	{ "text", "(x)", 1, 1, { A }, T, PLAIN, text_concat, "x as it is written in JSON, a text without its quotes." },
	{ "bool", "(x)", 1, 1, { B | N | T }, B, PLAIN, value_bool, "True of true, t, yes, y, on and 1, false of false, f, no, n, off and 0, in capitals too." },
	{ "type", "(x)", 1, 1, { X | ARGUMENT_NULL }, T, PLAIN, value_type, "The type of x: null, bool, number, text, time, array or object." },
	{ "hash", "(x, ...)", 1, MANY, { X, X, X }, N, PLAIN, value_hashed, "A whole number from 0 to below 2^53 that depends on the arguments alone." },

	{ "time", "(x)", 1, 1, { T | TYPE_TIME }, TYPE_TIME, PLAIN, time_time, "The time that the text x writes; a time is itself." },
	{ "parse_time", "(x, format, ...)", 2, MANY, { N | T | TYPE_TIME, READ_FORMAT, READ_FORMAT }, TYPE_TIME, PLAIN, time_parse, "The time that x writes by the first of the formats that reads it." },
	{ "format_time", "(t, format)", 2, 2, { TIME, T | ARGUMENT_WRITE_FORMAT }, T, PLAIN, time_write, "t written by the format." },
	{ "trunc_time", "(t, unit)", 2, 2, { TIME, T | ARGUMENT_SPAN }, TYPE_TIME, PLAIN, time_trunc, "The beginning of the unit that t is in, or of the span of a length as 15m." },
	{ "add_time", "(t, n, unit)", 3, 3, { TIME, N, UNIT }, TYPE_TIME, PLAIN, time_add, "The time n units after t; n is a whole number." },
	{ "diff_time", "(a, b, unit)", 3, 3, { TIME, TIME, UNIT }, N, PLAIN, time_diff, "How many units a is after b; whole ones of month, quarter and year." },
	{ "time_part", "(t, part)", 2, 2, { TIME, T | ARGUMENT_PART }, N, PLAIN, time_part, "The year, quarter, month, week, day, weekday, yearday, hour, minute or second of t." },
	{ "epoch", "(t)", 1, 1, { TIME }, N, PLAIN, time_epoch, "The seconds from 1970-01-01T00:00:00Z to t." },
	{ "now", "()", 0, 0, { 0 }, TYPE_TIME, PLAIN, time_now, "The time at which it is asked." },

	{ "sum", "(a)", 1, 1, { NUMBERS }, N, PLAIN, array_sum, "The sum of the elements of a, exact; of none null." },
	{ "mean", "(a)", 1, 1, { NUMBERS }, N, PLAIN, array_mean, "Their mean." },
	{ "min", "(a)", 1, 1, { MANY_OF }, A, PLAIN, array_min, "The least element." },
	{ "max", "(a)", 1, 1, { MANY_OF }, A, PLAIN, array_max, "The greatest element." },
	{ "count", "(a)", 1, 1, { ARRAY }, N, PLAIN, array_count, "How many elements are not null." },
	{ "any", "(a)", 1, 1, { BOOLS }, B, PLAIN, array_any, "Whether one of the elements is true." },
	{ "all", "(a)", 1, 1, { BOOLS }, B, PLAIN, array_all, "Whether none of the elements is false." },
	{ "join", "(a, separator)", 2, 2, { MANY_OF, T }, T, PLAIN, array_join, "The elements, each as text() gives it, with separators between." },
	{ "sort", "(a)", 1, 1, { MANY_OF }, MANY_OF, PLAIN, array_sort, "The elements from the least to the greatest, null first." },
	{ "unique", "(a)", 1, 1, { MANY_OF }, MANY_OF, PLAIN, array_unique, "The elements without those that came before." },
	{ "split", "(x, separator)", 2, 2, { T, T }, TEXTS, PLAIN, array_split, "The parts of the text x as an array." },

	{ "count", "([x])", 0, 1, { X }, N, AGGREGATE, NULL, "How many records there are, or in how many x is not null." },
	{ "count_if", "(c)", 1, 1, { B }, N, AGGREGATE, NULL, "In how many records c is true." },
	{ "sum", "(x)", 1, 1, { N }, N, AGGREGATE, NULL, "The sum of x, exact." },
	{ "mean", "(x)", 1, 1, { N }, N, AGGREGATE, NULL, "The mean of x." },
	{ "min", "(x)", 1, 1, { A }, A, AGGREGATE, NULL, "The least x." },
	{ "max", "(x)", 1, 1, { A }, A, AGGREGATE, NULL, "The greatest x." },
	{ "var", "(x)", 1, 1, { N }, N, AGGREGATE, NULL, "The variance of x in the sample, by n - 1; null of less than two." },
	{ "stddev", "(x)", 1, 1, { N }, N, AGGREGATE, NULL, "The standard deviation of x in the sample, the root of var(x)." },
	{ "first", "(x)", 1, 1, { A }, A, AGGREGATE, NULL, "The earliest x." },
	{ "last", "(x)", 1, 1, { A }, A, AGGREGATE, NULL, "The latest x." },
	{ "argmin", "(x, y)", 2, 2, { A, A }, A, AGGREGATE, NULL, "x where y is least, the earliest of several." },
	{ "argmax", "(x, y)", 2, 2, { A, A }, A, AGGREGATE, NULL, "x where y is greatest, the earliest of several." },
	{ "argmax_all", "(x, y)", 2, 2, { A, A }, MANY_OF, AGGREGATE, NULL, "An array of every x where y is greatest." },
	{ "mode", "(x)", 1, 1, { A }, A, AGGREGATE, NULL, "The most frequent x, the one that came earliest of several." },
	{ "mode_all", "(x)", 1, 1, { A }, MANY_OF, AGGREGATE, NULL, "An array of every x that is most frequent." },
	{ "distinct", "(x)", 1, 1, { A }, N, AGGREGATE, NULL, "How many different x there are, exact." },
	{ "approx_distinct", "(x)", 1, 1, { A }, N, AGGREGATE, NULL, "How many different x there are, in little memory." },
	{ "quantile", "(x, q)", 2, 2, { N, ARGUMENT_SHARE }, N, AGGREGATE, NULL, "The quantile q of x, from 0 to 1, between neighbours in a straight line; exact." },
	{ "median", "(x)", 1, 1, { N }, N, AGGREGATE, NULL, "quantile(x, 0.5)." },
	{ "approx_quantile", "(x, q)", 2, 2, { N, ARGUMENT_SHARE }, N, AGGREGATE, NULL, "The quantile q of x, in little memory." },
	{ "top", "(x, k)", 2, 2, { A, ARGUMENT_RANK }, MANY_OF, AGGREGATE, NULL, "An array of the k most frequent x." },
	{ "corr", "(x, y)", 2, 2, { N, N }, N, AGGREGATE, NULL, "The correlation of x and y, Pearson's." },
	{ "slope", "(x, y)", 2, 2, { N, N }, N, AGGREGATE, NULL, "The slope of the line of least squares that gives y from x." },
	{ "collect", "(x)", 1, 1, { A }, MANY_OF, AGGREGATE, NULL, "An array of all x in their order." },
	{ NULL, NULL, 0, 0, { 0 }, 0, PLAIN, NULL, NULL },
};
/* clang-format on */

const struct builtin *
builtin_find(struct slice name, bool aggregate)
{
	const struct builtin *found = NULL;

	for (const struct builtin *b = builtins; b->name; b++)
		if (slice_is(name, b->name) && (!found || (b->form == AGGREGATE) == aggregate))
			found = b;
	return found;
}

int
builtin_names(struct names *names, bool aggregates)
{
	for (const struct builtin *b = builtins; b->name; b++)
		if ((aggregates || b->form != AGGREGATE) && names_add(names, slice_of(b->name)))
			return -1;
	return 0;
}
