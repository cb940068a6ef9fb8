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
	{ "if", "(c, x, y)", 3, 3, { B, X, X }, X, BUILTIN_IF, NULL, "x if c is true, y if c is false or null." },
	{ "coalesce", "(x, ...)", 1, MANY, { X, X, X }, X, BUILTIN_COALESCE, NULL, "The first argument that is not null." },
	{ "nullif", "(x, y)", 2, 2, { A | ARGUMENT_NULL, A | ARGUMENT_NULL | ARGUMENT_COMPARED }, A, PLAIN, value_nullif, "x, but null if it is equal to y." },

	{ "lower", "(x)", 1, 1, { T }, T, PLAIN, text_lower, "x with the letters A to Z in lower case." },
	{ "upper", "(x)", 1, 1, { T }, T, PLAIN, text_upper, "x with the letters a to z in upper case." },
	{ "trim", "(x)", 1, 1, { T }, T, PLAIN, text_trim, "x without white space at either end." },
	{ "length", "(x)", 1, 1, { T | ARRAY }, N, PLAIN, array_length, "The number of characters in the text x, or of elements in the array x." },
	{ "substr", "(x, from[, n])", 2, 3, { T, N, N }, T, PLAIN, text_substr, "n characters of x, or all to its end, starting at character number from; 1 is the first, -1 the last." },
	{ "contains", "(x, y)", 2, 2, { T | MANY_OF, A }, B, PLAIN, array_contains, "Whether y occurs in the text x, or is an element of the array x." },
	{ "starts_with", "(x, y)", 2, 2, { T, T }, B, PLAIN, text_starts_with, "Whether x begins with y." },
	{ "ends_with", "(x, y)", 2, 2, { T, T }, B, PLAIN, text_ends_with, "Whether x ends with y." },
	{ "replace", "(x, y, z)", 3, 3, { T, T, T }, T, PLAIN, text_replace, "x with every occurrence of y replaced with z." },
	{ "split_part", "(x, separator, n)", 3, 3, { T, T, N }, T, PLAIN, text_split_part, "Part number n of x; 1 is the first, -1 the last; empty if there are fewer parts." },
	{ "concat", "(x, ...)", 1, MANY, { A, A, A }, T, PLAIN, text_concat, "The arguments, converted as by text(), joined together." },
	{ "lpad", "(x, n[, fill])", 2, 3, { T, N, T }, T, PLAIN, text_lpad, "x padded on the left to n characters, with blanks or the text fill; a longer x is cut to n." },

	{ "matches", "(x, pattern)", 2, 2, { T, PATTERN }, B, PLAIN, regex_matches, "Whether the pattern matches somewhere in x." },
	{ "extract", "(x, pattern[, group])", 2, 3, { T, PATTERN, N }, T, PLAIN, regex_extract, "The match of the first group, of the whole pattern if it has none, or of the given group; null if there is no match." },
	{ "substitute", "(x, pattern, y)", 3, 3, { T, PATTERN, T }, T, PLAIN, regex_substitute, "x with every match of the pattern replaced with y." },

	{ "abs", "(x)", 1, 1, { N }, N, PLAIN, math_abs, "The absolute value of x." },
	{ "round", "(x[, places])", 1, 2, { N, N }, N, PLAIN, math_round, "x rounded to a whole number or to places after the point, halves away from zero." },
	{ "floor", "(x)", 1, 1, { N }, N, PLAIN, math_floor, "The largest whole number that is not above x." },
	{ "ceil", "(x)", 1, 1, { N }, N, PLAIN, math_ceil, "The smallest whole number that is not below x." },
	{ "sqrt", "(x)", 1, 1, { N }, N, PLAIN, math_sqrt, "The square root of x." },
	{ "ln", "(x)", 1, 1, { N }, N, PLAIN, math_ln, "The natural logarithm of x." },
	{ "exp", "(x)", 1, 1, { N }, N, PLAIN, math_exp, "e to the power x." },
	{ "pow", "(x, y)", 2, 2, { N, N }, N, PLAIN, math_pow, "x to the power y." },
	{ "bucket", "(x, width[, origin])", 2, 3, { N, N, N }, N, PLAIN, math_bucket, "The lower end of the bucket that contains x; one of the buckets begins at origin, default 0." },
	{ "least", "(x, ...)", 1, MANY, { N, N, N }, N, PLAIN, math_least, "The smallest of the arguments." },
	{ "greatest", "(x, ...)", 1, MANY, { N, N, N }, N, PLAIN, math_greatest, "The largest of the arguments." },

	{ "number", "(x)", 1, 1, { N | T }, N, PLAIN, value_number, "The text x read as a number; a number is unchanged." },
	{ "text", "(x)", 1, 1, { A }, T, PLAIN, text_concat, "x as it is written in JSON, but a text without quotes." },
	{ "bool", "(x)", 1, 1, { B | N | T }, B, PLAIN, value_bool, "True for true, t, yes, y, on and 1, false for false, f, no, n, off and 0, in upper or lower case." },
	{ "type", "(x)", 1, 1, { X | ARGUMENT_NULL }, T, PLAIN, value_type, "The type of x: null, bool, number, text, time, array or object." },
	{ "hash", "(x, ...)", 1, MANY, { X, X, X }, N, PLAIN, value_hash, "A whole number from 0 to below 2^53 that depends only on the arguments." },

	{ "time", "(x)", 1, 1, { T | TYPE_TIME }, TYPE_TIME, PLAIN, time_convert, "The text x read as a time; a time is unchanged." },
	{ "parse_time", "(x, format, ...)", 2, MANY, { N | T | TYPE_TIME, READ_FORMAT, READ_FORMAT }, TYPE_TIME, PLAIN, time_parse, "x read as a time by the first of the formats that fits." },
	{ "format_time", "(t, format)", 2, 2, { TIME, T | ARGUMENT_WRITE_FORMAT }, T, PLAIN, time_write, "t written in the format." },
	{ "trunc_time", "(t, unit)", 2, 2, { TIME, T | ARGUMENT_SPAN }, TYPE_TIME, PLAIN, time_trunc, "The start of the unit that contains t, or of the span of a duration such as 15m." },
	{ "add_time", "(t, n, unit)", 3, 3, { TIME, N, UNIT }, TYPE_TIME, PLAIN, time_add, "The time n units after t; n is a whole number." },
	{ "diff_time", "(a, b, unit)", 3, 3, { TIME, TIME, UNIT }, N, PLAIN, time_diff, "How many units a is after b; only whole ones of month, quarter and year." },
	{ "time_part", "(t, part)", 2, 2, { TIME, T | ARGUMENT_PART }, N, PLAIN, time_part, "The year, quarter, month, week, day, weekday, yearday, hour, minute or second of t." },
	{ "epoch", "(t)", 1, 1, { TIME }, N, PLAIN, time_epoch, "The seconds from 1970-01-01T00:00:00Z to t." },
	{ "now", "()", 0, 0, { 0 }, TYPE_TIME, PLAIN, time_now, "The current time." },

	{ "sum", "(a)", 1, 1, { NUMBERS }, N, PLAIN, array_sum, "The exact sum of the elements of a; null if there are none." },
	{ "mean", "(a)", 1, 1, { NUMBERS }, N, PLAIN, array_mean, "Their mean." },
	{ "min", "(a)", 1, 1, { MANY_OF }, A, PLAIN, array_min, "The smallest element." },
	{ "max", "(a)", 1, 1, { MANY_OF }, A, PLAIN, array_max, "The largest element." },
	{ "count", "(a)", 1, 1, { ARRAY }, N, PLAIN, array_count, "The number of elements that are not null." },
	{ "any", "(a)", 1, 1, { BOOLS }, B, PLAIN, array_any, "Whether one of the elements is true." },
	{ "all", "(a)", 1, 1, { BOOLS }, B, PLAIN, array_all, "Whether none of the elements is false." },
	{ "join", "(a, separator)", 2, 2, { MANY_OF, T }, T, PLAIN, array_join, "The elements, converted as by text(), with separators between them." },
	{ "sort", "(a)", 1, 1, { MANY_OF }, MANY_OF, PLAIN, array_sort, "The elements from smallest to largest, null first." },
	{ "unique", "(a)", 1, 1, { MANY_OF }, MANY_OF, PLAIN, array_unique, "The elements without repetitions." },
	{ "split", "(x, separator)", 2, 2, { T, T }, TEXTS, PLAIN, array_split, "The parts of the text x as an array." },

	{ "count", "([x])", 0, 1, { X }, N, AGGREGATE, NULL, "The number of records, or of those in which x is not null." },
	{ "count_if", "(c)", 1, 1, { B }, N, AGGREGATE, NULL, "The number of records in which c is true." },
	{ "sum", "(x)", 1, 1, { N }, N, AGGREGATE, NULL, "The exact sum of x." },
	{ "mean", "(x)", 1, 1, { N }, N, AGGREGATE, NULL, "The mean of x." },
	{ "min", "(x)", 1, 1, { A }, A, AGGREGATE, NULL, "The smallest x." },
	{ "max", "(x)", 1, 1, { A }, A, AGGREGATE, NULL, "The largest x." },
	{ "var", "(x)", 1, 1, { N }, N, AGGREGATE, NULL, "The sample variance of x, with divisor n - 1; null for less than two values." },
	{ "stddev", "(x)", 1, 1, { N }, N, AGGREGATE, NULL, "The sample standard deviation of x, the square root of var(x)." },
	{ "first", "(x)", 1, 1, { A }, A, AGGREGATE, NULL, "The earliest x." },
	{ "last", "(x)", 1, 1, { A }, A, AGGREGATE, NULL, "The latest x." },
	{ "argmin", "(x, y)", 2, 2, { A, A }, A, AGGREGATE, NULL, "x where y is smallest; the earliest of several." },
	{ "argmax", "(x, y)", 2, 2, { A, A }, A, AGGREGATE, NULL, "x where y is largest; the earliest of several." },
	{ "argmax_all", "(x, y)", 2, 2, { A, A }, MANY_OF, AGGREGATE, NULL, "An array of every x where y is largest." },
	{ "mode", "(x)", 1, 1, { A }, A, AGGREGATE, NULL, "The most frequent x; of several, the one that came earliest." },
	{ "mode_all", "(x)", 1, 1, { A }, MANY_OF, AGGREGATE, NULL, "An array of all most frequent x." },
	{ "distinct", "(x)", 1, 1, { A }, N, AGGREGATE, NULL, "The exact number of different x." },
	{ "approx_distinct", "(x)", 1, 1, { A }, N, AGGREGATE, NULL, "The approximate number of different x, in little memory." },
	{ "quantile", "(x, q)", 2, 2, { N, ARGUMENT_SHARE }, N, AGGREGATE, NULL, "The exact quantile q, from 0 to 1, of x, with linear interpolation." },
	{ "median", "(x)", 1, 1, { N }, N, AGGREGATE, NULL, "quantile(x, 0.5)." },
	{ "approx_quantile", "(x, q)", 2, 2, { N, ARGUMENT_SHARE }, N, AGGREGATE, NULL, "The approximate quantile q of x, in little memory." },
	{ "top", "(x, k)", 2, 2, { A, ARGUMENT_RANK }, MANY_OF, AGGREGATE, NULL, "An array of the k most frequent x." },
	{ "corr", "(x, y)", 2, 2, { N, N }, N, AGGREGATE, NULL, "The Pearson correlation of x and y." },
	{ "slope", "(x, y)", 2, 2, { N, N }, N, AGGREGATE, NULL, "The slope of the least-squares line that predicts y from x." },
	{ "collect", "(x)", 1, 1, { A }, MANY_OF, AGGREGATE, NULL, "An array of all x, in order." },
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
