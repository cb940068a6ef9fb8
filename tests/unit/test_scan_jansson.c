/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scanner against jansson on seeded mutations of real-looking lines: both accept or both refuse, and
 * where both accept, the fields and the members have the same values: texts decoded, numbers as the C library
 * reads their bytes, arrays and objects by what is in them. MUTATIONS in the environment says how many
 * (100,000).
 *
 * Where they differ on purpose, and why:
 *   a \u0000 or a lone surrogate escape   passes here untouched; jansson cannot hold it
 *   a number beyond int64 or double       passes here untouched; jansson cannot hold it
 *   more than SCAN_DEPTH levels           refused here; jansson allows 2,048
 *   more than SCAN_FIELDS fields          refused here; jansson has no bound
 *   an array as the whole line            refused here: a record is an object */
#include "record/elements.h"
#include "record/scan.h"
#include "record/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

static const char *const seeds[] = {
	"{\"a\":1,\"b\":\"x\",\"c\":[1,2.5,-3e2,{\"d\":null}]}",
	"{\"order\":\"ORD00000001\",\"a\":228.7,\"ok\":true,\"no\":false,\"t\":\"2024-09-08 12:00:00\"}",
	"{\"a\":\"\\u00e4\\n\\\"\\\\\\/\",\"b\":\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\"}",
	"{ \"a\" : { \"a\" : [ ] } , \"b\" : 0.10 , \"a\" : 1.0E+2 }",
	"{\"items\":[{\"sku\":\"1\",\"price\":3.35,\"n\":2},{\"sku\":\"2\",\"n\":-0}],\"a\":\"\"}",
	"{\"a\":\"\\ud83d\\ude00\",\"b\":\"\\ud800\",\"c\":\"\\u0000\",\"n\":12345678901234567890}",
};

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

static const char odd[] = "{}[]\",:\\/0123456789.eE+-truefalsn u\t\r\x01\x7F\xC3\xA4\xED\xA0\xFF";

static void
mutate(struct buffer *line)
{
	buffer_text(line, seeds[next_random(sizeof seeds / sizeof *seeds)]);
	for (uint64_t n = next_random(4); n > 0 && line->length > 1; n--) {
		size_t at = next_random(line->length);
		char c = odd[next_random(sizeof odd - 1)];
		switch (next_random(4)) {
		case 0:
			line->at[at] = c;
			break;
		case 1:
			memmove(line->at + at, line->at + at + 1, --line->length - at);
			break;
		case 2:
			buffer_byte(line, '\0');
			memmove(line->at + at + 1, line->at + at, line->length - 1 - at);
			line->at[at] = c;
			break;
		default: {
			size_t from = next_random(line->length),
			       room = line->length - (from > at ? from : at);
			memmove(line->at + at, line->at + from, next_random(room + 1));
		}
		}
	}
}

/* jansson refuses what the scanner passes for one of the listed reasons. */
static bool
differs_on_purpose(const json_error_t *error)
{
	enum json_error_code code = json_error_code(error);

	return code == json_error_null_character || code == json_error_null_byte_in_key ||
	       code == json_error_numeric_overflow ||
	       (code == json_error_invalid_syntax && strstr(error->text, "invalid Unicode"));
}

static void compare_value(const struct slot *slot, json_t *value);

/* The bytes of the slot, read to their end by the C library. */
static void
compare_number(struct slice raw, json_t *value)
{
	struct buffer text = { 0 };
	char *end;

	buffer_slice(&text, raw);
	buffer_byte(&text, '\0');
	assert_true(json_is_number(value));
	if (json_is_integer(value))
		assert_true(strtoll(text.at, &end, 10) == json_integer_value(value));
	else
		assert_true(strtod(text.at, &end) == json_real_value(value));
	assert_ptr_equal(end, text.at + raw.length);
	buffer_free(&text);
}

static void
compare_text(struct slice raw, json_t *value)
{
	struct buffer text = { 0 };

	json_text_read(&text, raw);
	assert_true(json_is_string(value));
	assert_int_equal(text.length, json_string_length(value));
	assert_memory_equal(text.length ? text.at : "", json_string_value(value), text.length);
	buffer_free(&text);
}

