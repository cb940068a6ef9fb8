/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buffer.h"
#include "record/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Scans a line for `a`, `a.b` and `c`. */
struct fixture {
	struct projection projection;
	struct scanner scanner;
	struct refusal refusal;
	int a, ab, c;
};

static void
set_up(struct fixture *f)
{
	*f = (struct fixture){ 0 };
	f->a = projection_path(&f->projection, slice_of("a"));
	f->ab = projection_path(&f->projection, slice_of("a.b"));
	f->c = projection_field(&f->projection, slice_of("c"));
	assert_int_equal(scanner_open(&f->scanner, &f->projection), 0);
	f->scanner.wants_members = true;
}

static void
tear_down(struct fixture *f)
{
	scanner_close(&f->scanner);
	projection_free(&f->projection);
}

/* The line in memory of exactly its size, so that a sanitizer sees a byte read too many. */
static int
scan_exact(struct fixture *f, const char *line, size_t length)
{
	char *copy = malloc(length + 1);
	struct slice text = { memcpy(copy, line, length), length };
	int failed;

	copy = realloc(copy, length ? length : 1);
	text.at = copy;
	failed = scan(&f->scanner, text, &f->refusal);
	free(copy);
	return failed;
}

static void
accepts(void **state)
{
	static const char *const lines[] = {
		"{}",
		" \t{ } \r",
		"{\"a\":1}",
		"{\"\":{}}",
		"{\"a\":[1,-0,0.5,1e5,1E-5,1e+5,[],{}]}",
		"{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\"}",
		"{\"a\":\"\\ud800\"}",
		"{\"a\":\"\\u0000\"}",
		"{\"a\":1e999999}",
		"{\"a\":true,\"b\":false,\"c\":null}",
		"{\"\xC3\xA4\":\"\xF0\x9F\x98\x80\xED\x9F\xBF\"}",
		"{\"a\":1,\"a\":2}",
		"{\"a\":\"\x7F\"}",
	};
	struct fixture f;

	(void)state;
	set_up(&f);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (scan_exact(&f, lines[i], strlen(lines[i])))
			fail_msg("%s: %s", lines[i], f.refusal.reason);
	tear_down(&f);
}

static void
refuses(void **state)
{
	static const struct {
		const char *line;
		const char *reason;
	} cases[] = {
		{ "[]", "not JSON at byte 1, expected a JSON object" },
		{ "", "the line ends early, a JSON object is missing" },
		{ "{", "the line ends early, a key in quotes is missing" },
		{ "{\"a\":1", "the line ends early, ',' or '}' is missing" },
		{ "{\"a\":1,}", "not JSON at byte 8, expected a key in quotes" },
		{ "{\"a\" 1}", "not JSON at byte 6, expected ':' after the key" },
		{ "{\"a\":01}", "not JSON at byte 7, expected ',' or '}'" },
		{ "{\"a\":+1}", "not JSON at byte 6, expected a JSON value" },
		{ "{\"a\":.5}", "not JSON at byte 6, expected a JSON value" },
		{ "{\"a\":1.}", "not JSON at byte 8, expected a digit" },
		{ "{\"a\":-}", "not JSON at byte 7, expected a digit" },
		{ "{\"a\":1e}", "not JSON at byte 8, expected a digit" },
		{ "{\"a\":NaN}", "not JSON at byte 6, expected a JSON value" },
		{ "{\"a\":nul}", "not JSON at byte 6, expected a JSON value" },
		{ "{'a':1}", "not JSON at byte 2, expected a key in quotes" },
		{ "{\"a\":\"x\ty\"}", "not JSON at byte 8, expected no control character inside a text" },
		{ "{\"a\":\"\\x\"}", "not JSON at byte 8, expected a JSON escape after the backslash" },
		{ "{\"a\":\"\\u12g4\"}", "not JSON at byte 11, expected four hexadecimal digits" },
		{ "{\"a\":\"x", "the line ends early, a closing quote is missing" },
		{ "{\"a\":[1,]}", "not JSON at byte 9, expected a JSON value" },
		{ "{\"a\":1}x", "not JSON at byte 8, expected nothing after the object" },
		{ "{\"a\":1}{\"a\":2}", "not JSON at byte 8, expected nothing after the object" },
		{ "{\"a\":\"\xC0\x80\"}", "invalid UTF-8 at byte 7" },
		{ "{\"a\":\"\xED\xA0\x80\"}", "invalid UTF-8 at byte 7" },
		{ "{\"a\":\"\xF4\x90\x80\x80\"}", "invalid UTF-8 at byte 7" },
		{ "{\"a\":\"\xE2\x82\"}", "invalid UTF-8 at byte 7" },
	};
	struct fixture f;

	(void)state;
	set_up(&f);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(scan_exact(&f, cases[i].line, strlen(cases[i].line)), -1);
		assert_string_equal(f.refusal.reason, cases[i].reason);
	}
	assert_int_equal(scan_exact(&f, "{\"a\":\"\0\"}", 9), -1);
	assert_string_equal(
		f.refusal.reason, "not JSON at byte 7, expected no control character inside a text");
	tear_down(&f);
}

