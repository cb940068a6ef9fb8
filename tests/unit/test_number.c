/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers against tests/answers/number*.txt, and cases that these files cannot contain. */
#include "answers.h"

#include <math.h>

static void
answer_read(char *const *argument, char to[ANSWER_TEXT])
{
	static const char *const faults[] = { [NUMBER_INVALID] = "NOT", [NUMBER_TOO_LARGE] = "TOO_LARGE" };
	size_t length = strlen(argument[0]);
	char *text = malloc(length + 1); /* without a NUL, so that a sanitizer sees a read beyond the end */
	struct number number;

	assert_non_null(text);
	memcpy(text, argument[0], length);
	text[length] = '7';
	enum number_status fault = number_read((struct slice){ text, length }, &number);
	if (fault == NUMBER_OK)
		number_say(number, to);
	else
		snprintf(to, ANSWER_TEXT, "%s", faults[fault]);
	free(text);
}

/* The text that is written must also read back as the same value. */
static void
answer_write(char *const *argument, char to[ANSWER_TEXT])
{
	struct number number = number_of(argument[0]), again;
	size_t length = number_write(number, to);

	to[length] = '\0';
	assert_true(length <= NUMBER_TEXT_SIZE);
	assert_int_equal(number_read(slice_of(to), &again), NUMBER_OK);
	assert_true(number_to_double(again) == number_to_double(number));
}

static void
answer_double(char *const *argument, char to[ANSWER_TEXT])
{
	number_say(number_of_double(number_to_double(number_of(argument[0]))), to);
}

static void
answer_compare(char *const *argument, char to[ANSWER_TEXT])
{
	struct number a = number_of(argument[0]), b = number_of(argument[1]);
	int order = number_compare(a, b), back = number_compare(b, a);

	assert_int_equal((order > 0) - (order < 0), (back < 0) - (back > 0));
	snprintf(to, ANSWER_TEXT, "%d", (order > 0) - (order < 0));
}

static void
answer_round(char *const *argument, char to[ANSWER_TEXT])
{
	number_say(number_round(number_of(argument[0]), atoi(argument[1])), to);
}

#define ONE(operation)                                                              \
	static void answer_##operation(char *const *argument, char to[ANSWER_TEXT]) \
	{                                                                           \
		number_say(number_##operation(number_of(argument[0])), to);         \
	}
#define TWO(operation)                                                                              \
	static void answer_##operation(char *const *argument, char to[ANSWER_TEXT])                 \
	{                                                                                           \
		number_say(number_##operation(number_of(argument[0]), number_of(argument[1])), to); \
	}

ONE(negate)
ONE(floor)
ONE(ceil)
TWO(add)
TWO(subtract)
TWO(multiply)
TWO(divide)
TWO(remainder)

static const struct operation operations[] = {
	{ "read", 1, answer_read },
	{ "write", 1, answer_write },
	{ "double", 1, answer_double },
	{ "add", 2, answer_add },
	{ "subtract", 2, answer_subtract },
	{ "multiply", 2, answer_multiply },
	{ "divide", 2, answer_divide },
	{ "remainder", 2, answer_remainder },
	{ "compare", 2, answer_compare },
	{ "negate", 1, answer_negate },
	{ "floor", 1, answer_floor },
	{ "ceil", 1, answer_ceil },
	{ "round", 2, answer_round },
};

static void
answers_agree_all(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
		answers_check(&operations[i]);
}

/* A megabyte of digits on either side of the point, cut by the exponent to one value. */
static void
long_texts(void **state)
{
	enum { LONG = 1 << 20 };
	char *text = malloc(2 * LONG + 16);
	struct number number;

	(void)state;
	assert_non_null(text);
	memset(text, '0', 2 * LONG + 16);
	text[0] = '1';
	int tail = snprintf(text + LONG, 16, "e-%d", LONG - 1);
	struct slice slice = { text, LONG + (size_t)tail };
	assert_int_equal(number_read(slice, &number), NUMBER_OK);
	assert_int_equal(number_compare(number, number_of_int(1)), 0);
	assert_false(number_is_real(number));

	/* 2^53 + 1 is a tie that goes to 2^53; a digit a million places after the point breaks it. */
	memset(text, '0', 2 * LONG + 16);
	memcpy(text, "9007199254740993.", 17);
	slice.length = LONG;
	assert_int_equal(number_read(slice, &number), NUMBER_OK);
	assert_true(number.units == INT64_C(9007199254740993) && number.scale == 0);
	text[LONG - 1] = '1';
	assert_int_equal(number_read(slice, &number), NUMBER_OK);
	assert_true(number_is_real(number) && number.real == 9007199254740994.0);
	free(text);
}

/* Operations may give infinities and NaN, which are only used in further arithmetic. */
static void
not_finite(void **state)
{
	struct number infinite = number_multiply(number_of_double(1e300), number_of_double(-1e300));

	(void)state;
	assert_false(number_is_finite(infinite));
	assert_true(number_compare(infinite, number_of_int(INT64_MIN)) < 0);
	assert_true(number_compare(number_of_int(0), infinite) > 0);
	assert_false(number_is_finite(number_round(infinite, 2)));
	assert_true(isnan(number_subtract(infinite, infinite).real));
	assert_true(number_is_zero(number_of_double(-0.0)) && number_is_zero((struct number){ .scale = 2 }));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_agree_all),
		cmocka_unit_test(long_texts),
		cmocka_unit_test(not_finite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
