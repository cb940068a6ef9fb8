/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are the same however the text is cut; faults and places are right. */
#include "csv/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>

/* Writes a row down: line@offset, then its cells in brackets or its fault, then its bytes. */
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

/* Reads text in pieces of `step` bytes; the notes are the caller's to free. */
static struct buffer
read_in_steps(const char *text, size_t step, uint64_t *blank)
{
	struct rows rows;
	struct error error = { 0 };
	struct buffer notes = { 0 };
	size_t length = strlen(text);

	assert_int_equal(rows_open(&rows, ',', '"', note, &notes, &error), 0);
	rows_begin(&rows, "input", 0);
	for (size_t at = 0; at < length; at += step) {
		struct slice piece = { text + at, step < length - at ? step : length - at };
		assert_int_equal(rows_feed(&rows, piece, &error), 0);
	}
	assert_int_equal(rows_end(&rows, &error), 0);
	*blank = rows.blank;
	rows_close(&rows);
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
		"2@2 field 1: a quote stands inside an unquoted field; quote the field and double it "
		"{1\"2,\"x}\n"
		"3@9 [3] {3}\n",
		0);
	expect("\"a\" ,b\nc\n",
		"first 1@0 field 1: text follows its closing quote; a quote inside a quoted field is doubled "
		"{\"a\" ,b}\n2@7 [c] {c}\n",
		0);
	expect("a,\"b\nc\n",
		"first 1@0 field 2: its quote is not closed before the end of the input {a,\"b\nc}\n", 0);
}

static void
test_spoiled(void **state)
{
	struct rows rows;
	struct error error = { 0 };
	struct buffer notes = { 0 };

	(void)state;
	assert_int_equal(rows_open(&rows, ';', '\'', note, &notes, &error), 0);
	rows_begin(&rows, "one", 3);
	assert_int_equal(rows_feed(&rows, slice_of("a;'b'\n1;"), &error), 0);
	rows_spoil(&rows, "bad byte");
	assert_int_equal(rows_feed(&rows, slice_of("?\n2"), &error), 0);
	assert_int_equal(rows_end(&rows, &error), 0);
	rows_begin(&rows, "two", 0);
	assert_int_equal(rows_feed(&rows, slice_of("c\n"), &error), 0);
	assert_int_equal(rows_end(&rows, &error), 0);
	buffer_byte(&notes, '\0');
	assert_string_equal(
		notes.at, "first 1@3 [a][b] {a;'b'}\n2@9 bad byte {1;?}\n3@13 [2] {2}\nfirst 1@0 [c] {c}\n");
	buffer_free(&notes);
	rows_close(&rows);
}

/* The count goes on where the cells are kept no more. */
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
	struct rows rows;
	struct error error = { 0 };
	size_t count = 0;

	(void)state;
	assert_int_equal(rows_open(&rows, ',', '"', count_cells, &count, &error), 0);
	rows_begin(&rows, "input", 0);
	for (int i = 0; i < 100000; i++)
		assert_int_equal(rows_feed(&rows, slice_of("x,"), &error), 0);
	assert_int_equal(rows_feed(&rows, slice_of("\nnext\n"), &error), 1);
	assert_int_equal(count, 100001);
	rows_close(&rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_spoiled),
		cmocka_unit_test(test_many_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
