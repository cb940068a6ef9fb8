/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program: a compiled expression. Compiling asks the projection for a slot per path, so evaluation reads what
 * the scanner has found, and decodes it on first use. */
#ifndef EXPR_PROGRAM_H
#define EXPR_PROGRAM_H

#include "base/error.h"
#include "base/names.h"
#include "expr/scope.h"
#include "expr/value.h"
#include "record/refusal.h"
#include "record/scan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct program; /* read-only after compiling: any number of threads may evaluate it, each with a scratch */

/* Compiles text. The program lives as long as the scope. `option` names the text in messages ("-w"). NULL
 * with STATUS_USAGE: the message shows the text, a caret under the column, what was expected and the nearest
 * name. */
const struct program *program_compile(
	struct scope *scope, const char *option, struct slice text, struct error *error);

/* The same for a condition (-w), for program_holds. One that can never be true or false is an error. */
const struct program *program_compile_condition(
	struct scope *scope, const char *option, struct slice text, struct error *error);

/* Adds definitions ("NAME = EXPR" lines, # comments) to the scope. `file` is the name for messages. An error
 * in a definition is found here, whether anything uses it or not. 0 or -1. */
int definitions_compile(struct scope *scope, const char *file, struct slice text, struct error *error);

/* Compiles "NAME = EXPR" as -s and -a take it; *name lives as long as the scope. */
const struct program *program_compile_setting(
	struct scope *scope, const char *option, struct slice text, struct slice *name, struct error *error);

/* The program of one name from an option's list (-g, --features): a setting, or a path of the record. Only
 * dots are special in it: `Days for shipping (real)` needs no braces here. NULL with the error. */
const struct program *program_compile_name(
	struct scope *scope, const char *option, struct slice name, struct error *error);

/* The types that the value can be of: a set of expr/types.h. */
unsigned program_types(const struct program *program);

/* The slot of a program that is only a field; -1 of any other. */
int program_slot(const struct program *program);

/* Whether the program reads any of the settings from number `from` to before `to`. */
bool program_uses_settings(const struct program *program, size_t from, size_t to);

enum { SCRATCH_LIMIT = 1024 * 1024 * 1024 }; /* bytes of texts and arrays that one record may make */

/* The working memory of an evaluator, one for each thread. */
struct scratch {
	const struct slot *slots;        /* the scanner's, as gathered */
	const struct gathered *gathered; /* or NULL: then arrays are walked again */
	const struct value *settings;    /* values of settings so far, by index */
	const struct value *aggregates;  /* values of aggregate calls, by number, for result programs */
	struct arena texts;              /* made while evaluating this record */
	struct value *stack;
	size_t stack_capacity;
	struct {
		struct value *at;
		size_t count, capacity;
	} collected;        /* values that become an array */
	uint64_t undefined; /* divisions by zero and the like: null, counted */
	bool failed;        /* memory ran out */
	bool full;          /* the record asks for more than SCRATCH_LIMIT: it is refused */
};
void scratch_free(struct scratch *scratch);

/* Forgets the texts and the count of the record before; call it once per record. */
void scratch_begin(struct scratch *scratch);

/* Evaluates. 0, or -1 with the refusal (a wrong type names the field and its value), or -1 with
 * scratch->failed. A text in *value lives until scratch_begin. */
int program_run(
	const struct program *program, struct scratch *scratch, struct value *value, struct refusal *refusal);

/* program_run for a number or null; anything else is refused, with the field and its value. */
int program_number(
	const struct program *program, struct scratch *scratch, struct value *value, struct refusal *refusal);

/* The instant of a field that --time names, read the same way by every tool: a time; a text in the format of
 * --time-format or in one of the usual forms; a number where that format is `s`, `ms` or `us`. 0, or -1: null
 * and anything else is refused, with the field and its value. */
int event_time(const struct value *value, struct slice field, int64_t *instant, struct refusal *refusal);

/* *condition becomes whether the condition is true, and not false or null. 0 or -1 as program_run. */
int program_holds(
	const struct program *program, struct scratch *scratch, bool *condition, struct refusal *refusal);

/* The conditions of -w, all of which must hold. All zero is no condition: every record passes. */
struct conditions {
	const struct program **at;
	size_t count;
};

/* Compiles the texts of -w; the programs live as long as the scope. 0 or -1. */
int conditions_compile(
	struct conditions *conditions, struct scope *scope, const struct names *texts, struct error *error);

/* Sets *hold to whether all conditions hold, and stops at the first that does not. 0 or -1 as program_run. */
int conditions_hold(
	const struct conditions *conditions, struct scratch *scratch, bool *hold, struct refusal *refusal);

/* The aggregate calls of an expression, in order: `sum(a * b) / count()` has two; the same call twice is one.
 * Each has the name of its kind, up to two argument programs (count() has none) and for some kinds a
 * constant: q of quantile(x, q), k of top(x, k). The value of an argument may be an array: each of its
 * elements counts. program_run computes the result from scratch->aggregates. */
enum { AGGREGATE_ARGUMENTS = 2 };

struct aggregate_call {
	struct slice name;
	const struct program *arguments[AGGREGATE_ARGUMENTS];
	size_t count;           /* of arguments */
	struct value parameter; /* null without one */
};
size_t program_aggregates(const struct program *program, const struct aggregate_call **calls);

/* Whether the arguments of two calls always have the same values. */
bool aggregate_arguments_same(const struct aggregate_call *a, const struct aggregate_call *b);

#endif
