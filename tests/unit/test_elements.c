/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks inside arrays and objects: the same pieces as the scanner's, last duplicates, keys with escapes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "record/elements.h"

/* Writes the pieces of an array, or of an object, with bars between: the number of its kind, its bytes, a `!`
 * where it has escapes. */
static void
pieces(const char *json, char said[256])
{
	struct slot whole = elements_slot(slice_of(json)), piece, key;
	struct slice rest = elements_inside(whole.raw);
	size_t length = 0;

	said[0] = '\0';
	while (whole.kind == KIND_OBJECT ? members_next(&rest, &key, &piece) : elements_next(&rest, &piece)) {
		if (whole.kind == KIND_OBJECT)
			length +=
				(size_t)snprintf(said + length, 256 - length, "%.*s=", SLICE_PRINT(key.raw));
		length += (size_t)snprintf(said + length, 256 - length, "%d:%.*s%s|", (int)piece.kind,
			SLICE_PRINT(piece.raw), piece.escaped ? "!" : "");
	}
	assert_int_equal(rest.length, 0);
}

static void
walks(void **state)
{
	static const char *const cases[][2] = {
		{ "[]", "" },
		{ "[ \t ]", "" },
		{ "{}", "" },
		{ "[1]", "4:1|" },
		{ " [ 1 , -2.5e3 ,\"a\" ] ", "4:1|4:-2.5e3|5:a|" },
		{ "[null,true ,false]", "1:null|3:true|2:false|" },
		{ "[\"\",\"a\\\"]\",\"\\\\\"]", "5:|5:a\\\"]!|5:\\\\!|" },
		{ "[[1,[2]],{\"a\":[3]},[]]", "6:[1,[2]]|7:{\"a\":[3]}|6:[]|" },
		{ "[\"}\",{\"]\":\"[{\\\"\"}]", "5:}|7:{\"]\":\"[{\\\"\"}|" },
		{ "{\"a\":1,\"b\" : {\"c\":2} , \"d\":\"x\"}", "a=4:1|b=7:{\"c\":2}|d=5:x|" },
		{ "{\"\":null}", "=1:null|" },
	};
	char said[256];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		pieces(cases[i][0], said);
		assert_string_equal(said, cases[i][1]);
	}
}

static void
finds_members(void **state)
{
	static const struct {
		const char *object, *name, *value;
	} cases[] = {
		{ "{\"a\":1,\"b\":2}", "b", "2" },
		{ "{\"a\":1,\"b\":2}", "c", "" },
		{ "{}", "a", "" },
		{ "{\"a\":1,\"a\":2}", "a", "2" },
		{ "{\"a\":1,\"\\u0061\":3}", "a", "3" },
		{ "{\"unit price\":5,\"unit.price\":6}", "unit.price", "6" },
		{ "{\"t\\\"\\n\":7}", "t\"\n", "7" },
		{ "{\"\\ud83d\\ude00\":8}", "\xF0\x9F\x98\x80", "8" },
		{ "{\"\\ud83d\":8}", "\xED\xA0\xBD", "" },
		{ "{\"\\u0061b\":8}", "a", "" },
		{ "{\"\\u0061\":8}", "ab", "" },
		{ "{\"x\":{\"a\":1}}", "a", "" },
		{ "{\"\":9}", "", "9" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct slot found = member_find(slice_of(cases[i].object), slice_of(cases[i].name));
		assert_int_equal(found.kind == KIND_MISSING, cases[i].value[0] == '\0');
		assert_true(slice_is(found.raw, cases[i].value));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks),
		cmocka_unit_test(finds_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
