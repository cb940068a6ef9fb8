/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simple rows are split as libcsv splits them, with SSE2 and without; which rows are simple, and which plain.
 * TEXTS in the environment is the number of random texts (4,000). */
#include "csv/simple.h"

/* simple_split without SSE2, as split_plainly. */
#undef NO_SIMD
#define NO_SIMD
#define simple_split split_plainly
#include "csv/simple.c"
#undef simple_split

#include "csv_notes.h"
#include "synth/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char tail[] = "\nthe row after it, which is long enough to look at several bytes at a time\n";

/* What both ways make of the first row: "plain" or "odd", its cells, and where the next row begins. */
static void
expect(const char *text, const char *wanted)
{
	struct slice cells[8];
	struct buffer long_text = { 0 };

	buffer_text(&long_text, text);
	buffer_text(&long_text, tail);
	const char *start = long_text.at, *end = start + long_text.length;
	for (int way = 0; way < 2; way++) {
		struct simple_row row = { .cells = cells, .capacity = 8 };
		struct buffer seen = { 0 };
		const char *next = way ? split_plainly(&row, ',', '"', start, end)
				       : simple_split(&row, ',', '"', start, end);
		buffer_text(&seen, !next ? "not simple" : row.plain ? "plain" : "odd");
		for (size_t i = 0; next && i < row.count; i++)
			buffer_printf(&seen, "[%.*s]", SLICE_PRINT(row.cells[i]));
		if (next)
			buffer_printf(&seen, " %td", next - start);
		buffer_byte(&seen, '\0');
		assert_string_equal(seen.at, wanted);
		buffer_free(&seen);
	}
	buffer_free(&long_text);
}

static void
test_simple(void **state)
{
	(void)state;
	expect("a,b", "plain[a][b] 4");
	expect(" a ,,", "plain[ a ][][] 6");
	expect("a,b\r", "plain[a][b] 5");
	expect("a,b\rc", "plain[a][b] 4");
	expect("\"a, b\",\"\"", "plain[a, b][] 10");
	expect("1234567890123456,\"89012345678901\",2", "plain[1234567890123456][89012345678901][2] 36");
	expect("1,2,3,4,5,6,7,8", "plain[1][2][3][4][5][6][7][8] 16");
	expect("a,b'c", "plain[a][b'c] 6");
	expect("a\tb", "odd[a\tb] 4");
	expect("a\x1F,\x7F", "odd[a\x1F][\x7F] 5");
	expect("\x7F~", "plain[\x7F~] 3");
	expect("\\n,b", "odd[\\n][b] 5");
	expect("b\xC3\xB6hm", "odd[b\xC3\xB6hm] 6");
	expect("1\n\"\xC3", "plain[1] 2");
}

static void
test_not_simple(void **state)
{
	(void)state;
	expect("\"a\"\"b\",c", "not simple");
	expect("a\"b", "not simple");
	expect("\"a\"b,c", "not simple");
	expect("\"a\nb\",c", "not simple");
	expect("\"a\rb\",c", "not simple");
	expect("\"abc", "not simple");
	expect("1,2,3,4,5,6,7,8,9", "not simple");
}

/* A random text: rows that are mostly right, with all that is odd in CSV. */
static void
make_text(struct random *random, char delimiter, char quote, struct buffer *text)
{
	static const char *const pieces[] = { "a", "1", "-0.5", "12", "1e5", "2019-10-01 00:00:00", "true",
		" ", "\\", "\t", "\xC3\xA4", "\xE2\x82\xAC", "\x7F", "a longer text than a step", "'", "\"" };
	enum { PIECES = sizeof pieces / sizeof *pieces };
	char odd[] = { delimiter, quote, quote, '\n', '\r', '\0', '\xFF', '\x01' };

	text->length = 0;
	for (uint64_t cells = random_below(random, 60); cells > 0; cells--) {
		bool quoted = random_below(random, 3) == 0;
		if (quoted)
			buffer_byte(text, quote);
		for (uint64_t n = random_below(random, 3); n > 0; n--)
			buffer_text(text, pieces[random_below(random, quoted ? PIECES - 2 : PIECES)]);
		if (random_below(random, 20) == 0)
			buffer_byte(text, odd[random_below(random, sizeof odd)]);
		if (quoted)
			buffer_byte(text, quote);
		if (random_below(random, 4))
			buffer_byte(text, delimiter);
		else
			buffer_text(text, random_below(random, 2) ? "\n" : "\r\n");
	}
}

/* Both ways, from every byte of the text. */
static void
compare_ways(struct slice text, const struct csv_way *way)
{
	static struct slice cells[2][ROW_CELLS];
	const char *end = text.at + text.length;

	for (const char *at = text.at; at < end; at++) {
		struct simple_row row = { .cells = cells[0], .capacity = ROW_CELLS };
		struct simple_row plainly = { .cells = cells[1], .capacity = ROW_CELLS };
		const char *next = simple_split(&row, way->delimiter, way->quote, at, end);
		assert_ptr_equal(split_plainly(&plainly, way->delimiter, way->quote, at, end), next);
		if (!next)
			continue;
		assert_int_equal(plainly.plain, row.plain);
		assert_int_equal(plainly.count, row.count);
		assert_memory_equal(cells[1], cells[0], row.count * sizeof(struct slice));
	}
}

static void
test_against_libcsv(void **state)
{
	const char *wanted = getenv("TEXTS");
	struct random random;
	struct buffer text = { 0 };
	uint64_t all_plain = 0, plain;

	(void)state;
	random_open(&random, 20261121, 0);
	for (long texts = wanted ? atol(wanted) : 4000; texts > 0; texts--) {
		struct csv_way way = { .delimiter = ",;\t|"[random_below(&random, 4)],
			.quote = "\"\"\"'"[random_below(&random, 4)],
			.types = (unsigned)random_below(&random, COLUMN_TYPES),
			.step = 1 + (size_t)random_below(&random, 1000) };
		make_text(&random, way.delimiter, way.quote, &text);
		if (texts % 10 == 0)
			compare_ways(buffer_view(&text), &way);
		struct buffer ours = csv_note(buffer_view(&text), &way, &plain);
		all_plain += plain;
		way.libcsv_only = true;
		way.step = text.length + 1;
		struct buffer theirs = csv_note(buffer_view(&text), &way, &plain);
		assert_int_equal(plain, 0);
		assert_int_equal(ours.length, theirs.length);
		assert_memory_equal(ours.at, theirs.at, theirs.length);
		buffer_free(&ours);
		buffer_free(&theirs);
	}
	assert_true(all_plain > 0);
	buffer_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_simple),
		cmocka_unit_test(test_not_simple),
		cmocka_unit_test(test_against_libcsv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
