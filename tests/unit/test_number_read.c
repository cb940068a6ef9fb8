/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of numbers against strtod: doubles printed in every length, the middles between two doubles and
 * numbers just beside these, random digits. */
#include "numbers.h"

enum { TEXT = 2000, MIDDLE_DIGITS = 780 };

/* Reads the text, which is a number, by both. */
static void
agree(const char *text, size_t length)
{
	char *exact = malloc(length); /* without a NUL, so that a sanitizer sees a read beyond the end */
	double expected = strtod(text, NULL), seen = 0;
	struct number number;

	assert_non_null(exact);
	memcpy(exact, text, length);
	enum number_status fault = number_read((struct slice){ exact, length }, &number);
	if (fault == NUMBER_OK)
		seen = number_to_double(number);
	else if (fault == NUMBER_TOO_LARGE)
		seen = *text == '-' ? -HUGE_VAL : HUGE_VAL;
	if (fault == NUMBER_INVALID || seen != expected)
		fail_msg("%s: strtod reads %a, we %a", text, expected, seen);
	free(exact);
}

static void
printed_doubles(long count)
{
	static const char *const forms[] = { "%.*e", "%.*E", "%.*g", "%.*f" };
	char text[TEXT];

	for (long i = 0; i < count; i++) {
		double value = some_double();
		const char *form = forms[random_below(4)];
		int digits = random_below(8) ? 16 : random_below(40);
		int length = snprintf(text, sizeof text, form, digits, value);
		agree(text, (size_t)length);
	}
}

static void
digits_put(char **to, int count)
{
	while (count-- > 0)
		*(*to)++ = (char)('0' + random_below(10));
}

/* Few digits, sometimes very many, with or without a point, and an exponent. */
static void
random_texts(long count)
{
	char text[TEXT];

	for (long i = 0; i < count; i++) {
		int most = random_below(200) ? 22 : 600;
		char *to = text;
		if (random_below(3) == 0)
			*to++ = '-';
		if (random_below(3) == 0) {
			*to++ = '0';
		} else {
			*to++ = (char)('1' + random_below(9));
			digits_put(&to, random_below(most));
		}
		if (random_below(2)) {
			*to++ = '.';
			for (int zeros = random_below(2) ? 0 : random_below(most); zeros > 0; zeros--)
				*to++ = '0';
			digits_put(&to, 1 + random_below(most));
		}
		if (random_below(2))
			to += sprintf(to, "%c%+d", random_below(2) ? 'e' : 'E', random_below(720) - 380);
		*to = '\0';
		agree(text, (size_t)(to - text));
	}
}

/* From "d.ddd...e+d": the same, just above it and just below it. */
static void
agree_around(const char *text)
{
	const char *exponent = strchr(text, 'e');
	char around[TEXT];
	size_t length = (size_t)(exponent - text);

	agree(text, strlen(text));
	while (text[length - 1] == '0')
		length--;
	int zeros = random_below(400);
	int printed = snprintf(around, sizeof around, "%.*s%0*d1%s", (int)length, text, zeros, 0, exponent);
	agree(around, (size_t)printed);
	if (text[length - 1] == '.') /* 1e23 is one */
		return;
	printed = snprintf(around, sizeof around, "%.*s9%s", (int)length, text, exponent);
	around[length - 1]--;
	agree(around, (size_t)printed);
}

/* A long double holds the middle, and printf prints it in full. */
static void
middles(long count)
{
	char text[TEXT];

	for (long i = 0; i < count; i++) {
		double value = fabs(some_double());
		long double next = value == DBL_MAX ? ldexpl(1, 1024) : nextafter(value, HUGE_VAL);
		snprintf(text, sizeof text, "%.*Le", MIDDLE_DIGITS, (value + next) / 2);
		agree_around(text);
	}
}

static const char *
digits_skip(const char *at)
{
	return at + strspn(at, "0123456789");
}

/* The grammar of RFC 8259, section 6, for a text without NUL. */
static bool
is_number(const char *at)
{
	at += *at == '-';
	const char *end = digits_skip(at);
	if (end == at || (*at == '0' && end > at + 1))
		return false;
	if (*end == '.') {
		at = end + 1;
		end = digits_skip(at);
		if (end == at)
			return false;
	}
	if (*end == 'e' || *end == 'E') {
		at = end + 1 + (end[1] == '+' || end[1] == '-');
		end = digits_skip(at);
		if (end == at)
			return false;
	}
	return *end == '\0';
}

/* Each byte in each place of texts of each length, with the point in each place or without one. */
static void
every_byte_everywhere(void **state)
{
	enum { LENGTH = 30 };
	char text[LENGTH + 1];
	struct number number;

	(void)state;
	for (int length = 1; length <= LENGTH; length++)
		for (int point = 0; point <= length; point++)
			for (int at = 0; at < length; at++)
				for (int byte = 0; byte < 256; byte++) {
					for (int i = 0; i < length; i++)
						text[i] = (char)('1' + i % 9);
					text[length] = '\0';
					text[point] = point < length ? '.' : '\0';
					text[at] = (char)byte;
					if (byte && is_number(text))
						agree(text, (size_t)length);
					else
						assert_int_equal(NUMBER_INVALID,
							number_read((struct slice){ text, (size_t)length },
								&number));
				}
}

static void
as_strtod(void **state)
{
	long count = numbers_count(100000);

	(void)state;
	printed_doubles(count / 2);
	random_texts(count / 2);
}

static void
as_strtod_in_the_middle(void **state)
{
	long double value = 1 + DBL_EPSILON / 2.0L;

	(void)state;
	if (value == 1 || value == 1 + DBL_EPSILON)
		skip();
	agree_around("2.4703282292062327208e-324");
	middles(numbers_count(100000) / 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_everywhere),
		cmocka_unit_test(as_strtod),
		cmocka_unit_test(as_strtod_in_the_middle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
