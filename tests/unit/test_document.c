/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static char path[] = "/tmp/test_document.XXXXXX";

/* The text of a document of three lines. */
static struct buffer
write_document(void)
{
	const char *const lines[] = { "{\"tillpipe\":\"thing\",\"version\":1}", "{\"a\":1}",
		"{\"a\":\"\303\244\"}" };
	struct sink sink;
	struct document_writer writer = { .sink = &sink };
	struct error error = { 0 };
	struct buffer line = { 0 }, text = { 0 };

	assert_int_equal(sink_open(&sink, path, &error), 0);
	for (size_t i = 0; i < 3; i++) {
		buffer_text(&line, lines[i]);
		assert_int_equal(document_write(&writer, &line, &error), 0);
	}
	assert_int_equal(document_finish(&writer, &error), 0);
	assert_int_equal(sink_close(&sink, &error), 0);
	buffer_free(&line);
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	for (int c; (c = getc(file)) != EOF;)
		buffer_byte(&text, (char)c);
	fclose(file);
	return text;
}

static void
put(struct slice text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fwrite(text.at, 1, text.length, file);
	assert_int_equal(fclose(file), 0);
}

/* The number of lines before the end, or -1 with the error. */
static int
count_lines(const char *second, struct error *error)
{
	char *operands[] = { path, (char *)second, NULL };
	struct document_reader reader = { 0 };
	struct input input = { 0 };
	enum document_part part;
	struct slice line;
	int count = 0, failed = document_open(&reader, &input, operands, "thing", error);

	while (!failed && !(failed = document_read(&reader, &part, &line, error)) && part != DOCUMENT_END)
		count++;
	document_close(&reader);
	return failed ? -1 : count;
}

static void
test_read_back(void **state)
{
	struct buffer text = write_document();
	struct error error = { 0 };

	(void)state;
	assert_int_equal(count_lines(NULL, &error), 3);
	assert_int_equal(count_lines(path, &error), 6);
	buffer_slice(&text, (struct slice){ text.at, text.length });
	put(buffer_view(&text));
	assert_int_equal(count_lines(NULL, &error), 6);
	put((struct slice){ "", 0 });
	assert_int_equal(count_lines(NULL, &error), 0);
	buffer_free(&text);
}

/* Only the whole document is accepted; but the last newline may be missing. */
static void
test_cut(void **state)
{
	struct buffer text = write_document();

	(void)state;
	for (size_t length = 1; length < text.length - 1; length++) {
		struct error error = { 0 };
		put((struct slice){ text.at, length });
		assert_int_equal(count_lines(NULL, &error), -1);
		assert_int_equal(error.kind, STATUS_REFUSED);
		/* Another file does not complete it. */
		error = (struct error){ 0 };
		assert_int_equal(count_lines(path, &error), -1);
	}
	buffer_free(&text);
}

/* Each changed bit is noticed. */
static void
test_changed(void **state)
{
	struct buffer text = write_document();

	(void)state;
	for (size_t i = 0; i < text.length - 1; i++) {
		for (int bit = 0; bit < 8; bit++) {
			struct error error = { 0 };
			text.at[i] = (char)(text.at[i] ^ 1 << bit);
			put(buffer_view(&text));
			if (count_lines(NULL, &error) != -1)
				fail_msg("byte %zu as %d was not noticed", i, text.at[i]);
			assert_int_equal(error.kind, STATUS_REFUSED);
			text.at[i] = (char)(text.at[i] ^ 1 << bit);
		}
	}
	buffer_free(&text);
}

static void
test_foreign(void **state)
{
	struct error error = { 0 };

	(void)state;
	put(slice_of("{\"a\":1}\n"));
	assert_int_equal(count_lines(NULL, &error), -1);
	assert_non_null(strstr(error.text, ":1: this is not the first line of a thing"));
}

static int
make_path(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int
remove_path(void **state)
{
	(void)state;
	return unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_back),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_changed),
		cmocka_unit_test(test_foreign),
	};

	return cmocka_run_group_tests(tests, make_path, remove_path);
}
