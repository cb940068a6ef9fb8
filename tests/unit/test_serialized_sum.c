/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums as JSON, and text that is not a sum. */
#include "answers.h"
#include "number/power_sum.h"

#include <math.h>

static uint64_t
draw(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *seed >> 33;
}

/* Long and short decimals; huge and tiny doubles, and some below DBL_MIN. */
static struct number
draw_number(uint64_t *seed)
{
	static const char *const odd[] = { "0", "-1", "1e300", "-1e300", "5e-324", "2.5e-310", "0.1",
		"9223372036854775807", "-9223372036854775808", "0.000000000000000001", "1e-30", "3.5e25" };
	uint64_t kind = draw(seed) % 4;

	if (kind == 0)
		return number_of(odd[draw(seed) % (sizeof odd / sizeof *odd)]);
	if (kind == 1)
		return number_of_double(ldexp((double)draw(seed), (int)(draw(seed) % 200) - 100));
	return (struct number){ .units = (int64_t)(draw(seed) << 32 ^ draw(seed)) / 1000,
		.scale = (int)(draw(seed) % 19) };
}

/* The sums of pairs in parts, saved, loaded and merged, have the same bytes as the sum of all. */
static void
parts_are_the_whole(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct pair_sum whole = { 0 }, parts[4] = { { 0 } }, again;
		struct buffer expected = { 0 }, seen = { 0 };
		for (uint64_t n = draw(&seed) % 20; n > 0; n--) {
			struct number x = draw_number(&seed), y = draw_number(&seed);
			assert_int_equal(pair_sum_add(&whole, x, y), 0);
			assert_int_equal(pair_sum_add(&parts[draw(&seed) % 4], x, y), 0);
		}
		pair_sum_save(&whole, &expected);
		for (int i = 0; i < 4; i++) {
			int to = i == 3 ? 0 : 3 - (int)(draw(&seed) % (uint64_t)(3 - i));
			seen.length = 0;
			pair_sum_save(&parts[i], &seen);
			again = (struct pair_sum){ 0 };
			assert_int_equal(pair_sum_load(&again, buffer_view(&seen)), 0);
			pair_sum_free(&parts[i]);
			parts[i] = (struct pair_sum){ 0 };
			if (i == 3)
				parts[0] = again;
			else {
				assert_int_equal(pair_sum_merge(&parts[to], &again), 0);
				pair_sum_free(&again);
			}
		}
		seen.length = 0;
		pair_sum_save(&parts[0], &seen);
		buffer_byte(&seen, '\0');
		buffer_byte(&expected, '\0');
		assert_string_equal(seen.at, expected.at);
		pair_sum_free(&whole);
		pair_sum_free(&parts[0]);
		buffer_free(&seen);
		buffer_free(&expected);
	}
}

static void
saved_text(void **state)
{
	static const char *const numbers[] = { "1.25", "-4", "0x1.8p0", "-0x1p-1074" };
	struct power_sum sum = { 0 };
	struct buffer text = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		assert_int_equal(power_sum_add(&sum, number_of(numbers[i])), 0);
	power_sum_save(&sum, &text);
	buffer_byte(&text, '\0');
	assert_string_equal(text.at,
		"[4,[-2.75,"
		"\"0x5ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
		"fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
		"fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
		"ffffffffffffffffffffffffp-1074\"],[17.5625,"
		"\"0x1b1559096844ff0d36a25e400000000000000000000000000000000000000000000000000000000"
		"00000000000000000000000000000000000000000000000000000000000000000000000000000000000"
		"00000000000000000000000000000000000000000000000000000000000000000000000000000000000"
		"00000000000000000000000000000000000000000000000000000000000000000000000000000000000"
		"00000000000000000000000000000000000000000000000000000000000000000000000000000000000"
		"00000000000000000000000000000000000000000000000000000000000000000000000000000000000"
		"00000000000000000000000000000000000000000000c097ce7bc90715b34b9f1p-2112\"]]");
	power_sum_free(&sum);
	buffer_free(&text);
}

static void
others_are_refused(void **state)
{
	static const char *const bad[] = { "", "[", "[]", "[1,2]", "[1,2,3,4]", "[01,2,4]", "[-1,2,4]",
		"[1,2,3]", "[2,2,1]", "[1,2.0,4]", "[1,02,4]", "[1,-0,0]", "[1,2,4e0]", "[1,[2,\"0x1p0\"],4]",
		"[1,[0,\"0x2p0\"],[0,\"0x1p2\"]]", "[1,[0,\"0x1p99999999999\"],4]",
		"[1,[0,\"0x1p1101\"],[0,\"0x1p0\"]]", "[1,[0,\"\"],[0,\"0x1p0\"]]", "[1,[0,1],[0,\"0x1p0\"]]",
		"[1,0.0000000000000000001,0]", "[18446744073709551616,0,0]",
		"[1,99999999999999999999999999999999999999999999999999999999999999999999,0]",
		"[1,[0,\"0x01p0\"],[0,\"0x1p0\"]]", "[1,[0,\"-0x0p0\"],[0,\"0x0p0\"]]", "[1,null,{}]",
		"[1, 2,4]" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct power_sum sum = { 0 };
		if (power_sum_load(&sum, slice_of(bad[i])) != 1)
			fail_msg("%s was taken", bad[i]);
		power_sum_free(&sum);
	}
}

/* Any bytes are safe to load. */
static void
mutations_do_no_harm(void **state)
{
	static const char letters[] = "[],\"0x1p-9.af{}eE ";
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct pair_sum sum = { 0 }, again = { 0 };
		struct buffer text = { 0 };
		double value;
		for (uint64_t n = draw(&seed) % 4; n > 0; n--)
			assert_int_equal(pair_sum_add(&sum, draw_number(&seed), draw_number(&seed)), 0);
		pair_sum_save(&sum, &text);
		for (uint64_t n = 1 + draw(&seed) % 3; n > 0; n--)
			text.at[draw(&seed) % text.length] = letters[draw(&seed) % (sizeof letters - 1)];
		if (pair_sum_load(&again, buffer_view(&text)) == 0) {
			pair_sum_correlation(&again, &value);
			assert_int_equal(pair_sum_merge(&again, &sum), 0);
			pair_sum_slope(&again, &value);
		}
		pair_sum_free(&sum);
		pair_sum_free(&again);
		buffer_free(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_the_whole),
		cmocka_unit_test(saved_text),
		cmocka_unit_test(others_are_refused),
		cmocka_unit_test(mutations_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
