/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are the same however the text is cut; faults and places are right. */
#include "csv/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>

/* Appends a row: line@offset, its cells in brackets or its fault, its bytes in braces. */
static int
note(void *context, const struct csv_row *row, struct error *error)
{
	struct buffer *notes = context;

	(void)error;
	buffer_printf(
		notes, "%s%" PRIu64 "@%" PRIu64 " ", row->first ? "first " : "", row->line, row->offset);
	for (size_t i = 0; !row->fault && i < row->count; i++)
		buffer_printf(notes, "[%.*s]", SLICE_PRINT(row->cells[i]));
	buffer_printf(notes, "%s {%.*s}\n", row->fault ? row->fault : "", SLICE_PRINT(row->raw));
	return 0;
}

static void
open_reader(struct csv_reader *reader, const struct dialect *dialect, csv_row_handler *handler, void *context)
{
	struct error error = { 0 };

	assert_int_equal(csv_reader_open(reader, dialect, handler, context, &error), 0);
}

/* Inputs differ by the addresses of their names. */
static const char input[] = "input", other_input[] = "other";

/* Returns what the handler returned. */
static int
feed(struct csv_reader *reader, const char *name, struct slice text, uint64_t offset)
{
	struct block block = { .text = text, .name = name, .offset = offset };
	struct error error = { 0 };

	return csv_reader_feed(reader, &block, &error);
}

/* Reads the text in pieces of `step` bytes; the caller frees the notes. */
static struct buffer
read_in_steps(const char *text, size_t step, uint64_t *blank)
{
	struct csv_reader reader;
	struct error error = { 0 };
	struct buffer notes = { 0 };
	size_t length = strlen(text);

	open_reader(&reader, &(struct dialect){ ',', '"', NULL }, note, &notes);
	for (size_t at = 0; at < length; at += step) {
		struct slice piece = { text + at, step < length - at ? step : length - at };
		assert_int_equal(feed(&reader, input, piece, at), 0);
	}
	assert_int_equal(csv_reader_end(&reader, &error), 0);
	*blank = reader.blank;
	csv_reader_close(&reader);
	buffer_byte(&notes, '\0');
	return notes;
}

static void
expect(const char *text, const char *wanted, uint64_t blank)
{
	for (size_t step = 1; step <= strlen(text) + 1; step++) {
		uint64_t seen_blank;
		struct buffer notes = read_in_steps(text, step, &seen_blank);
		assert_string_equal(notes.at, wanted);
		assert_int_equal(seen_blank, blank);
		buffer_free(&notes);
	}
}

static void
test_line_ends(void **state)
{
	(void)state;
	expect("a,b\n1,2\r\n3,4\r5,6",
		"first 1@0 [a][b] {a,b}\n2@4 [1][2] {1,2}\n3@9 [3][4] {3,4}\n4@13 [5][6] {5,6}\n", 0);
	expect("\n\r\n\ra\n\n\r\n\n", "first 4@4 [a] {a}\n", 6);
	expect("", "", 0);
}

static void
test_fields(void **state)
{
	(void)state;
	expect(" a , b\t,\n,,\n\"\"\n",
		"first 1@0 [ a ][ b\t][] { a , b\t,}\n2@9 [][][] {,,}\n3@12 [] {\"\"}\n", 0);
	expect("\"a\"\"b\",\"c,d\"\n\"x\r\ny\n\",z\nq,\"\r\"\r\n1,2\n",
		"first 1@0 [a\"b][c,d] {\"a\"\"b\",\"c,d\"}\n2@13 [x\r\ny\n][z] {\"x\r\ny\n\",z}\n"
		"5@23 [q][\r] {q,\"\r\"}\n7@30 [1][2] {1,2}\n",
		0);
}

static void
test_faults(void **state)
{
	(void)state;
	expect("a\n1\"2,\"x\n3\n",
		"first 1@0 [a] {a}\n"
		"2@2 field 1: a quote inside an unquoted field; quote the field and double the quote "
		"{1\"2,\"x}\n"
		"3@9 [3] {3}\n",
		0);
	expect("\"a\" ,b\nc\n",
		"first 1@0 field 1: text after the closing quote; a quote inside a quoted field must be "
		"doubled "
		"{\"a\" ,b}\n2@7 [c] {c}\n",
		0);
	expect("a,\"b\nc\n",
		"first 1@0 field 2: its quote is not closed before the end of the input {a,\"b\nc}\n", 0);
}

/* The end of one input and the start of the next; a byte that cannot be decoded. */
static void
test_inputs(void **state)
{
	struct csv_reader reader;
	struct error error = { 0 };
	struct buffer notes = { 0 };

	(void)state;
	open_reader(&reader, &(struct dialect){ ';', '\'', "CP1252" }, note, &notes);
	assert_int_equal(feed(&reader, input, slice_of("a;'b'\n1;"), 3), 0);
	assert_int_equal(feed(&reader, input, slice_of("\x81\n2"), 11), 0);
	assert_int_equal(feed(&reader, other_input, slice_of("c\n"), 0), 0);
	assert_int_equal(csv_reader_end(&reader, &error), 0);
	buffer_byte(&notes, '\0');
	assert_string_equal(notes.at,
		"first 1@3 [a][b] {a;'b'}\n"
		"2@9 the byte at offset 11 cannot be decoded from CP1252 {1;\xEF\xBF\xBD}\n"
		"3@15 [2] {2}\n"
		"first 1@0 [c] {c}\n");
	buffer_free(&notes);
	csv_reader_close(&reader);
}

/* Cells are counted beyond those that are kept. */
static int
count_cells(void *context, const struct csv_row *row, struct error *error)
{
	(void)error;
	*(size_t *)context = row->count;
	return 1;
}

static void
test_many_cells(void **state)
{
	struct csv_reader reader;
	size_t count = 0;
	uint64_t offset = 0;

	(void)state;
	open_reader(&reader, &(struct dialect){ ',', '"', NULL }, count_cells, &count);
	for (; offset < 200000; offset += 2)
		assert_int_equal(feed(&reader, input, slice_of("x,"), offset), 0);
	assert_int_equal(feed(&reader, input, slice_of("\nnext\n"), offset), 1);
	assert_int_equal(count, 100001);
	csv_reader_close(&reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_inputs),
		cmocka_unit_test(test_many_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
