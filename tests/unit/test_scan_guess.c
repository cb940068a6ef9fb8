/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guessed keys: they come true on lines that are alike, are learnt anew where the lines change, and show in
 * nothing but speed: one scanner over many lines says what a new one says of each. SCANS in the environment
 * says how many lines (30,000). */
#include "record/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static uint64_t random_state = 20261121;

/* xorshift64* (Vigna 2016). */
static uint64_t
next_random(uint64_t below)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (random_state * 0x2545F4914F6CDD1Du >> 11) % below;
}

/* Scans the line `times` times; returns how many keys were read, not guessed. */
static size_t
keys_read(struct scanner *scanner, const char *line, int times)
{
	const size_t before = scanner->guesses.missed;
	struct refusal refusal;

	for (int i = 0; i < times; i++)
		assert_int_equal(scan(scanner, slice_of(line), &refusal), 0);
	return scanner->guesses.missed - before;
}

static void
guesses_come_true(void **state)
{
	static const struct {
		const char *line;
		int times;
		size_t first, again; /* keys read in the first `times` scans, at most, and in the next */
	} cases[] = {
		{ "{\"a\":1,\"b\":2,\"c\":{\"d\":[1,{\"e\":2,\"f\":3},{\"e\":4,\"f\":5}],\"g\":6}}", 1, 7,
			0 },
		{ "{\"a\":1,\"c\":{\"d\":[]}}", 1, 0, 0 }, /* b and g are missing */
		{ "{\"a\":1,\"new\":0,\"b\":2,\"c\":{}}", 1, 1, 1 },
		{ "{\"a\":1,\"b\":2,\"c\":{\"d\":[1,{\"e\":2,\"f\":3},{\"e\":4,\"f\":5}],\"g\":6}}", 1, 0,
			0 },
		{ "{\"z\":1,\"y\":2,\"x\":3,\"w\":4,\"v\":5}", 20, 21, 0 }, /* all is new */
		{ "{ \"z\": 1, \"y\": 2, \"x\": 3, \"w\": 4, \"v\": 5 }", 20, 21, 0 },
		{ "{\"a\":1,\"b\":2,\"c\":{\"d\":[1,{\"e\":2,\"f\":3},{\"e\":4,\"f\":5}],\"g\":6}}", 20, 45,
			0 },
		{ "{\"a key of twenty-eight bytes.\":1}", 20, 20, 0 },
		{ "{\"a key of thirty bytes, too long\":1}", 1, 1, 1 },
		{ "{}", 1, 0, 0 },
	};
	struct projection projection = { 0 };
	struct scanner scanner;

	(void)state;
	projection_path(&projection, slice_of("c.g"));
	assert_int_equal(scanner_open(&scanner, &projection), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t first = keys_read(&scanner, cases[i].line, cases[i].times);
		size_t again = keys_read(&scanner, cases[i].line, 1);
		if (first > cases[i].first || again != cases[i].again)
			fail_msg("%s: %zu keys read, then %zu", cases[i].line, first, again);
	}
	assert_in_range(scanner.guesses.count, 1, SCAN_GUESSES);
	scanner_close(&scanner);
	projection_free(&projection);
}

/* A hostile input learns no more than a bounded number of keys. */
static void
guesses_are_bounded(void **state)
{
	struct projection projection = { 0 };
	struct scanner scanner;
	struct buffer line = { 0 };
	struct refusal refusal;

	(void)state;
	assert_int_equal(scanner_open(&scanner, &projection), 0);
	buffer_text(&line, "{\"a\":0");
	for (unsigned i = 0; i < 3 * SCAN_GUESSES; i++)
		buffer_printf(&line, ",\"%u\":{\"a\":%u}", i, i);
	buffer_byte(&line, '}');
	for (int i = 0; i < 3; i++)
		assert_int_equal(scan(&scanner, buffer_view(&line), &refusal), 0);
	assert_int_equal(scanner.guesses.count, SCAN_GUESSES);
	scanner_close(&scanner);
	projection_free(&projection);
	buffer_free(&line);
}

static const char *const keys[] = { "a", "b", "c", "ab", "event_time", "category_code", "\\u0061", "a\\u0062",
	"", "\xC3\xA4", "k\\\"", "x.y", "a key of twenty-eight bytes.",
	"a key that is longer than any guess" };
static const char *const paths[] = { "a", "a.b", "a.b.c", "b.a", "c", "ab", "event_time", "\xC3\xA4", "k\"",
	"a key of twenty-eight bytes.", "a key that is longer than any guess" };
static const char *const values[] = { "1", "-12.5e3", "1234567890123456789", "\"\"", "\"view\"",
	"\"2a52c16c-ec11-46a9-9af9-091d9f77d551\"", "\"\\n\\u00e4\xE2\x82\xAC\"", "null", "true", "false",
	"[]" };

static void make_value(struct buffer *line, unsigned depth);

