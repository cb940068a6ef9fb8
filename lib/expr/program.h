/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program: a compiled expression. Compiling asks the projection for a slot per path, so evaluation reads what
 * the scanner has found and converts on first use. Nodes lie in one array in post-order. */
#ifndef EXPR_PROGRAM_H
#define EXPR_PROGRAM_H

#include "base/arena.h"
#include "base/error.h"
#include "expr/value.h"
#include "record/projection.h"
#include "record/refusal.h"
#include "record/scan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct program; /* read-only after compiling: any number of threads may evaluate it, each with a scratch */

/* What names mean while compiling. One scope serves all expressions of a tool. */
struct scope {
	struct projection *projection; /* fields that no earlier setting names */
	struct arena arena;            /* owns programs, definitions, texts */
	struct setting_name *settings; /* names of earlier --set: the second kind of slot */
	size_t setting_count;
	struct definition *definitions; /* --defs */
	struct argument *arguments;     /* --arg */
	/* Aggregate calls are allowed in what is compiled from now on (kpi-agg's -a). Inside a call a name is
	 * a field or a definition; outside it is a setting or a definition: there is no record there. */
	bool aggregates;
};

/* Adds definitions ("NAME = EXPR" lines, # comments) / an argument ("NAME=VALUE"; given twice, the last one
 * counts). 0 or -1. file is the name for messages. A mistake in a definition is found here, whether anything
 * uses it or not. The scope copies what it is given, here and below. */
int scope_define(struct scope *scope, const char *file, struct slice text, struct error *error);
int scope_argue(struct scope *scope, struct slice pair, struct error *error);

/* Makes `name` mean the value of setting number *index in every expression compiled after this. 0 or -1.
 * Indices count from 0; a name that is set again keeps its index. */
int scope_set(struct scope *scope, struct slice name, size_t *index, struct error *error);

/* The same for a time, and for the value of a program, whose types are known from then on. */
int scope_set_time(struct scope *scope, struct slice name, size_t *index, struct error *error);
int scope_set_program(struct scope *scope, struct slice name, const struct program *program, size_t *index,
	struct error *error);

void scope_free(struct scope *scope);

/* Compiles text. The program lives as long as the scope. `option` names the text in messages ("-w"). NULL
 * with STATUS_USAGE: the message shows the text, a caret under the column, what was expected and the nearest
 * name. */
const struct program *program_compile(
	struct scope *scope, const char *option, struct slice text, struct error *error);

/* The same for a condition (-w); refuses one that can never be true or false. Run it with program_holds. */
const struct program *program_compile_condition(
	struct scope *scope, const char *option, struct slice text, struct error *error);

/* Compiles "NAME = EXPR" as -s and -a take it; *name lives as long as the scope. */
const struct program *program_compile_setting(
	struct scope *scope, const char *option, struct slice text, struct slice *name, struct error *error);

/* The program of one name from an option's list (-g, --features): a setting, or a path of the record. Only
 * dots are special in it: `Days for shipping (real)` needs no braces here. NULL with the error. */
const struct program *program_of_name(
	struct scope *scope, const char *option, struct slice name, struct error *error);

/* The slot whose value is the program's, or -1 where it is more than a field. */
int program_slot(const struct program *program);

/* Whether the program looks at settings, of these from `from` to before `to`. */
bool program_uses_settings(const struct program *program, size_t from, size_t to);

/* One evaluator: the working memory of a thread. */
enum { SCRATCH_MOST = 1024 * 1024 * 1024 }; /* bytes of texts and arrays that one record may make */
struct scratch {
	const struct slot *slots;        /* the scanner's, as gathered */
	const struct gathered *gathered; /* may be NULL: then arrays are walked over again */
	const struct value *settings;    /* values of settings so far, by index */
	const struct value *aggregates;  /* values of aggregate calls, by number, for result programs */
	struct arena texts;              /* made while evaluating this record */
	struct value *stack;
	size_t stack_capacity;
	struct {
		struct value *at;
		size_t count, capacity;
	} pile;             /* values on their way into an array */
	uint64_t undefined; /* divisions by zero and the like: null, counted */
	bool failed;        /* memory ran out */
	bool full;          /* the record asks for more than SCRATCH_MOST: it is refused */
};
void scratch_free(struct scratch *scratch);

/* Forgets the texts of the record before and what was undefined in it; call it once per record. */
void scratch_begin(struct scratch *scratch);

/* Evaluates. 0, or -1 with the refusal (a wrong type names the field and its value), or -1 with
 * scratch->failed. A text in *value lives until scratch_begin. */
int program_run(
	const struct program *program, struct scratch *scratch, struct value *value, struct refusal *refusal);

/* program_run for a number or null; anything else is refused, with the field and its value. */
int program_number(
	const struct program *program, struct scratch *scratch, struct value *value, struct refusal *refusal);

/* Evaluates a condition: *condition is true where it is true, not where it is false or null. 0 or -1 as
 * program_run. */
int program_holds(
	const struct program *program, struct scratch *scratch, bool *condition, struct refusal *refusal);

/* The aggregate calls of an expression, in order: `sum(a * b) / count()` has two; the same call twice is one.
 * Each has a kind by name, up to two argument programs (count() has none) and, for those that take one, a
 * constant: q of quantile(x, q), k of top(x, k). An argument may give an array: each of its elements counts.
 * program_run on the whole gives the result over scratch->aggregates. */
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
