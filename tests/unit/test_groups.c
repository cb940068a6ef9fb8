/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The containers that kpi-agg is built on, against slow and simple ones. */
#include "agg/group_order.h"
#include "agg/groups.h"
#include "base/hash_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>

static uint32_t
draw(uint32_t below)
{
	static uint64_t state = 1;

	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(state >> 33) % below;
}

struct element {
	uint32_t hash;
	int number;
	bool there;
};

static bool
is_number(const void *element, const void *number)
{
	return ((const struct element *)element)->number == *(const int *)number;
}

/* Few hashes, so that elements collide. */
static void
test_table(void **state)
{
	enum { ELEMENTS = 500, STEPS = 50000 };
	static struct element elements[ELEMENTS];
	struct hash_table table = { 0 };
	size_t count = 0;

	(void)state;
	for (int i = 0; i < ELEMENTS; i++)
		elements[i] = (struct element){ draw(40) * 37, i, false };
	for (int step = 0; step < STEPS; step++) {
		struct element *element = &elements[draw(ELEMENTS)];
		assert_int_equal(hash_table_reserve(&table), 0);
		void **place = hash_table_find_slot(&table, element->hash, is_number, &element->number);
		assert_ptr_equal(*place, element->there ? element : NULL);
		if (element->there) {
			hash_table_remove(&table, place);
			count--;
		} else {
			*place = element;
			table.count++;
			count++;
		}
		element->there = !element->there;
		assert_int_equal(table.count, count);
	}
	size_t seen = 0;
	for (size_t i = 0; i < hash_table_capacity(&table); i++)
		seen += hash_table_at(&table, i) != NULL;
	assert_int_equal(seen, count);
	hash_table_free(&table);
}

struct fixture {
	struct request request;
	struct query query;
	struct groups groups;
	struct error error;
};

static void
open_fixture(struct fixture *fixture, const char *window)
{
	*fixture = (struct fixture){ .request = { .time = "t", .window = window, .top = REQUEST_ALL } };
	fixture->query.scope.projection = &fixture->query.projection;
	names_add(&fixture->request.aggregates, slice_of("n = count()"));
	if (query_compile(&fixture->query, &fixture->request, &fixture->error))
		fail_msg("%s", fixture->error.text);
	groups_open(&fixture->groups, &fixture->query);
}

static void
close_fixture(struct fixture *fixture)
{
	groups_free(&fixture->groups);
	query_free(&fixture->query);
	request_free(&fixture->request);
}

static int64_t *
count_of(struct groups *groups, struct span span, const char *key)
{
	struct group *group = groups_find(groups, span, slice_of(key));

	assert_non_null(group);
	assert_true(slice_equal(group_key(group), slice_of(key)));
	return (int64_t *)(void *)group_states(group);
}

static int
compare_times(const void *left, const void *right)
{
	const int64_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* Checks the groups of one key against the sessions of its times, which are sorted. Returns how many these
 * are. */
static size_t
check_sessions(int64_t *times, size_t count, int64_t gap, struct sort_entry *groups, const char *key)
{
	size_t at = 0;

	qsort(times, count, sizeof *times, compare_times);
	for (size_t i = 0; i < count; at++) {
		size_t first = i;
		for (i++; i < count && times[i] - times[i - 1] <= gap;)
			i++;
		assert_true(slice_is(group_key(groups[at].group), key));
		assert_int_equal(groups[at].group->window->span.start, times[first]);
		assert_int_equal(groups[at].group->window->span.end, times[i - 1] + gap);
		assert_int_equal(*(int64_t *)(void *)group_states(groups[at].group), i - first);
	}
	return at;
}

static void
test_sessions(void **state)
{
	enum { TIMES = 3000, GAP = 1000000 };
	static const int64_t ranges[] = { 10, 400, 3000, 100000 }; /* in gaps: from one session to many */
	static int64_t times[TIMES];

	(void)state;
	for (size_t r = 0; r < sizeof ranges / sizeof *ranges; r++) {
		struct fixture fixture;
		size_t count;
		open_fixture(&fixture, "session:1s");
		for (size_t i = 0; i < TIMES; i++) {
			times[i] = (int64_t)draw((uint32_t)(ranges[r] * 2)) * (GAP / 2);
			++*count_of(&fixture.groups, (struct span){ times[i], times[i] + GAP }, "1\n");
		}
		struct sort_entry *groups = group_sort_all(&fixture.groups, &count);
		assert_non_null(groups);
		assert_int_equal(check_sessions(times, TIMES, GAP, groups, "1\n"), count);
		free(groups);
		close_fixture(&fixture);
	}
}

/* The number of records of a window, each of whose groups must be there once. */
static int64_t
count_records(const struct window *window)
{
	int64_t records = 0;

	for (struct group *group = window->first; group; group = group->next) {
		for (struct group *other = group->next; other; other = other->next)
			assert_false(slice_equal(group_key(group), group_key(other)));
		records += *(int64_t *)(void *)group_states(group);
	}
	return records;
}

/* Windows close in order and give their memory back; the groups of the others stay. */
static void
test_closing(void **state)
{
	enum { WINDOWS = 1000, ROUNDS = 20, KEYS = 16 }; /* more keys than are searched one by one */
	struct fixture fixture;
	struct window *top;
	size_t taken = 0;

	(void)state;
	open_fixture(&fixture, "1s");
	for (int64_t round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < 4 * WINDOWS; i++) {
			int64_t start = (round * WINDOWS + draw(WINDOWS)) * 1000000;
			const char key[] = { (char)('a' + draw(KEYS)), '\n', '\0' };
			++*count_of(&fixture.groups, (struct span){ start, start + 1000000 }, key);
		}
		int64_t end = INT64_MIN, records = 0;
		while ((top = windows_top(&fixture.groups.windows))) {
			assert_true(top->span.end > end);
			end = top->span.end;
			records += count_records(top);
			groups_close_window(&fixture.groups, top);
		}
		assert_int_equal(records, 4 * WINDOWS);
		assert_int_equal(fixture.groups.table.count, 0);
		if (round == 1)
			taken = fixture.groups.pool.arena.total;
		assert_true(round < 2 || fixture.groups.pool.arena.total <= taken + taken / 4);
	}
	close_fixture(&fixture);
}

static void
test_key_order(void **state)
{
	static const char *const ascending[] = { "null\n", "false\n", "true\n", "-1e300\n", "-2\n", "-1.5\n",
		"0\n", "0.25\n", "2\n", "9\n", "10\n", "10.5\n", "100\n", "1e21\n", "1e300\n", "\"\"\n",
		"\"\\u0001\"\n", "\"\\n\"\n", "\"!\"\n", "\"\\\"\"\n", "\"a\"\n", "\"a!\"\n", "\"a\\\"\"\n",
		"\"a\\\\\"\n", "\"ab\"\n", "\"b\"\n", "\"\xC3\xA9\"\n" };

	(void)state;
	for (size_t i = 0; i < sizeof ascending / sizeof *ascending; i++)
		for (size_t j = 0; j < sizeof ascending / sizeof *ascending; j++) {
			int order = group_key_compare(slice_of(ascending[i]), slice_of(ascending[j]));
			if ((order > 0) - (order < 0) != (i > j) - (i < j))
				fail_msg("%s against %s: %d", ascending[i], ascending[j], order);
		}
	assert_true(group_key_compare(slice_of("1\n\"b\"\n"), slice_of("1\n\"a\"\n")) > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_sessions),
		cmocka_unit_test(test_closing),
		cmocka_unit_test(test_key_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
