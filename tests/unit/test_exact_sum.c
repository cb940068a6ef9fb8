/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums against tests/answers/number*.txt, whatever the order of the addends and however they are split. */
#include "answers.h"
#include "number/exact_sum.h"

enum { MOST = 64 };

/* The bits of the value, to compare two that must be the same. */
static void
assert_same(struct number a, struct number b)
{
	assert_int_equal(a.scale, b.scale);
	assert_memory_equal(&a.units, &b.units, sizeof a.units);
}

static void
sum_add(struct exact_sum *sum, const struct number *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_int_equal(exact_sum_add(sum, numbers[i]), 0);
}

static struct number
sum_of(const struct number *numbers, size_t count)
{
	struct exact_sum sum = { 0 };

	sum_add(&sum, numbers, count);
	struct number value = exact_sum_value(&sum);
	exact_sum_free(&sum);
	return value;
}

/* The same in two parts, merged. */
static struct number
sum_merged(const struct number *numbers, size_t count, size_t cut)
{
	struct exact_sum left = { 0 }, right = { 0 };

	sum_add(&left, numbers, cut);
	sum_add(&right, numbers + cut, count - cut);
	assert_int_equal(exact_sum_merge(&left, &right), 0);
	struct number value = exact_sum_value(&left);
	exact_sum_free(&left);
	exact_sum_free(&right);
	return value;
}

static void
shuffle(struct number *numbers, size_t count, uint64_t *seed)
{
	for (size_t i = count; i > 1; i--) {
		*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		size_t j = (size_t)(*seed >> 33) % i;
		struct number kept = numbers[i - 1];
		numbers[i - 1] = numbers[j];
		numbers[j] = kept;
	}
}

static void
answer_sum(char *const *argument, char to[ANSWER_TEXT])
{
	struct number numbers[MOST];
	size_t count = 0;
	uint64_t seed = 1;

	for (char *rest, *word = strtok_r(argument[0], " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		assert_true(count < MOST);
		numbers[count++] = number_of(word);
	}
	struct number sum = sum_of(numbers, count);
	for (size_t cut = 0; cut <= count; cut++) {
		assert_same(sum, sum_merged(numbers, count, cut));
		shuffle(numbers, count, &seed);
	}
	number_say(sum, to);
}

static void
answers_agree_all(void **state)
{
	(void)state;
	answers_check(&(struct operation){ "sum", 1, answer_sum });
}

static void
empty_is_zero(void **state)
{
	struct exact_sum sum = { 0 }, other = { 0 };

	(void)state;
	assert_int_equal(exact_sum_merge(&sum, &other), 0);
	assert_same(exact_sum_value(&sum), number_of_int(0));
	assert_int_equal(exact_sum_add(&sum, number_of_double(-0.0)), 0);
	assert_same(exact_sum_value(&sum), number_of_double(0));
	exact_sum_free(&sum);
}

/* Doubled by merging, far beyond 128 bits of the smallest unit. */
static void
large_sums(void **state)
{
	struct exact_sum sum = { 0 }, copy;

	(void)state;
	assert_int_equal(exact_sum_add(&sum, number_of_int(INT64_MIN)), 0);
	for (int i = 0; i < 60; i++) {
		copy = sum;
		assert_int_equal(exact_sum_merge(&sum, &copy), 0);
	}
	assert_same(exact_sum_value(&sum), number_of_double(-0x1p123));
	assert_int_equal(exact_sum_add(&sum, (struct number){ .units = -1, .scale = NUMBER_SCALE }), 0);
	assert_same(exact_sum_value(&sum), number_of_double(-0x1p123));
}

/* The largest doubles cancel exactly and leave the small ones. */
static void
reals_carry(void **state)
{
	struct exact_sum sum = { 0 };
	struct exact_sum part = { 0 };

	(void)state;
	for (int i = 0; i < 1000; i++)
		for (int sign = -1; sign <= 1; sign += 2)
			assert_int_equal(
				exact_sum_add(&sum, number_of_double(sign * (0x1.fffffffffffffp+1023))), 0);
	assert_int_equal(exact_sum_add(&part, number_of_double(0x1.fffffffffffffp-1000)), 0);
	for (int i = 0; i < 4096; i++)
		assert_int_equal(exact_sum_merge(&sum, &part), 0);
	assert_same(exact_sum_value(&sum), number_of_double(0x1.fffffffffffffp-988));
	exact_sum_free(&sum);
	exact_sum_free(&part);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_agree_all),
		cmocka_unit_test(empty_is_zero),
		cmocka_unit_test(large_sums),
		cmocka_unit_test(reals_carry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
