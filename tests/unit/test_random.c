/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/hex.h"
#include "synth/random.h"
#include "synth/supply_tables.h"
#include "synth/ticks.h"
#include "time/instant.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka needs those before it */
#include <cmocka.h>

/* The first numbers of xoshiro256** from the state 1, 2, 3, 4: by the authors' C code. */
static void
reference_numbers(void **state)
{
	struct random random = { { 1, 2, 3, 4 } };
	const uint64_t expected[] = { 11520, 0, 1509978240, 1215971899390074240, 1216172134540287360,
		607988272756665600 };

	(void)state;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		assert_true(random_next(&random) == expected[i]);
}

/* splitmix64 from 0, by its authors' code, gives e220a8397b1dcdaf first: what stream 0 of seed 0 is mixed
 * with. */
static void
seeds_and_streams(void **state)
{
	struct random a, b;

	(void)state;
	random_open(&a, 0, UINT64_C(0xe220a8397b1dcdaf));
	assert_true(a.state[0] == UINT64_C(0xe220a8397b1dcdaf));
	random_open(&a, 1, 0);
	random_open(&b, 1, 0);
	assert_memory_equal(&a, &b, sizeof a);
	random_open(&b, 1, 1);
	assert_memory_not_equal(&a, &b, sizeof a);
	random_open(&b, 2, 0);
	assert_memory_not_equal(&a, &b, sizeof a);
}

static void
even_draws(void **state)
{
	enum { N = 70000, FACES = 7 };
	struct random random;
	int seen[FACES] = { 0 };

	(void)state;
	random_open(&random, 1, 0);
	for (int i = 0; i < N; i++)
		seen[random_below(&random, FACES)]++;
	for (int i = 0; i < FACES; i++)
		assert_in_range(seen[i], N / FACES - 400, N / FACES + 400); /* four deviations */
	for (int i = 0; i < 1000; i++)
		assert_in_range(random_between(&random, -2, 2) + 2, 0, 4);
	assert_true(random_below(&random, 1) == 0);
}

static void
normal_draws(void **state)
{
	enum { N = 100000 };
	struct random random;
	int64_t sum = 0, within = 0;
	double squares = 0;

	(void)state;
	random_open(&random, 1, 0);
	for (int i = 0; i < N; i++) {
		int64_t x = random_normal(&random);
		sum += x;
		squares += (double)x * (double)x;
		within += x > -1000000 && x < 1000000;
	}
	assert_in_range(sum / N + 20000, 0, 40000);
	assert_in_range((int64_t)(squares / N / 1e9), 980, 1020);
	assert_in_range(within * 1000 / N, 670, 695); /* 68.3 % of a normal one */
}

static void
quantile_draws(void **state)
{
	const int32_t quantiles[] = { -100, 0, 50 };
	struct random random;
	int below = 0;

	(void)state;
	random_open(&random, 1, 0);
	for (int i = 0; i < 10000; i++) {
		int64_t x = random_quantile(&random, quantiles, 3);
		assert_in_range(x + 100, 0, 150);
		below += x < 0;
	}
	assert_in_range(below, 4750, 5150);
}

static void
weighted_choice(void **state)
{
	const struct supply_word words[] = { { 1, "a" }, { 0, "never" }, { 3, "b" } };
	struct weights weights;
	struct random random;
	int seen[3] = { 0 };

	(void)state;
	weights_open(&weights, &words[0].weight, sizeof *words, 3);
	random_open(&random, 1, 0);
	for (int i = 0; i < 40000; i++)
		seen[weights_choose(&weights, &random)]++;
	assert_int_equal(seen[1], 0);
	assert_in_range(seen[0], 9650, 10350);
}

static void
ids_in_hex(void **state)
{
	struct random random;
	char id[HEX_ID], uuid[HEX_UUID];

	(void)state;
	random_open(&random, 1, 0);
	hex_write(id, UINT64_C(0x0123456789abcdef), 16);
	assert_memory_equal(id, "0123456789abcdef", 16);
	for (int i = 0; i < 1000; i++) {
		hex_id(id, &random);
		assert_true(strlen(id) == 32 && strspn(id, "0123456789abcdef") == 32);
		hex_uuid(uuid, &random);
		assert_true(strlen(uuid) == 36 && strspn(uuid, "0123456789abcdef-") == 36);
		assert_true(uuid[8] == '-' && uuid[13] == '-' && uuid[18] == '-' && uuid[23] == '-');
		assert_true(uuid[14] == '4' && strchr("89ab", uuid[19]));
	}
}

/* In order, none before or after its block, however short the interval; before 1970 too. */
static void
ticks_go_on(void **state)
{
	const uint64_t intervals[] = { 1, 48000, USEC_PER_SECOND, UINT64_C(3600) * USEC_PER_SECOND };
	struct random random;
	struct ticks ticks;

	(void)state;
	random_open(&random, 1, 0);
	for (size_t i = 0; i < sizeof intervals / sizeof *intervals; i++) {
		const int64_t start = -3600, interval = (int64_t)intervals[i];
		int64_t last = start;
		ticks_open(&ticks, start, intervals[i]);
		for (int64_t n = 0; n < 10 * TICKS; n++) {
			int64_t second = ticks_next(&ticks, &random), block = n / TICKS * TICKS;
			assert_true(second >= last && second >= start + block * interval / USEC_PER_SECOND);
			assert_true(second <= start + (block + TICKS) * interval / USEC_PER_SECOND);
			last = second;
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reference_numbers),
		cmocka_unit_test(seeds_and_streams),
		cmocka_unit_test(even_draws),
		cmocka_unit_test(normal_draws),
		cmocka_unit_test(quantile_draws),
		cmocka_unit_test(weighted_choice),
		cmocka_unit_test(ids_in_hex),
		cmocka_unit_test(ticks_go_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