/* Of the keys from `first` on, now and then one left out, put in or elsewhere. */
static void
make_object(struct buffer *line, size_t first, size_t count, unsigned depth)
{
	const size_t most = sizeof keys / sizeof *keys;
	const char *space = next_random(100) ? "" : " ";
	const char *comma = "";

	buffer_byte(line, '{');
	for (size_t i = 0; i < count; i++) {
		size_t key = next_random(40) ? (first + i) % most : next_random(most);
		if (next_random(40) == 0)
			continue;
		buffer_printf(line, "%s%s\"%s\"%s:%s", comma, space, keys[key], space, space);
		make_value(line, depth + 1);
		comma = ",";
	}
	buffer_byte(line, '}');
}

static void
make_value(struct buffer *line, unsigned depth)
{
	uint64_t choice = next_random(depth > 4 ? 8 : 12);

	if (choice < 8) {
		buffer_text(line, values[next_random(sizeof values / sizeof *values)]);
	} else if (choice < 10) {
		make_object(line, 0, 3, depth);
	} else {
		buffer_byte(line, '[');
		make_object(line, 0, 2, depth);
		for (uint64_t more = next_random(3); more > 0; more--) {
			buffer_byte(line, ',');
			make_object(line, 0, 2, depth);
		}
		buffer_byte(line, ']');
	}
}

/* A byte that does not belong there, or the line cut. */
static void
spoil(struct buffer *line)
{
	static const char odd[] = "{}[]\",:\\019.eE+-tn \t\x01\xC3\xFF";
	size_t at = next_random(line->length);

	if (next_random(3) == 0)
		line->length = at;
	else
		line->at[at] = odd[next_random(sizeof odd)];
}

static void
write_slice(struct buffer *to, const char *line, struct slice slice)
{
	buffer_printf(to, " %zu+%zu", slice.at ? (size_t)(slice.at - line) : 0, slice.length);
}

/* All that a scan gives, as text. */
static void
write_result(struct buffer *to, struct scanner *scanner, struct slice line)
{
	struct refusal refusal;

	to->length = 0;
	if (scan(scanner, line, &refusal)) {
		buffer_text(to, refusal.reason);
		return;
	}
	write_slice(to, line.at, scanner->text);
	for (size_t i = 0; i < scanner->projection->slots; i++) {
		const struct slot *slot = &scanner->slots[i];
		buffer_printf(to, "; %d%s", (int)slot->kind, slot->escaped ? "!" : "");
		write_slice(to, line.at, slot->raw);
	}
	for (size_t i = 0; i < scanner->member_count; i++) {
		const struct member *member = &scanner->members[i];
		buffer_printf(to, ", %d", member->slot);
		write_slice(to, line.at, member->whole);
		write_slice(to, line.at, member->key);
		write_slice(to, line.at, member->value);
	}
}

/* One line before a scanner with a history and before one without, in memory of exactly its size. Returns
 * whether it was accepted, and adds the keys that the latter read. */
static bool
compare(struct scanner *with, const struct projection *projection, struct slice line, size_t *read)
{
	struct buffer seen = { 0 }, wanted = { 0 };
	struct scanner without;
	char *exact = malloc(line.length ? line.length : 1);

	if (line.length)
		memcpy(exact, line.at, line.length);
	line.at = exact;
	assert_int_equal(scanner_open(&without, projection), 0);
	without.wants_members = true;
	write_result(&seen, with, line);
	write_result(&wanted, &without, line);
	if (!slice_equal(buffer_view(&seen), buffer_view(&wanted)))
		fail_msg("%.*s\nwith a history: %.*s\nwithout: %.*s", SLICE_PRINT(line),
			SLICE_PRINT(buffer_view(&seen)), SLICE_PRINT(buffer_view(&wanted)));
	bool accepted = *seen.at == ' ';
	*read += without.guesses.missed;
	scanner_close(&without);
	buffer_free(&seen);
	buffer_free(&wanted);
	free(exact);
	return accepted;
}

static void
guesses_show_in_nothing(void **state)
{
	const char *asked = getenv("SCANS");
	long count = asked ? atol(asked) : 30000, accepted = 0;
	struct projection projection = { 0 };
	struct scanner scanner = { 0 };
	struct buffer line = { 0 };
	size_t first = 0, read = 0, alone = 0;

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		projection_path(&projection, slice_of(paths[i]));
	for (long i = 0; i < count; i++) {
		if (i % 2000 == 0) {
			read += scanner.guesses.missed;
			scanner_close(&scanner);
			assert_int_equal(scanner_open(&scanner, &projection), 0);
			scanner.wants_members = true;
		}
		if (next_random(200) == 0)
			first = next_random(sizeof keys / sizeof *keys);
		line.length = 0;
		make_object(&line, first, 8, 0);
		if (next_random(4) == 0)
			spoil(&line);
		accepted += compare(&scanner, &projection, buffer_view(&line), &alone);
	}
	/* Where nothing is accepted, or nothing guessed, little would be proved. */
	assert_in_range(accepted, count / 2, count - count / 20);
	assert_in_range(read, alone / 10, alone / 2);
	scanner_close(&scanner);
	projection_free(&projection);
	buffer_free(&line);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guesses_come_true),
		cmocka_unit_test(guesses_are_bounded),
		cmocka_unit_test(guesses_show_in_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
