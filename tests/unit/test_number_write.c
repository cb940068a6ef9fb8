/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubles as text: it reads back as the same bits, by strtod and by number_read, and no shorter text does.
 * The table of powers against its definition. */
#include "numbers.h"

#include "number/internal.h"

#include <locale.h>

enum { TEXT = 64, DIGITS = 17 };

/* The digits without zeros at either end, and how many they are. */
static int
digits_in(const char *text, char digits[TEXT])
{
	int count = 0;

	for (; *text && *text != 'e'; text++)
		if (*text >= '0' && *text <= '9' && (*text != '0' || count > 0))
			digits[count++] = *text;
	while (count > 0 && digits[count - 1] == '0')
		count--;
	digits[count] = '\0';
	return count;
}

static void
print(struct number number, char text[TEXT])
{
	size_t length = number_write(number, text);

	assert_in_range(length, 1, NUMBER_TEXT_SIZE);
	text[length] = '\0';
}

/* Writes the digits; returns how many they are. */
static int
reads_back(double value, char digits[TEXT])
{
	char text[TEXT];
	struct number again, written = number_as_written(number_of_double(value));

	print(number_of_double(value), text);
	assert_int_equal(number_read(slice_of(text), &again), NUMBER_OK);
	if (strtod(text, NULL) != value || number_to_double(again) != value)
		fail_msg("%a is printed as %s, which reads back as %a and %a", value, text,
			strtod(text, NULL), number_to_double(again));
	assert_true(written.scale == again.scale && written.units == again.units);
	return digits_in(text, digits);
}

static void
doubles_read_back(void **state)
{
	long count = numbers_count(200000);
	char text[TEXT];

	(void)state;
	for (long i = 0; i < count; i++)
		assert_in_range(reads_back(some_double(), text), 1, DIGITS);
}

/* A decimal by printf: all its digits, a point, no trailing zeros. */
static void
decimal_print(struct number number, char text[TEXT])
{
	unsigned long long size =
		number.units < 0 ? 0 - (unsigned long long)number.units : (unsigned long long)number.units;
	char digits[TEXT];
	int count = snprintf(digits, sizeof digits, "%0*llu", number.scale + 1, size), scale = number.scale;

	for (; scale > 0 && digits[count - 1] == '0'; scale--)
		count--;
	snprintf(text, TEXT, "%s%.*s%s%.*s", number.units < 0 ? "-" : "", count - scale, digits,
		scale ? "." : "", scale, digits + count - scale);
}

static void
decimals_print_in_full(void **state)
{
	long count = numbers_count(200000);
	char text[TEXT], expected[TEXT];
	struct number again;

	(void)state;
	for (long i = 0; i < count; i++) {
		struct number number = { .units = (int64_t)random_bits() >> random_below(64),
			.scale = random_below(NUMBER_SCALE + 1) };
		print(number, text);
		decimal_print(number, expected);
		assert_string_equal(text, expected);
		assert_int_equal(number_read(slice_of(text), &again), NUMBER_OK);
		assert_false(number_is_real(again));
		assert_int_equal(number_compare(again, number), 0);
		assert_true(number_to_double(number) == strtod(text, NULL));
	}
}

/* No text with fewer digits reads back, and none with as many is nearer to the double. */
static void
doubles_are_shortest(void **state)
{
	long count = numbers_count(200000) / 10;
	char digits[TEXT], text[TEXT], tried[TEXT];

	(void)state;
	for (long i = 0; i < count; i++) {
		double value = some_double();
		int seen = reads_back(value, digits), least = 0;
		do
			snprintf(text, sizeof text, "%.*e", least++, value);
		while (strtod(text, NULL) != value);
		if (seen > least)
			fail_msg("%a is printed with %s, not as %s", value, digits, text);
		if (digits_in(text, tried) == seen)
			assert_string_equal(digits, tried);
	}
}

