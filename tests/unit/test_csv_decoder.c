/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text is the same however its bytes are cut; faults have the right offset. */
#include "csv/decoder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>

static void
take(struct buffer *notes, struct slice text, bool fault, uint64_t offset)
{
	buffer_slice(notes, text);
	if (fault)
		buffer_printf(notes, "<%" PRIu64 ">", offset);
}

/* Decodes in pieces of `step` bytes; a fault is written as <offset>. */
static void
expect_in_steps(const char *encoding, struct slice bytes, const char *wanted, size_t step)
{
	struct decoder decoder;
	struct error error = { 0 };
	struct buffer notes = { 0 };
	struct slice text;
	uint64_t offset;
	int more;

	assert_int_equal(decoder_open(&decoder, encoding, &error), 0);
	decoder_begin(&decoder, 0);
	for (size_t at = 0; at < bytes.length; at += step) {
		size_t length = step < bytes.length - at ? step : bytes.length - at;
		assert_int_equal(decoder_feed(&decoder, (struct slice){ bytes.at + at, length }, &error), 0);
		while ((more = decoder_next(&decoder, &text, &offset, &error)) > 0)
			take(&notes, text, true, offset);
		assert_int_equal(more, 0);
		take(&notes, text, false, 0);
	}
	more = decoder_end(&decoder, &text, &offset, &error);
	take(&notes, text, more, offset);
	buffer_byte(&notes, '\0');
	assert_string_equal(notes.at, wanted);
	buffer_free(&notes);
	decoder_close(&decoder);
}

#define EXPECT(encoding, bytes, wanted)                      \
	for (size_t step = 1; step <= sizeof(bytes); step++) \
	expect_in_steps(encoding, (struct slice){ bytes, sizeof(bytes) - 1 }, wanted, step)

static void
test_encodings(void **state)
{
	(void)state;
	EXPECT("ISO-8859-1", "caf\xE9 \x8A", "caf\xC3\xA9 \xC2\x8A");
	EXPECT("UTF-16LE",
		"\xFF\xFE"
		"a\0\x3D\xD8\x00\xDE"
		"b\0",
		"a\xF0\x9F\x98\x80"
		"b"); /* the byte-order mark is skipped, a surrogate pair is one letter */
	EXPECT("UTF-16", "\xFE\xFF\0a\0b", "ab");
	EXPECT("ISO-2022-JP", "a\x1B$B\x46\x7C\x1B(Bb",
		"a\xE6\x97\xA5"
		"b"); /* a stateful encoding */
	EXPECT("SHIFT_JIS", "\x83\x5C", "\xE3\x82\xBD");
}

static void
test_faults(void **state)
{
	(void)state;
	EXPECT("CP1252",
		"a\x81"
		"b\x81\x81",
		"a<1>b<3><4>");
	EXPECT("UTF-8", "a\xC3(\xED\xA0\x80", "a<1>(<3><4><5>");
	EXPECT("UTF-8", "a\xE6\x97", "a<1>");
	EXPECT("UTF-16BE", "\0a\xDC\x00\0b\0", "a<2>b<6>"); /* a unit is skipped, not a byte */
	EXPECT("UTF-32BE", "\0\0\0a\0\x11\0\0\0\0\0b", "a<4>b");
}

static void
test_unknown(void **state)
{
	struct decoder decoder;
	struct error error = { 0 };

	(void)state;
	assert_int_equal(decoder_open(&decoder, "ISO-8859-99", &error), -1);
	assert_int_equal(error.kind, STATUS_USAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