static void
depth_is_bounded(void **state)
{
	struct fixture f;
	struct buffer line = { 0 };

	(void)state;
	set_up(&f);
	for (int depth = SCAN_DEPTH; depth <= SCAN_DEPTH + 1; depth++) {
		line.length = 0;
		buffer_text(&line, "{\"x\":");
		for (int i = 1; i < depth; i++)
			buffer_byte(&line, '[');
		for (int i = 1; i < depth; i++)
			buffer_byte(&line, ']');
		buffer_byte(&line, '}');
		assert_int_equal(scan_exact(&f, line.at, line.length), depth > SCAN_DEPTH ? -1 : 0);
	}
	buffer_free(&line);
	tear_down(&f);
}

static void
fields_are_bounded(void **state)
{
	struct fixture f;
	struct buffer line = { 0 };

	(void)state;
	set_up(&f);
	buffer_text(&line, "{\"a\":1");
	for (int i = 1; i < SCAN_FIELDS; i++)
		buffer_text(&line, ",\"a\":1");
	buffer_byte(&line, '}');
	assert_int_equal(scan_exact(&f, line.at, line.length), 0);
	line.length--;
	buffer_text(&line, ",\"a\":1}");
	assert_int_equal(scan_exact(&f, line.at, line.length), -1);
	buffer_free(&line);
	tear_down(&f);
}

static void
expect(const struct fixture *f, int slot, enum kind kind, const char *raw)
{
	assert_int_equal(f->scanner.slots[slot].kind, kind);
	assert_true(slice_is(f->scanner.slots[slot].raw, raw));
}

static void
fills_slots(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f);
	assert_int_equal(scan(&f.scanner, slice_of("{\"x\":[{\"c\":1}],\"c\":\"t\\n\",\"a\":{\"b\":-1.50}}"),
				 &f.refusal),
		0);
	expect(&f, f.c, KIND_TEXT, "t\\n");
	assert_true(f.scanner.slots[f.c].escaped);
	expect(&f, f.a, KIND_OBJECT, "{\"b\":-1.50}");
	expect(&f, f.ab, KIND_NUMBER, "-1.50");
	assert_int_equal(f.scanner.member_count, 3);
	assert_true(slice_is(f.scanner.members[1].whole, "\"c\":\"t\\n\""));
	assert_int_equal(f.scanner.members[1].slot, f.c);
	assert_int_equal(f.scanner.members[0].slot, -1);

	/* An escaped key is the key it spells; what the line before had is forgotten. */
	assert_int_equal(scan(&f.scanner, slice_of("{\"\\u0063\":2}"), &f.refusal), 0);
	expect(&f, f.c, KIND_NUMBER, "2");
	assert_int_equal(f.scanner.slots[f.a].kind, KIND_MISSING);
	assert_int_equal(f.scanner.slots[f.ab].kind, KIND_MISSING);
	tear_down(&f);
}

static void
last_duplicate_counts(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f);
	assert_int_equal(
		scan(&f.scanner, slice_of("{\"a\":{\"b\":1},\"c\":1,\"c\":2,\"a\":3}"), &f.refusal), 0);
	expect(&f, f.a, KIND_NUMBER, "3");
	expect(&f, f.c, KIND_NUMBER, "2");
	assert_int_equal(f.scanner.slots[f.ab].kind, KIND_MISSING);
	tear_down(&f);
}

/* A key that cannot be decoded for want of memory must not pass for one that nobody wants. */
static void
escaped_keys_need_memory(void **state)
{
	struct fixture f;

	(void)state;
	set_up(&f);
	assert_int_equal(
		scan(&f.scanner, slice_of("{\"\\u0061aaa\":1,\"\\u0063\":2,\"\\ud800\":3}"), &f.refusal), 0);
	expect(&f, f.c, KIND_NUMBER, "2");
	assert_false(f.scanner.failed);
	f.scanner.key.failed = true; /* as an allocation that failed leaves it */
	assert_int_equal(scan(&f.scanner, slice_of("{\"\\u0062bbb\":1}"), &f.refusal), -1);
	assert_true(f.scanner.failed);
	tear_down(&f);
}

