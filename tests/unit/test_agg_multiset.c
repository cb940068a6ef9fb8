/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/multiset.h"
#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka needs those before it */
#include <cmocka.h>

enum { MOST = 30000, FEW = 700 /* different numbers, or MOST */, CRAFTED = 1000 };

/* The i-th number: one of `different` ones, spread over the table. */
static struct number
number_at(size_t i, size_t different)
{
	const int64_t which = (int64_t)(i * 7919 % different);

	return (struct number){ { .units = which * which - 1000 }, (int)(which % 5) };
}

static int
compare(const void *left, const void *right)
{
	const struct number *a = left, *b = right;

	return number_compare(*a, *b);
}

static void
assert_equal(struct number seen, struct number wanted)
{
	if (number_compare(seen, wanted))
		fail_msg("%g is not %g", number_to_double(seen), number_to_double(wanted));
}

/* The quantiles are those of the sorted numbers. */
static void
assert_quantiles(struct multiset *set, size_t count, size_t different)
{
	struct number *all = calloc(count, sizeof *all), seen;

	assert_non_null(all);
	for (size_t i = 0; i < count; i++)
		all[i] = number_at(i, different);
	qsort(all, count, sizeof *all, compare);
	assert_int_equal(multiset_total(set), count);
	multiset_settle(set);
	assert_int_equal(multiset_quantile(set, number_of_int(0), &seen), 0);
	assert_equal(seen, all[0]);
	assert_int_equal(multiset_quantile(set, number_of_int(1), &seen), 0);
	assert_equal(seen, all[count - 1]);
	if (count % 2) {
		assert_int_equal(multiset_quantile(set, (struct number){ { .units = 5 }, 1 }, &seen), 0);
		assert_equal(seen, all[count / 2]);
	}
	free(all);
}

/* Whatever the size of the table is at the time, and although some numbers may wait for their places. */
static void
every_size(void **state)
{
	static const size_t differents[] = { 1, FEW, MOST };

	(void)state;
	for (size_t d = 0; d < sizeof differents / sizeof *differents; d++) {
		struct multiset set = { 0 };
		for (size_t i = 0; i < MOST; i++) {
			assert_int_equal(multiset_add(&set, number_at(i, differents[d]), 1), 0);
			if (i < 300 || i % 1009 == 0)
				assert_quantiles(&set, i + 1, differents[d]);
		}
		multiset_free(&set);
	}
}

/* Numbers that wait for their places are counted, listed and merged once they are settled. */
static void
settled_numbers(void **state)
{
	struct multiset set = { 0 }, merged = { 0 };
	struct number number;
	uint64_t count, total;
	size_t at, different = 0;

	(void)state;
	while (different < MOST) {
		assert_int_equal(multiset_add(&set, number_of_int((int64_t)different), 2), 0);
		different++;
		if (different > 3000 && different % 7 == 0) {
			multiset_settle(&set);
			assert_int_equal(multiset_different(&set), different);
		}
	}
	assert_int_equal(multiset_add(&set, number_of_int(-1), 5), 0);
	multiset_settle(&set);
	at = total = 0;
	for (different = 0; multiset_next(&set, &at, &number, &count); different++)
		total += count;
	assert_int_equal(different, MOST + 1);
	assert_int_equal(total, 2 * MOST + 5);
	assert_int_equal(multiset_add(&set, number_of_int(-1), 5), 0);
	multiset_settle(&set);
	assert_int_equal(multiset_merge(&merged, &set), 0);
	multiset_settle(&merged);
	assert_int_equal(multiset_total(&merged), 2 * MOST + 10);
	assert_int_equal(multiset_different(&merged), MOST + 1);
	multiset_free(&set);
	multiset_free(&merged);
}

static struct number
sign_of(struct number number)
{
	return number_of_int(number_compare(number, number_of_int(0)));
}

static void
assert_saved(const struct multiset *set, const char *wanted)
{
	struct buffer text = { 0 };

	multiset_save(set, &text);
	buffer_byte(&text, '\0');
	assert_false(text.failed);
	assert_string_equal(text.at, wanted);
	buffer_free(&text);
}

/* Equal digits of different scales are different numbers. */
static void
scales_count(void **state)
{
	struct multiset set = { 0 };

	(void)state;
	for (int i = 0; i <= 2 * NUMBER_SCALE + 1; i++)
		assert_int_equal(
			multiset_add(&set, (struct number){ { .units = 3 }, i % (NUMBER_SCALE + 1) }, 1), 0);
	assert_int_equal(multiset_different(&set), NUMBER_SCALE + 1);
	multiset_free(&set);
}

/* 1.5, 1.50 and the double are saved as one number; a saved multiset is loaded as it was. */
static void
one_number_in_many_forms(void **state)
{
	struct multiset set = { 0 };

	(void)state;
	assert_saved(&set, "[]");
	assert_int_equal(multiset_add(&set, (struct number){ { .units = 15 }, 1 }, 1), 0);
	assert_int_equal(multiset_add(&set, (struct number){ { .units = 150 }, 2 }, 2), 0);
	assert_int_equal(multiset_add(&set, number_of_double(1.5), 3), 0);
	assert_int_equal(multiset_add(&set, number_of_int(7), 0), 0);
	assert_int_equal(multiset_add(&set, number_of_double(-1e300), 1), 0);
	assert_int_equal(multiset_total(&set), 7);
	assert_int_equal(multiset_different(&set), 4);
	assert_saved(&set, "[-1e300,[1.5,6]]");
	assert_int_equal(multiset_map(&set, sign_of), 0);
	assert_int_equal(multiset_different(&set), 2);
	assert_saved(&set, "[-1,[1,6]]");
	assert_int_equal(multiset_load(&set, slice_of("[-1,[2.5,4]]")), 0);
	assert_int_equal(multiset_add(&set, (struct number){ { .units = 1 }, 1 }, 1), 0);
	assert_int_equal(
		multiset_add(&set, number_of_double(0.1), 1), 0); /* not a tenth until it is written */
	assert_saved(&set, "[[-1,2],[0.1,2],[1,6],[2.5,4]]");
	multiset_free(&set);
}

/* Numbers that all have one place in a table without a seed, found by trying: in a multiset their places
 * differ, or they would come out as they went in, and each would be compared with all before it. */
static void
crafted_numbers(void **state)
{
	struct multiset set = { 0 };
	struct number seen;
	uint64_t count, added = 0;
	int64_t before = 0;
	size_t at = 0, disordered = 0;

	(void)state;
	for (int64_t i = 1; added < CRAFTED; i++)
		if (hash_word((uint64_t)i, 0) % (4 * CRAFTED) == 0) {
			assert_int_equal(multiset_add(&set, number_of_int(i), 1), 0);
			added++;
		}
	while (multiset_next(&set, &at, &seen, &count)) {
		disordered += seen.units < before;
		before = seen.units;
	}
	assert_int_equal(multiset_different(&set), CRAFTED);
	assert_true(disordered > CRAFTED / 4);
	multiset_free(&set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_size),
		cmocka_unit_test(settled_numbers),
		cmocka_unit_test(scales_count),
		cmocka_unit_test(one_number_in_many_forms),
		cmocka_unit_test(crafted_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
