/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any records, cut into any parts, saved, loaded and merged in any tree, give the state and the result of all
 * records in one; and only what save writes can be loaded. */
#include "agg.h"
#include "record/scan.h"

enum { MOST = 5000, MANY = 100 /* records, of many different values */, PARTS = 6 };

static struct value
parameter_of(const char *name)
{
	return strcmp(name, "top") == 0 ? decimal_value(3, 0) : decimal_value(9, 1);
}

/* Saves the state, and loads it again in its place. */
static void
save_and_load(const struct aggregate_kind *kind, struct state *state)
{
	struct error error = { 0 };
	struct buffer saved = state_saved(kind, state);

	state_free(kind, state);
	if (aggregate_load(kind, state->bytes, buffer_view(&saved), &error))
		fail_msg("%s: %s", kind->name, error.text);
	buffer_free(&saved);
}

static void
merge_all(const struct aggregate_kind *kind, struct state *parts, uint64_t *seed)
{
	for (size_t left = PARTS; left > 1; left--) {
		size_t to = draw(seed) % (left - 1), from = left - 1;
		if (draw(seed) % 2)
			save_and_load(kind, &parts[to]);
		if (draw(seed) % 2)
			save_and_load(kind, &parts[from]);
		aggregate_settle(kind, parts[from].bytes);
		assert_int_equal(kind->merge(parts[to].bytes, parts[from].bytes), 0);
		state_free(kind, &parts[from]);
	}
}

static void
assert_alike(const struct aggregate_kind *kind, struct state *whole, struct state *merged)
{
	struct value parameter = parameter_of(kind->name);
	struct buffer a = state_saved(kind, whole), b = state_saved(kind, merged);

	if (strcmp(a.at, b.at) != 0)
		fail_msg("%s: %s and merged %s", kind->name, a.at, b.at);
	buffer_free(&a);
	buffer_free(&b);
	a = state_result(kind, whole, &parameter);
	b = state_result(kind, merged, &parameter);
	if (strcmp(a.at, b.at) != 0)
		fail_msg("%s: %s and merged %s", kind->name, a.at, b.at);
	buffer_free(&a);
	buffer_free(&b);
}

static void
try_kind(const struct aggregate_kind *kind, size_t count, uint64_t *seed)
{
	static struct record records[MOST];
	struct state whole = { { 0 } }, parts[PARTS] = { { { 0 } } };

	for (size_t i = 0; i < count; i++) {
		records[i] = draw_record(kind, seed);
		if (count > MANY && i % 2 && !kind->conditions)
			records[i].values[0] = decimal_value((int64_t)draw(seed) % 100000, 2);
		state_add(kind, &whole, &records[i]);
	}
	for (size_t i = count; i > 0; i--) { /* in another order */
		size_t k = draw(seed) % i;
		state_add(kind, &parts[draw(seed) % PARTS], &records[k]);
		records[k] = records[i - 1];
	}
	merge_all(kind, parts, seed);
	assert_alike(kind, &whole, &parts[0]);
	state_free(kind, &whole);
	state_free(kind, &parts[0]);
}

static void
parts_are_the_whole(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (const struct aggregate_kind *const *kind = aggregate_kinds; *kind; kind++)
		for (size_t round = 0; round < 60; round++)
			try_kind(*kind, round < 50 ? draw(&seed) % 20 : draw(&seed) % MOST, &seed);
}

/* Whether the bytes are one JSON value. */
static bool
is_json(struct scanner *scanner, struct slice json)
{
	struct buffer line = { 0 };
	struct refusal refusal;

	buffer_text(&line, "{\"v\":");
	buffer_slice(&line, json);
	buffer_byte(&line, '}');
	bool valid = scan(scanner, buffer_view(&line), &refusal) == 0;
	buffer_free(&line);
	return valid && json.length > 0;
}

/* Replaces a few bytes by others, or drops them. */
static void
damage(struct buffer *text, uint64_t *seed)
{
	static const char *const pieces[] = { "[", "]", ",", "\"", "0", "1", "9", "-", ".", "e9", "null",
		"{}", "[]", "true", "1e999", "\\u0061", "{\"time\":1}", "{\"time\":\"x\"}", "{\"object\":{}}",
		"\\ud800", " ", "" };
	struct buffer damaged = { 0 };
	size_t at = draw(seed) % text->length, dropped = draw(seed) % 4;
	size_t after = at + dropped < text->length ? at + dropped : text->length;

	buffer_append(&damaged, text->at, at);
	buffer_text(&damaged, pieces[draw(seed) % (sizeof pieces / sizeof *pieces)]);
	buffer_append(&damaged, text->at + after, text->length - after);
	buffer_free(text);
	*text = damaged;
}

