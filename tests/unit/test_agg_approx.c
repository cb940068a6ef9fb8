/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The approximations against exact values, over a hundred seeds; exact while there are few. */
#include "agg.h"

enum { SEEDS = 100, EXACT = 256 };

static struct number
result_of(const struct aggregate_kind *kind, struct state *state, struct value parameter)
{
	struct arena arena = { 0 };
	struct value value;

	aggregate_settle(kind, state->bytes);
	assert_int_equal(kind->result(state->bytes, &parameter, &arena, &value), 0);
	assert_int_equal(value.kind, VALUE_NUMBER);
	arena_free(&arena);
	return value.number;
}

/* Of the counts of different values: the relative errors have the stated deviation, and no bias. */
static void
distinct_within_its_error(void **state)
{
	static const uint64_t counts[] = { 300, 1000, 5000, 20000, 100000 };
	const struct aggregate_kind *kind = kind_of("approx_distinct");

	(void)state;
	for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
		double sum = 0, squares = 0, worst = 0;
		for (uint64_t seed = 0; seed < SEEDS; seed++) {
			struct state sketch = { { 0 } };
			struct record record = { .position = { 0 } };
			for (uint64_t i = 0; i < counts[c]; i++) {
				record.values[0] = decimal_value((int64_t)(seed << 32 | i), 2);
				state_add(kind, &sketch, &record);
			}
			double error = number_to_double(result_of(kind, &sketch, decimal_value(0, 0))) /
					       (double)counts[c] -
				       1;
			sum += error;
			squares += error * error;
			worst = fmax(worst, fabs(error));
			state_free(kind, &sketch);
		}
		assert_true(fabs(sum / SEEDS) < 0.006);
		assert_true(sqrt(squares / SEEDS) < 0.018);
		assert_true(worst < 0.06);
	}
}

static void
distinct_exact_while_few(void **state)
{
	const struct aggregate_kind *kind = kind_of("approx_distinct");
	struct state sketch = { { 0 } };
	struct record record = { .position = { 0 } };

	(void)state;
	for (int64_t i = 0; i < EXACT; i++)
		for (int twice = 0; twice < 2; twice++) {
			record.values[0] = decimal_value(i, 0);
			state_add(kind, &sketch, &record);
			assert_true(number_to_double(result_of(kind, &sketch, record.values[0])) ==
				    (double)(i + 1));
		}
	struct buffer saved = state_saved(kind, &sketch);
	assert_int_equal(saved.at[0], '[');
	buffer_free(&saved);
	record.values[0] = decimal_value(-1, 0);
	state_add(kind, &sketch, &record);
	saved = state_saved(kind, &sketch);
	assert_int_equal(saved.at[0], '"');
	buffer_free(&saved);
	state_free(kind, &sketch);
}

/* Numbers of one sign or of both, of many magnitudes. */
static double
draw_real(uint64_t shape, uint64_t *seed)
{
	double even = ((double)draw(seed) + 0.5) * 0x1p-31;

	switch (shape % 4) {
	case 0:
		return 1000 * even;
	case 1:
		return exp(20 * even - 10);
	case 2:
		return -1 / even;
	default:
		return -log(even) * 1e-200;
	}
}

/* q x (count - 1) is a whole number, so that nothing is interpolated. */
static void
quantile_within_one_percent(void **state)
{
	const struct aggregate_kind *approx = kind_of("approx_quantile"), *exact = kind_of("quantile");
	double worst = 0;

	(void)state;
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		struct state a = { { 0 } }, b = { { 0 } };
		struct record record = { .position = { 0 } };
		uint64_t random = seed + 1;
		for (int i = 0; i < 2001; i++) {
			record.values[0] = number_value(number_of_double(draw_real(seed, &random)));
			state_add(approx, &a, &record);
			state_add(exact, &b, &record);
		}
		for (int percent = 0; percent <= 100; percent++) {
			double x = number_to_double(result_of(approx, &a, decimal_value(percent, 2)));
			double y = number_to_double(result_of(exact, &b, decimal_value(percent, 2)));
			worst = fmax(worst, fabs(x - y) / fabs(y));
		}
		state_free(approx, &a);
		state_free(exact, &b);
	}
	assert_true(worst <= 0.0079);
	assert_true(worst > 0.004); /* the quantiles were in fact approximated */
}

static void
quantile_exact_while_few(void **state)
{
	const struct aggregate_kind *approx = kind_of("approx_quantile"), *exact = kind_of("quantile");
	struct state a = { { 0 } }, b = { { 0 } };
	struct record record = { .position = { 0 } };
	uint64_t seed = 5;

	(void)state;
	for (int i = 0; i < EXACT; i++) {
		record.values[0] = draw_number(&seed);
		state_add(approx, &a, &record);
		state_add(exact, &b, &record);
	}
	for (int percent = 0; percent <= 100; percent++) {
		struct number x = result_of(approx, &a, decimal_value(percent, 2));
		struct number y = result_of(exact, &b, decimal_value(percent, 2));
		assert_int_equal(number_compare(x, y), 0);
	}
	state_free(approx, &a);
	state_free(exact, &b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distinct_within_its_error),
		cmocka_unit_test(distinct_exact_while_few),
		cmocka_unit_test(quantile_within_one_percent),
		cmocka_unit_test(quantile_exact_while_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
