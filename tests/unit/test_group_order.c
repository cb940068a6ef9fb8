/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups in the order of their keys, which group_key_compare defines. */
#include "agg/group_order.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t random_state = 1;

static uint32_t
draw(uint32_t below)
{
	random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(random_state >> 33) % below;
}

/* Numbers around the limits of one word, and of decimals. */
static void
draw_number(char *to, size_t size, bool doubles)
{
	static const char *const edges[] = { "1152921504606846974", "1152921504606846975",
		"1152921504606846976", "1152921504606846977", "576460752303423486", "576460752303423487",
		"576460752303423488", "576460752303423488.5", "9223372036854775807", "9223372036854775806",
		"999999999999999999", "0.000000000000000001", "0.999999999999999999",
		"1.000000000000000001" };
	static const char *const reals[] = { "1e-30", "1e+25", "9223372036854776000", "1.5e-20" };
	const char *sign = draw(2) ? "-" : "";

	if (doubles && draw(8) == 0)
		snprintf(to, size, "%s%s", sign, reals[draw(4)]);
	else if (draw(3) == 0)
		snprintf(to, size, "%s%s", sign, edges[draw(sizeof edges / sizeof *edges)]);
	else if (draw(2))
		snprintf(to, size, "%" PRIu32, draw(3000));
	else
		snprintf(to, size, "%s%" PRIu32 ".%u", sign, draw(5), 1 + draw(9));
}

/* Texts with long common prefixes, of lengths around the seven bytes of a word, with and without escapes. */
static void
draw_text(char *to)
{
	static const char *const parts[] = { "a", "b", "electro", "computers.notebook", "\\u0000", "\\\"",
		"\\n", "\xc3\xa9", "\xff", "\x01", "sevenby", "" };
	uint32_t count = draw(5);

	*to = '\0';
	strcat(to, "\"");
	for (uint32_t i = 0; i < count; i++)
		strcat(to, parts[draw(12)]);
	strcat(to, "\"");
}

static void
draw_key(char *to, size_t values, bool doubles)
{
	*to = '\0';
	for (size_t i = 0; i < values; i++) {
		char text[128];
		switch (draw(8)) {
		case 0:
			strcpy(text, "null");
			break;
		case 1:
			strcpy(text, draw(2) ? "true" : "false");
			break;
		case 2:
		case 3:
		case 4:
			draw_number(text, sizeof text, doubles);
			break;
		default:
			draw_text(text);
		}
		strcat(to, text);
		strcat(to, "\n");
	}
}

static void
check_order(struct query *query, size_t count, size_t values, bool doubles)
{
	const struct group *group, *newest = NULL;
	const struct names names = { .count = values };
	struct groups groups;
	size_t sorted_count, made = 0;
	char key[512];

	query->group_names = &names;
	groups_open(&groups, query);
	for (size_t i = 0; i < count; i++) {
		draw_key(key, values, doubles);
		group = groups_find(&groups, window_first(&query->window, 0), slice_of(key));
		assert_non_null(group);
		made += group->window->first != newest;
		newest = group->window->first;
	}
	struct sort_entry *sorted = group_sort_all(&groups, &sorted_count);
	assert_non_null(sorted);
	assert_int_equal(sorted_count, made);
	for (size_t i = 1; i < sorted_count; i++)
		assert_true(
			group_key_compare(group_key(sorted[i - 1].group), group_key(sorted[i].group)) < 0);
	free(sorted);
	groups_free(&groups);
}

static void
test_random_keys(void **state)
{
	struct query query = { 0 };

	(void)state;
	for (int round = 0; round < 300; round++)
		check_order(&query, 1 + draw(400), 1 + draw(4), round % 3 == 0);
	check_order(&query, 30000, 3, false);
	check_order(&query, 30000, 2, true);
}

/* Keys that are equal in more words than are compared, and keys that are longer than that. */
static void
test_long_keys(void **state)
{
	enum { KEYS = 500, LENGTH = 700 };
	const struct names names = { .count = 1 };
	struct query query = { .group_names = &names };
	struct groups groups;
	size_t count;

	(void)state;
	groups_open(&groups, &query);
	for (int i = 0; i < KEYS; i++) {
		char key[LENGTH + 16], *end = key;
		*end++ = '"';
		memset(end, 'x', LENGTH);
		end[draw(LENGTH)] = (char)('a' + draw(26));
		end += LENGTH;
		memcpy(end, "\"\n", 2);
		assert_non_null(
			groups_find(&groups, window_first(&query.window, 0), slice_between(key, end + 2)));
	}
	struct sort_entry *sorted = group_sort_all(&groups, &count);
	assert_non_null(sorted);
	for (size_t i = 1; i < count; i++)
		assert_true(
			group_key_compare(group_key(sorted[i - 1].group), group_key(sorted[i].group)) < 0);
	free(sorted);
	groups_free(&groups);
}

/* More keys than one digit of a word can distinguish, which rise and fall like the pipes of an organ. */
static void
test_organ_pipes(void **state)
{
	enum { KEYS = 100000 };
	struct query query = { 0 };
	struct groups groups;
	struct sort_entry *sorted = calloc(KEYS, sizeof *sorted);
	char key[32];

	(void)state;
	assert_non_null(sorted);
	groups_open(&groups, &query);
	for (int i = 0; i < KEYS; i++) {
		int number = 2 * (i < KEYS / 2 ? i : KEYS - 1 - i) + (i < KEYS / 2);
		snprintf(key, sizeof key, "%d\n", number);
		sorted[i].group = groups_find(&groups, window_first(&query.window, 0), slice_of(key));
		assert_non_null(sorted[i].group);
	}
	group_sort(sorted, KEYS, 1);
	for (int i = 0; i < KEYS; i++) {
		snprintf(key, sizeof key, "%d\n", i);
		assert_true(slice_is(group_key(sorted[i].group), key));
	}
	free(sorted);
	groups_free(&groups);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_keys),
		cmocka_unit_test(test_long_keys),
		cmocka_unit_test(test_organ_pipes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