/* A loaded state saves itself as the same bytes, and can be used on. */
static void
use(const struct aggregate_kind *kind, struct state *loaded, struct buffer *text, const struct record *record)
{
	struct value parameter = parameter_of(kind->name);
	struct buffer saved = state_saved(kind, loaded), result;

	assert_true(slice_equal(buffer_view(&saved), buffer_view(text)));
	buffer_free(&saved);
	result = state_result(kind, loaded, &parameter);
	buffer_free(&result);
	state_add(kind, loaded, record);
	result = state_result(kind, loaded, &parameter);
	buffer_free(&result);
}

/* Damages the state of a few records and loads it. 1 when it was loaded, 0 when it was refused, -1 when it
 * was no JSON. */
static int
load_damaged(const struct aggregate_kind *kind, struct scanner *scanner, uint64_t *seed)
{
	struct state whole = { { 0 } }, loaded = { { 0 } };
	struct record record = draw_record(kind, seed);
	struct error error = { 0 };
	int outcome = -1;

	for (uint64_t n = draw(seed) % 4; n > 0; n--)
		state_add(kind, &whole, &record);
	struct buffer text = state_saved(kind, &whole);
	for (uint64_t n = draw(seed) % 3; n > 0 && text.length > 0; n--)
		damage(&text, seed);
	if (is_json(scanner, buffer_view(&text))) {
		outcome = aggregate_load(kind, loaded.bytes, buffer_view(&text), &error) == 0;
		if (outcome) {
			use(kind, &loaded, &text, &record);
		} else {
			assert_int_equal(error.kind, STATUS_REFUSED);
			assert_true(error.text[0] != '\0');
		}
	}
	state_free(kind, &whole);
	state_free(kind, &loaded);
	buffer_free(&text);
	return outcome;
}

static void
damage_does_no_harm(void **state)
{
	struct projection projection = { 0 };
	struct scanner scanner;
	uint64_t seed = 2;
	size_t loaded = 0, refused = 0;

	(void)state;
	assert_int_equal(scanner_open(&scanner, &projection), 0);
	for (size_t round = 0; round < 1500; round++)
		for (const struct aggregate_kind *const *kind = aggregate_kinds; *kind; kind++) {
			int outcome = load_damaged(*kind, &scanner, &seed);
			loaded += outcome == 1;
			refused += outcome == 0;
		}
	assert_true(loaded > 1000 && refused > 1000);
	scanner_close(&scanner);
	projection_free(&projection);
}

static void
others_are_refused(void **state)
{
	static const struct {
		const char *kind, *json;
	} bad[] = { { "count", "-1" }, { "count", "1.0" }, { "count", "[]" }, { "count", "1e2" },
		{ "sum", "[0,1]" }, { "sum", "[1,2,3]" }, { "sum", "[1,2.50]" }, { "mean", "null" },
		{ "min", "1.0" }, { "max", "[1]" }, { "max", "{\"time\":1.5}" },
		{ "max", "{\"time\":1,\"time\":1}" }, { "max", "{\"object\":1}" }, { "min", "\"\\u0061\"" },
		{ "first", "[1,[0,0,0]]" }, { "first", "[null,[0,0,0,0]]" }, { "last", "[1,[0,-1,0,0]]" },
		{ "argmax", "[1,[0,0,0,0]]" }, { "argmax_all", "[1,[]]" }, { "argmax_all", "[1,[2,1]]" },
		{ "mode", "[[1,0,[0,0,0,0]]]" }, { "mode", "[[1,1,[0,0,0,0]],[1,1,[0,0,0,0]]]" },
		{ "distinct", "[2,1]" }, { "distinct", "[1,1]" }, { "distinct", "[null]" },
		{ "quantile", "[2,1]" }, { "quantile", "[[1,1]]" }, { "quantile", "[\"1\"]" },
		{ "quantile", "[[1,999999999999999999]]" }, { "approx_quantile", "[[1,200],[3,57]]" },
		{ "approx_distinct", "\"0\"" }, { "approx_distinct", "[\"1\"]" }, { "corr", "[1,1,1,1,1,2]" },
		{ "corr", "[2,0,0,-1,0,0]" }, { "var", "[1,0,1]" },
		{ "collect", "[[1,[1,0,0,0]],[1,[0,0,0,0]]]" } };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const struct aggregate_kind *kind = kind_of(bad[i].kind);
		struct state loaded = { { 0 } };
		struct error error = { 0 };
		if (aggregate_load(kind, loaded.bytes, slice_of(bad[i].json), &error) == 0)
			fail_msg("%s took %s", bad[i].kind, bad[i].json);
		assert_int_equal(error.kind, STATUS_REFUSED);
		state_free(kind, &loaded);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_the_whole),
		cmocka_unit_test(damage_does_no_harm),
		cmocka_unit_test(others_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
