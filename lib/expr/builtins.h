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

/* A call under evaluation. No argument is null but for those with ARGUMENT_NULL (then the result is null
 * without a call), and each is of a kind that the table allows. */
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

/* Fills *result and returns 0, or refuses. A number that is not one (NaN) becomes null and is counted; an
 * infinite one is refused. */
typedef int builtin_function(struct call *call);

enum builtin_form {
	BUILTIN_PLAIN, /* all arguments are evaluated; it maps over arrays where it does not take them */
	BUILTIN_IF,    /* the compiler makes skips of these two */
	BUILTIN_COALESCE,
	BUILTIN_AGGREGATE, /* computed over many records: kpi-agg's */
};

enum { BUILTIN_MANY = INT_MAX }; /* no upper bound of arguments */

/* In place of the types of an aggregate's last argument: it is no argument program but the call's constant, a
 * number from 0 to 1, or a whole number from 1. */
enum { ARGUMENT_SHARE = 1 << 29, ARGUMENT_RANK = 1 << 30 };

/* Beside TYPE_TEXT, what the text is; one that is written out is checked when compiling (literals.c). The
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

/* Beside other types: a null is an argument like others; what the first argument can be compared with. */
enum { ARGUMENT_NULL = 1 << 27, ARGUMENT_COMPARED = 1 << 28 };

struct builtin {
	const char *name;
	const char *usage; /* its arguments, in parentheses */
	unsigned least, most;
	unsigned arguments[3]; /* types of each; the third one stands for those that follow */
	unsigned result;
	enum builtin_form form;
	builtin_function *function;
	const char *help; /* one line of tillpipe-expressions(7), which a test compares */
};

extern const struct builtin builtins[]; /* ended by a NULL name */

/* NULL when there is none. Of a name that is both, a function of arrays and an aggregate, the one or the
 * other.
 */
const struct builtin *builtin_find(struct slice name, bool aggregate);

/* Adds the names that can be called; with aggregates those of aggregates too. 0, or -1: memory ran out. */
int builtin_names(struct names *names, bool aggregates);

/* The types that argument i (from 0) may have; of one too many that is not the question. */
static inline unsigned
builtin_argument(const struct builtin *builtin, size_t i)
{
	return i >= builtin->most ? TYPE_ANY : builtin->arguments[i < 3 ? i : 2];
}

enum { CALL_TEXT_LIMIT = 64 * 1024 * 1024 }; /* as long as a line may be */

/* run_call.c. Room for a text of n bytes in the scratch, or NULL: it is refused as too long, or memory ran
 * out. */
char *call_reserve(struct call *call, size_t n);

/* The result is what stands outside the function's domain: null, counted. Returns 0. */
int call_undefined(struct call *call);

/* A whole number from argument i, cut to +-1e9; false when it is none. */
bool call_whole(const struct call *call, size_t i, long *whole);

/* Refuses a value in argument i, an element of it or itself, that is not of the types needed. Always -1. */
int call_refuse(struct call *call, size_t i, const struct value *value, unsigned needed);

/* functions_time.c. Makes a text in one of the usual forms of time/instant.h a time; other kinds stay as they
 * are. False for another text. */
bool time_argument(struct value *value);

/* What time_part() knows, ended by NULL. */
extern const char *const time_part_names[];

/* functions_array.c. Demands that the elements of the array in argument 0, nulls aside, are of one kind, so
 * that they have an order. 0, or -1: refused. */
int array_check_kinds(struct call *call);

builtin_function array_sum, array_mean, array_min, array_max, array_count, array_any, array_all, array_join,
	array_sort, array_unique, array_split, array_length, array_contains;
builtin_function time_time, time_parse, time_write, time_trunc, time_add, time_diff, time_part, time_epoch,
	time_now;
builtin_function text_lower, text_upper, text_trim, text_length, text_substr, text_contains, text_starts_with,
	text_ends_with, text_replace, text_split_part, text_concat, text_lpad;
builtin_function number_abs, number_rounded, number_floored, number_ceiled, number_sqrt, number_ln,
	number_exp, number_pow, number_bucket, number_least, number_greatest, number_number;
builtin_function regex_matches, regex_extract, regex_substitute;
builtin_function value_nullif, value_type, value_bool, value_hashed;

#endif
