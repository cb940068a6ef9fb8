/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variances, correlations and slopes to the last digit. */
#include "answers.h"
#include "number/power_sum.h"

#include <math.h>

static void
power_sum_of(struct power_sum *sum, const char *const *texts)
{
	*sum = (struct power_sum){ 0 };
	for (; *texts; texts++)
		assert_int_equal(power_sum_add(sum, number_of(*texts)), 0);
}

static void
assert_variance(double expected, const char *const *texts)
{
	struct power_sum sum;

	power_sum_of(&sum, texts);
	assert_true(power_sum_variance(&sum) == expected);
	power_sum_free(&sum);
}

#define TEXTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Expected: exact fractions, by Python's fractions, rounded once. */
static void
variances_lose_nothing(void **state)
{
	(void)state;
	assert_variance(1, TEXTS("1000000001", "1000000002", "1000000003"));
	assert_variance(1e-36, TEXTS("0.000000000000000001", "0.000000000000000002", "0.000000000000000003"));
	assert_variance(0.02, TEXTS("0.1", "0.3"));
	assert_variance(0, TEXTS("0.1", "0.1", "0.1"));
	assert_variance(0, TEXTS("1e300", "1e300"));
	assert_variance(1, TEXTS("9007199254740993", "9007199254740994", "9007199254740995"));
	assert_variance(
		0x1p16 / 3, TEXTS("0x1p60", "0x1.0000000000001p60", "0x1.0000000000001p60", "0x1p60"));
	assert_variance(2, TEXTS("0x1p0", "3"));
}

/* Python: float(Decimal(variance).sqrt()) in 60 digits; the root of the rounded variance is another double.
 */
static void
deviations_round_once(void **state)
{
	static const struct {
		const char *number[3];
		double deviation;
	} answers[] = {
		{ { "752.27", "326.80", "17.18" }, 369.06335802045334 },
		{ { "282.43", "217.39", "218.21" }, 37.3164003265767 },
		{ { "268.40", "238.11", "905.23" }, 376.72249455003345 },
		{ { "912.81", "413.91", "242.18" }, 348.36211997479484 },
		{ { "29.97", "982.77", "468.77" }, 476.8943418969587 },
		{ { "758.27", "11.89", "593.52" }, 392.11374280940476 },
	};
	struct power_sum sum;

	(void)state;
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		const char *const *n = answers[i].number;
		power_sum_of(&sum, TEXTS(n[0], n[1], n[2]));
		assert_true(power_sum_stddev(&sum) == answers[i].deviation);
		assert_true(sqrt(power_sum_variance(&sum)) != answers[i].deviation);
		power_sum_free(&sum);
	}
}

/* The deviations lie exactly in the middle between two doubles, or close to it. */
static void
ties_go_to_even(void **state)
{
	struct power_sum sum;

	(void)state;
	power_sum_of(&sum, TEXTS("9007199254740993", "0", "-9007199254740993"));
	assert_true(power_sum_stddev(&sum) == 0x1p53);
	power_sum_free(&sum);
	power_sum_of(&sum, TEXTS("9007199254740993", "1", "-9007199254740993"));
	assert_true(power_sum_stddev(&sum) == 0x1p53 + 2);
	power_sum_free(&sum);
}

/* The sum 2^53 + 1 is not a double, nor is the sum of two huge numbers; their means are. */
static void
means_round_once(void **state)
{
	struct power_sum sum;

	(void)state;
	power_sum_of(&sum, TEXTS("0x1p53", "0x1p0"));
	assert_true(number_to_double(power_sum_mean(&sum)) == 0x1p52 + 0.5);
	power_sum_free(&sum);
	power_sum_of(&sum, TEXTS("0x3p0", "0x3p-53", "0x3p-100"));
	assert_true(number_to_double(power_sum_mean(&sum)) == 1 + 0x1p-52);
	power_sum_free(&sum);
	power_sum_of(&sum, TEXTS("0x1.8p1023", "0x1.8p1023"));
	assert_true(number_to_double(power_sum_mean(&sum)) == 0x1.8p1023);
	power_sum_free(&sum);
	power_sum_of(&sum, TEXTS("9223372036854775807", "9223372036854775807", "0x1p-1074"));
	assert_true(number_to_double(power_sum_mean(&sum)) == 0x1p64 / 3);
	power_sum_free(&sum);
}

static void
deviation_of_huge_numbers(void **state)
{
	struct power_sum sum;

	(void)state;
	power_sum_of(&sum, TEXTS("0x1p1000", "-0x1p1000"));
	assert_true(isinf(power_sum_variance(&sum)));
	assert_true(power_sum_stddev(&sum) == sqrt(2) * 0x1p1000);
	power_sum_free(&sum);
	power_sum_of(&sum, TEXTS("0x1p-1074", "-0x1p-1074"));
	assert_true(power_sum_stddev(&sum) == 0x1p-1074);
	power_sum_free(&sum);
}

static void
lines_correlate_exactly(void **state)
{
	struct pair_sum sum = { 0 };
	double value;

	(void)state;
	assert_false(pair_sum_correlation(&sum, &value));
	assert_false(pair_sum_slope(&sum, &value));
	for (int i = 0; i < 10; i++) {
		struct number x = { .units = i * 37 % 11, .scale = 1 };
		struct number y = number_add(number_of("1000000000"), number_multiply(x, number_of("-0.3")));
		assert_int_equal(pair_sum_add(&sum, x, y), 0);
	}
	assert_true(pair_sum_correlation(&sum, &value));
	assert_true(value == -1);
	assert_true(pair_sum_slope(&sum, &value));
	assert_true(value == -0.3);
	assert_int_equal(pair_sum_add(&sum, number_of("0x1p-1000"), number_of("0x1p1000")), 0);
	assert_true(pair_sum_correlation(&sum, &value));
	assert_true(value > -1 && value < 0);
	pair_sum_free(&sum);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(variances_lose_nothing),
		cmocka_unit_test(means_round_once),
		cmocka_unit_test(deviations_round_once),
		cmocka_unit_test(ties_go_to_even),
		cmocka_unit_test(deviation_of_huge_numbers),
		cmocka_unit_test(lines_correlate_exactly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
