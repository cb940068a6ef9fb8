/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evaluator: the first line is a record, the rest an expression. Its value is valid JSON, or the record
 * is refused with a reason. */
#include "expr/program.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A record with the value in it is read as any other. */
static void
read_back(const struct value *value)
{
	struct projection projection = { 0 };
	struct scanner scanner;
	struct refusal refusal = { 0 };
	struct buffer json = { 0 };

	buffer_text(&json, "{\"x\":");
	value_write(&json, value);
	buffer_byte(&json, '}');
	if (json.failed || scanner_open(&scanner, &projection) ||
		scan(&scanner, buffer_view(&json), &refusal))
		abort();
	scanner_close(&scanner);
	projection_free(&projection);
	buffer_free(&json);
}

/* Appends what the program gives, or why the record is refused. */
static void
evaluate(const struct program *program, struct scratch *scratch, struct buffer *said)
{
	struct refusal refusal = { 0 };
	struct value value;

	scratch_begin(scratch);
	if (program_run(program, scratch, &value, &refusal) == 0) {
		read_back(&value);
		value_write(said, &value);
	} else if (scratch->failed || !refusal.reason[0]) {
		abort();
	} else {
		buffer_text(said, refusal.reason);
	}
}

/* With what the scanner gathers, and without. */
static void
compare(const struct projection *projection, const struct program *program, struct slice record)
{
	struct scanner scanner;
	struct scratch scratch = { 0 };
	struct refusal refusal = { 0 };
	struct buffer said = { 0 }, again = { 0 };

	if (scanner_open(&scanner, projection))
		abort();
	if (scan(&scanner, record, &refusal) == 0) {
		scratch.slots = scanner.slots;
		evaluate(program, &scratch, &said);
		scratch.gathered = scanner.gathered;
		evaluate(program, &scratch, &again);
		if (!slice_equal(buffer_view(&said), buffer_view(&again)))
			abort();
	}
	buffer_free(&said);
	buffer_free(&again);
	scratch_free(&scratch);
	scanner_close(&scanner);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct projection projection = { 0 };
	struct scope scope = { .projection = &projection };
	struct error error = { 0 };
	struct slice text = { (const char *)data, size }, record;

	if (!slice_take_line(&text, &record))
		return 0;
	const struct program *program = program_compile(&scope, "-s", text, &error);
	if (program)
		compare(&projection, program, record);
	scope_free(&scope);
	projection_free(&projection);
	return 0;
}
