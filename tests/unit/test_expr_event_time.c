/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/program.h"
#include "time/time_format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const int64_t second = 1000000;

static void
open_format(const char *format)
{
	struct error error = { 0 };

	assert_int_equal(time_format_open(format, &error), 0);
}

static struct value
text(const char *characters)
{
	struct value value = { .kind = VALUE_TEXT };

	value.text = slice_of(characters);
	return value;
}

static struct value
number(int64_t units, int scale)
{
	struct value value = { .kind = VALUE_NUMBER };

	value.number = (struct number){ .units = units, .scale = scale };
	return value;
}

static void
expect(struct value value, int64_t wanted)
{
	struct refusal refusal = { 0 };
	int64_t instant;

	if (event_time(&value, slice_of("at"), &instant, &refusal))
		fail_msg("refused: %s", refusal.reason);
	assert_true(instant == wanted);
}

static void
expect_refusal(struct value value, const char *reason)
{
	struct refusal refusal = { 0 };
	int64_t instant;

	assert_int_equal(event_time(&value, slice_of("at"), &instant, &refusal), -1);
	assert_string_equal(refusal.field, "at");
	assert_string_equal(refusal.reason, reason);
}

static void
usual_forms(void **state)
{
	struct value time = { .kind = VALUE_TIME };

	(void)state;
	time.instant = 5;
	expect(time, 5);
	expect(text("2024-07-28T12:55:00Z"), 1722171300 * second);
	expect(text("2024-07-28 12:55:00"), 1722171300 * second);
	expect_refusal(
		(struct value){ .kind = VALUE_NULL }, "this is null, a time (see --time-format) is needed");
	expect_refusal(
		text("7/28/2024"), "this is the text \"7/28/2024\", a time (see --time-format) is needed");
	expect_refusal(
		number(1722171300, 0), "this is the number 1722171300, a time (see --time-format) is needed");
	expect_refusal(
		(struct value){ .kind = VALUE_BOOL }, "this is false, a time (see --time-format) is needed");
}

static void
given_format(void **state)
{
	(void)state;
	open_format("%m/%d/%Y %H:%M");
	expect(text("7/28/2024 12:55"), 1722171300 * second);
	expect(text("2024-07-28T12:55:00Z"), 1722171300 * second); /* no other format can mean it */
	expect_refusal(text("28.7.2024 12:55"),
		"this is the text \"28.7.2024 12:55\", a time that --time-format reads is needed");
	expect_refusal(number(5, 0), "this is the number 5, a time that --time-format reads is needed");
	open_format("ms");
	expect(number(1722171300250, 0), 1722171300 * second + 250000);
	expect(number(17221713002505, 1), 1722171300 * second + 250500);
	expect(text("1722171300250"), 1722171300 * second + 250000);
	expect_refusal(number(INT64_MAX, 0),
		"this is the number 9223372036854775807, a time that --time-format reads is needed");
}

static void
wrong_format(void **state)
{
	struct error error = { 0 };

	(void)state;
	assert_int_equal(time_format_open("%Q", &error), -1);
	assert_int_equal(error.kind, STATUS_USAGE);
	assert_non_null(strstr(error.text, "--time-format: the time format \"%Q\""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_forms),
		cmocka_unit_test(given_format),
		cmocka_unit_test(wrong_format),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
