/* SPDX-License-Identifier: GPL-3.0-or-later */
/* builtins: the one table of the functions of the language. */
#ifndef EXPR_BUILTINS_H
#define EXPR_BUILTINS_H

#include "base/names.h"
#include "base/slice.h"
#include "expr/program.h"
#include "expr/types.h"
#include "expr/value.h"
#include "record/refusal.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

struct evaluation;

/* A call under evaluation. Each argument is of a kind that the table allows, and none is null, but for those
 * with ARGUMENT_NULL: a null makes the result null without a call. */
struct call {
	struct scratch *scratch;
	struct refusal *refusal;
	struct slice text; /* the call as it was written */
	const struct value *arguments;
	size_t count;
	struct value *result;
	const struct regex *regex; /* of its pattern; NULL in calls without one */
	const struct evaluation *evaluation;
};

/* Sets *result and returns 0, or refuses. A NaN becomes null and is counted; an infinity is refused. */
typedef int builtin_function(struct call *call);

enum builtin_form {
	BUILTIN_PLAIN, /* all arguments are evaluated; it maps over arrays where it does not take them */
	BUILTIN_IF,    /* the compiler makes jumps of these two */
	BUILTIN_COALESCE,
	BUILTIN_AGGREGATE, /* computed over many records, by kpi-agg */
};

enum { BUILTIN_MANY = INT_MAX }; /* no upper bound of arguments */

/* Instead of the types of an aggregate's last argument, which is then the call's constant and not a program:
 * a number from 0 to 1, or a whole number from 1 up. */
enum { ARGUMENT_SHARE = 1 << 29, ARGUMENT_RANK = 1 << 30 };

/* Beside TYPE_TEXT, what the text is; one that is written out is checked when compiling (calls.c). The
 * text of ARGUMENT_TIME has become a time before the function is called, or the record is refused. */
enum {
	ARGUMENT_TIME = 1 << 20,
	ARGUMENT_UNIT = 1 << 21, /* of a calendar */
	ARGUMENT_SPAN = 1 << 22, /* such a unit or a duration */
	ARGUMENT_PART = 1 << 23, /* of a time */
	ARGUMENT_READ_FORMAT = 1 << 24,
	ARGUMENT_WRITE_FORMAT = 1 << 25,
	ARGUMENT_PATTERN = 1 << 26, /* always written out; the call has it compiled */
};

/* Beside other types: a null is an argument like others; the value must be comparable with the first
 * argument. */
enum { ARGUMENT_NULL = 1 << 27, ARGUMENT_COMPARED = 1 << 28 };

struct builtin {
	const char *name;
	const char *usage; /* its arguments, in parentheses */
	unsigned least, most;
	unsigned arguments[3]; /* types of each; those after the third are as the third */
	unsigned result;
	enum builtin_form form;
	builtin_function *function;
	const char *help; /* one line of tillpipe-expressions(7), which a test compares */
};

extern const struct builtin builtins[]; /* ended by a NULL name */

/* The builtin of that name, or NULL. When a function of arrays and an aggregate share the name, `aggregate`
 * says which. */
const struct builtin *builtin_find(struct slice name, bool aggregate);

/* Adds the names that can be called; with aggregates those of aggregates too. 0, or -1: memory ran out. */
int builtin_names(struct names *names, bool aggregates);

/* The types that argument i (from 0) may have; any when the builtin does not take as many. */
static inline unsigned
builtin_argument(const struct builtin *builtin, size_t i)
{
	return i >= builtin->most ? TYPE_ANY : builtin->arguments[i < 3 ? i : 2];
}

enum { CALL_TEXT_LIMIT = 64 * 1024 * 1024 }; /* bytes, as for a line */

/* operators.c. Reserves n bytes in the scratch for a text; NULL when it is refused as too long, or memory ran
 * out. */
char *call_reserve(struct call *call, size_t n);

/* Makes the result null, and counts it: an argument is outside of the function's domain. Returns 0. */
int call_undefined(struct call *call);

/* Argument i as a whole number, clamped to +-1e9; false when it is not whole. */
bool call_whole(const struct call *call, size_t i, long *whole);

/* Refuses argument i, or an element of it, as not of the types needed. Always -1. */
int call_refuse(struct call *call, size_t i, const struct value *value, unsigned needed);

/* functions_time.c. Makes a text in one of the usual forms of time/instant.h a time; other kinds stay as they
 * are. False for another text. */
bool time_argument(struct value *value);

/* The parts that time_part() takes, ended by NULL. */
extern const char *const time_part_names[];

builtin_function array_sum, array_mean, array_min, array_max, array_count, array_any, array_all, array_join,
	array_sort, array_unique, array_split, array_length, array_contains;
builtin_function time_convert, time_parse, time_write, time_trunc, time_add, time_diff, time_part, time_epoch,
	time_now;
builtin_function text_lower, text_upper, text_trim, text_length, text_substr, text_contains, text_starts_with,
	text_ends_with, text_replace, text_split_part, text_concat, text_lpad;
builtin_function math_abs, math_round, math_floor, math_ceil, math_sqrt, math_ln, math_exp, math_pow,
	math_bucket, math_least, math_greatest, value_number;
builtin_function regex_matches, regex_extract, regex_substitute;
builtin_function value_nullif, value_type, value_bool, value_hash;

#endif