/* What was gathered, as text: the elements between bars, a dot for what is missing. */
static void
expect_gathered(const struct gathered *gathered, const char *wanted)
{
	struct buffer text = { 0 };

	for (size_t i = 0; i < gathered->elements * gathered->keys; i++) {
		const struct slot *slot = &gathered->slots[i];
		if (i > 0)
			buffer_byte(&text, i % gathered->keys ? ' ' : '|');
		buffer_slice(&text, slot->kind == KIND_MISSING ? slice_of(".") : slot->raw);
	}
	buffer_byte(&text, '\0');
	assert_string_equal(text.at, wanted);
	buffer_free(&text);
}

static void
gathers_from_elements(void **state)
{
	static const struct {
		const char *line, *wanted;
	} cases[] = {
		{ "{\"a\":[{\"x\":1,\"y\":2},{\"y\":4,\"x\":3}]}", "1 2|3 4" },
		{ "{\"a\":[{\"x\":1},{\"z\":{\"y\":2}},{\"y\":3}]}", "1 .|. .|. 3" },
		{ "{\"a\":[{\"x\":1,\"x\":2,\"y\":3,\"\\u0079\":4}]}", "2 4" },
		{ "{\"a\":[1,null,\"x\",[{\"x\":1,\"y\":2}],{},{\"x\":[5],\"y\":\"t\"}]}",
			". .|. .|. .|. .|. .|[5] t" },
		{ "{\"a\":[{\"x\":1}],\"b\":[{\"x\":2}],\"a\" : [ { \"y\" : 5 } ] }", ". 5" },
		{ "{\"a\":[]}", "" },
		{ "{\"a\":[{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}]}", "1 2|3 4" },
	};
	struct projection projection = { 0 };
	struct scanner scanner;
	struct refusal refusal = { 0 };

	(void)state;
	int a = projection_path(&projection, slice_of("a"));
	struct gathering x = projection_gather(&projection, a, slice_of("x"));
	struct gathering y = projection_gather(&projection, a, slice_of("y"));
	struct gathering again = projection_gather(&projection, a, slice_of("x"));
	assert_int_equal(x.number, 0);
	assert_int_equal(x.key, 0);
	assert_int_equal(y.number, 0);
	assert_int_equal(y.key, 1);
	assert_int_equal(again.key, 0);
	assert_int_equal(projection.gathered, 1);
	assert_int_equal(scanner_open(&scanner, &projection), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(scan(&scanner, slice_of(cases[i].line), &refusal), 0);
		assert_ptr_equal(scanner.gathered->array, scanner.slots[a].raw.at);
		expect_gathered(scanner.gathered, cases[i].wanted);
	}
	scanner_close(&scanner);
	projection_free(&projection);
}

/* Of an array that is too long nothing is said; of the next one all. */
static void
gathering_is_bounded(void **state)
{
	struct projection projection = { 0 };
	struct scanner scanner;
	struct refusal refusal = { 0 };
	struct buffer line = { 0 };

	(void)state;
	int a = projection_path(&projection, slice_of("a"));
	projection_gather(&projection, a, slice_of("x"));
	projection_gather(&projection, a, slice_of("y"));
	assert_int_equal(scanner_open(&scanner, &projection), 0);
	buffer_text(&line, "{\"a\":[0");
	for (size_t i = 1; i < SCAN_GATHERED / 2; i++)
		buffer_text(&line, ",0");
	buffer_text(&line, "]}");
	assert_int_equal(scan(&scanner, buffer_view(&line), &refusal), 0);
	assert_ptr_equal(scanner.gathered->array, scanner.slots[a].raw.at);
	assert_int_equal(scanner.gathered->elements, SCAN_GATHERED / 2);
	line.length -= 2;
	buffer_text(&line, ",0,0]}");
	assert_int_equal(scan(&scanner, buffer_view(&line), &refusal), 0);
	assert_null(scanner.gathered->array);
	assert_int_equal(scan(&scanner, slice_of("{\"a\":[{\"x\":1}]}"), &refusal), 0);
	expect_gathered(scanner.gathered, "1 .");
	buffer_free(&line);
	scanner_close(&scanner);
	projection_free(&projection);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepts),
		cmocka_unit_test(refuses),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(fields_are_bounded),
		cmocka_unit_test(fills_slots),
		cmocka_unit_test(last_duplicate_counts),
		cmocka_unit_test(escaped_keys_need_memory),
		cmocka_unit_test(gathers_from_elements),
		cmocka_unit_test(gathering_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
