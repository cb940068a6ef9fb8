/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expr: one expression over one record, for the tests of lib/expr. */
#ifndef UNIT_EXPR_H
#define UNIT_EXPR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "expr/program.h"
#include "expr/value.h"
#include "record/scan.h"

enum { GOT_SIZE = ERROR_TEXT };

/* A scope with its projection. */
struct bench {
	struct projection projection;
	struct scope scope;
	struct error error;
	uint64_t undefined; /* counted by the last bench_run */
};

static inline void
bench_open(struct bench *bench)
{
	*bench = (struct bench){ 0 };
	bench->scope.projection = &bench->projection;
}

static inline void
bench_close(struct bench *bench)
{
	scope_free(&bench->scope);
	projection_free(&bench->projection);
}

/* Scans the record and runs the program over it. */
static inline void
bench_once(struct scanner *scanner, struct scratch *scratch, const struct program *program,
	const char *record, char got[GOT_SIZE])
{
	struct refusal refusal = { 0 };
	struct value value;
	struct buffer json = { 0 };

	assert_int_equal(scan(scanner, slice_of(record), &refusal), 0);
	scratch_begin(scratch);
	if (program_run(program, scratch, &value, &refusal) == 0) {
		value_write(&json, &value);
		assert_false(json.failed);
		snprintf(got, GOT_SIZE, "%.*s", SLICE_PRINT(buffer_view(&json)));
	} else {
		assert_false(scratch->failed);
		snprintf(got, GOT_SIZE, "refused: %s%s%s", refusal.field, refusal.field[0] ? ": " : "",
			refusal.reason);
	}
	buffer_free(&json);
}

/* Runs the program over the record and writes its value as JSON, or "refused: FIELD: REASON". That must be
 * the same where the scanner knows the record's keys already, and where nothing is gathered while it scans.
 */
static inline void
bench_run(struct bench *bench, const struct program *program, const char *record, char got[GOT_SIZE])
{
	struct scanner scanner;
	struct scratch scratch = { 0 };
	char again[GOT_SIZE];

	assert_int_equal(scanner_open(&scanner, &bench->projection), 0);
	scratch.slots = scanner.slots;
	scratch.gathered = scanner.gathered;
	bench_once(&scanner, &scratch, program, record, got);
	bench->undefined = scratch.undefined;
	bench_once(&scanner, &scratch, program, record, again);
	assert_string_equal(got, again);
	scratch.gathered = NULL;
	bench_once(&scanner, &scratch, program, record, again);
	assert_string_equal(got, again);
	assert_int_equal(scratch.undefined, bench->undefined);
	scratch_free(&scratch);
	scanner_close(&scanner);
}

/* The same from the text; of an error the message is written. */
static inline void
bench_eval(struct bench *bench, const char *text, const char *record, char got[GOT_SIZE])
{
	const struct program *program = program_compile(&bench->scope, "-s", slice_of(text), &bench->error);

	if (program)
		bench_run(bench, program, record, got);
	else
		snprintf(got, GOT_SIZE, "%s", bench->error.text);
	assert_int_equal(bench->error.kind, program ? STATUS_DONE : STATUS_USAGE);
	bench->error = (struct error){ 0 };
}

/* Opens a file of the source tree, named from its top. */
static inline FILE *
bench_file(const char *name)
{
	const char *top = getenv("TOP");
	char path[1024];

	snprintf(path, sizeof path, "%s/%s", top ? top : ".", name);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	return file;
}

/* An expression, a record, and the result that is wanted. */
struct eval_case {
	const char *text, *record, *wanted;
};

static inline void
bench_cases(const struct eval_case *cases, size_t count)
{
	char got[GOT_SIZE];
	size_t wrong = 0;

	for (size_t i = 0; i < count; i++) {
		struct bench bench;
		bench_open(&bench);
		bench_eval(&bench, cases[i].text, cases[i].record, got);
		bench_close(&bench);
		if (strcmp(got, cases[i].wanted) == 0)
			continue;
		print_error("%s over %s\n  gives  %s\n  wanted %s\n", cases[i].text, cases[i].record, got,
			cases[i].wanted);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

#define BENCH_CASES(cases) bench_cases(cases, sizeof(cases) / sizeof *(cases))

#endif