static void
compare_array(struct slice raw, json_t *value)
{
	struct slice rest = elements_inside(raw);
	struct slot element;
	size_t count = 0;

	assert_true(json_is_array(value));
	while (elements_next(&rest, &element))
		compare_value(&element, json_array_get(value, count++));
	assert_int_equal(count, json_array_size(value));
}

static void
compare_object(struct slice raw, json_t *value)
{
	assert_true(json_is_object(value));
	for (void *i = json_object_iter(value); i; i = json_object_iter_next(value, i)) {
		struct slot member = member_find(raw, slice_of(json_object_iter_key(i)));
		compare_value(&member, json_object_iter_value(i));
	}
}

static void
compare_value(const struct slot *slot, json_t *value)
{
	switch (slot->kind) {
	case KIND_MISSING:
		assert_null(value);
		break;
	case KIND_TEXT:
		compare_text(slot->raw, value);
		break;
	case KIND_NUMBER:
		compare_number(slot->raw, value);
		break;
	case KIND_ARRAY:
		compare_array(slot->raw, value);
		break;
	case KIND_OBJECT:
		compare_object(slot->raw, value);
		break;
	default:
		assert_int_equal(slot->kind == KIND_NULL, json_is_null(value));
		assert_int_equal(slot->kind == KIND_TRUE, json_is_true(value));
		assert_int_equal(slot->kind == KIND_FALSE, json_is_false(value));
	}
}

static const char *const fields[] = { "a", "b", "c", "items" };
enum { FIELDS = sizeof fields / sizeof *fields };

/* From the last member to the first, since jansson keeps only the last of one name: each is jansson's of that
 * key, and jansson has no other. */
static void
compare_members(const struct scanner *scanner, json_t *record)
{
	struct buffer key = { 0 };
	json_t *left = json_copy(record);

	for (size_t i = scanner->member_count; i-- > 0;) {
		const struct member *member = &scanner->members[i];
		struct slot value = elements_slot(member->value);
		key.length = 0;
		assert_int_equal(json_text_read(&key, member->key), 0);
		buffer_byte(&key, '\0');
		assert_non_null(json_object_get(record, key.at));
		if (!json_object_get(left, key.at))
			continue;
		compare_value(&value, json_object_get(left, key.at));
		json_object_del(left, key.at);
	}
	assert_int_equal(json_object_size(left), 0);
	json_decref(left);
	buffer_free(&key);
}

/* Both look at one line. 1 when it was accepted by both. */
static int
compare(struct scanner *scanner, struct slice line)
{
	struct refusal refusal;
	json_error_t error;
	json_t *record = json_loadb(line.at, line.length, 0, &error);
	int refused = scan(scanner, line, &refusal);

	if (record && !json_is_object(record)) {
		assert_int_equal(refused, -1);
	} else if (record && refused) {
		fail_msg("refused by scan only: %.*s: %s", SLICE_PRINT(line), refusal.reason);
	} else if (!record && !refused && !differs_on_purpose(&error)) {
		fail_msg("accepted by scan only: %.*s: %s", SLICE_PRINT(line), error.text);
	} else if (record) {
		for (int i = 0; i < FIELDS; i++)
			compare_value(&scanner->slots[i], json_object_get(record, fields[i]));
		compare_members(scanner, record);
	}
	json_decref(record);
	return record && !refused;
}

static void
agrees_with_jansson(void **state)
{
	const char *asked = getenv("MUTATIONS");
	long count = asked ? atol(asked) : 100000, accepted = 0;
	struct projection projection = { 0 };
	struct scanner scanner;
	struct buffer line = { 0 };
	(void)state;
	for (int i = 0; i < FIELDS; i++)
		assert_int_equal(projection_path(&projection, slice_of(fields[i])), i);
	assert_int_equal(scanner_open(&scanner, &projection), 0);
	scanner.wants_members = true;
	for (long i = 0; i < count; i++) {
		line.length = 0;
		mutate(&line);
		accepted += compare(&scanner, buffer_view(&line));
	}
	/* A comparison in which everything is refused, or nothing, would prove little. */
	assert_in_range(accepted, count / 5, count - count / 5);
	scanner_close(&scanner);
	projection_free(&projection);
	buffer_free(&line);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(agrees_with_jansson) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