/* power x 2^(binary_exponent - 127) is 10^e or above it by less than one unit, in whole numbers. */
static void
powers_are_right(void **state)
{
	(void)state;
	for (int e = POWERS_LOWEST; e <= POWERS_HIGHEST; e++) {
		struct power power = power_at(e);
		struct big above = { .count = 2, .limb = { power.low, power.high } }, ten, step;
		int shift = binary_exponent(e) - 127;
		big_of_unsigned(&ten, 1);
		big_of_unsigned(&step, 1);
		for (int i = 0; i < abs(e); i++) {
			big_scale(e < 0 ? &above : &ten, 10);
			if (e < 0)
				big_scale(&step, 10);
		}
		big_shift_left(shift < 0 ? &ten : &above, abs(shift));
		if (shift > 0)
			big_shift_left(&step, shift);
		big_subtract(&above, &ten);
		assert_true(power.high >> 63);
		assert_false(above.negative);
		assert_true(big_compare_sizes(&above, &step) < 0);
		assert_int_equal(above.count == 0, e >= 0 && e <= POWERS_EXACT);
	}
}

static void
exponents_are_right(void **state)
{
	(void)state;
	for (int e = -1100; e <= 1100; e++) {
		assert_int_equal(decimal_exponent(e, false), (int)floorl(e * log10l(2)));
		assert_int_equal(decimal_exponent(e, true), (int)floorl(e * log10l(2) + log10l(0.75L)));
		if (abs(e) <= 400)
			assert_int_equal(binary_exponent(e), (int)floorl(e * log2l(10)));
	}
}

/* A locale with a decimal comma: an installed one, or one made for this test. */
static bool
comma_begin(char *folder)
{
	static const char *const names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "comma" };
	char command[4 * TEXT];
	bool comma = false;

	for (size_t i = 0; i < sizeof names / sizeof *names && !comma; i++) {
		if (i == 2 && mkdtemp(folder)) {
			snprintf(command, sizeof command,
				"printf 'LC_NUMERIC\ndecimal_point \",\"\nthousands_sep \".\"\ngrouping 3\n"
				"END LC_NUMERIC\n' | localedef -c -i - %s/comma >%s/log 2>&1",
				folder, folder);
			int ignored = system(command);
			(void)ignored;
			setenv("LOCPATH", folder, 1);
		}
		comma = setlocale(LC_NUMERIC, names[i]) && *localeconv()->decimal_point == ',';
	}
	return comma;
}

static void
comma_end(const char *folder)
{
	char command[2 * TEXT];

	setlocale(LC_ALL, "C");
	snprintf(command, sizeof command, "rm -rf %s", folder);
	int ignored = system(command);
	(void)ignored;
}

/* The locale does not matter. */
static void
locale_is_ignored(void **state)
{
	char here[TEXT], there[TEXT], folder[] = "/tmp/test_number_write.XXXXXX";
	struct number number;
	bool comma = comma_begin(folder);

	(void)state;
	assert_true(!comma || strtod("1,5", NULL) == 1.5);
	for (int i = 0; comma && i < 20000; i++) {
		double value = some_double();
		print(number_of_double(value), there);
		assert_null(strchr(there, ','));
		assert_int_equal(number_read(slice_of(there), &number), NUMBER_OK);
		assert_true(number_to_double(number) == value);
		snprintf(here, sizeof here, "%.20e", value);
		*strchr(here, ',') = '.';
		assert_int_equal(number_read(slice_of(here), &number), NUMBER_OK);
		assert_true(number_to_double(number) == value);
	}
	comma_end(folder);
	if (!comma) /* cmocka's skip() would count as a failure */
		print_message("# no locale with a comma: the package locales makes one\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(powers_are_right),
		cmocka_unit_test(exponents_are_right),
		cmocka_unit_test(doubles_read_back),
		cmocka_unit_test(doubles_are_shortest),
		cmocka_unit_test(decimals_print_in_full),
		cmocka_unit_test(locale_is_ignored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
