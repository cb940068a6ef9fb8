/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/instant.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const int64_t second = 1000000, day = 86400 * INT64_C(1000000);

/* Reads from memory of exactly this size, so that a sanitizer sees a read beyond the end. */
static bool
read_exact(struct slice text, int64_t *microseconds)
{
	char *copy = malloc(text.length ? text.length : 1);

	assert_non_null(copy);
	memcpy(copy, text.at, text.length);
	bool good = instant_read((struct slice){ copy, text.length }, microseconds);
	free(copy);
	return good;
}

static void
known_instants(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
		int microseconds;
	} known[] = {
		{ "1970-01-01T00:00:00Z", 0, 0 },
		{ "2024-07-28T12:55:00.5+02:00", 1722164100, 500000 },
		{ "2024-07-28t12:55:00.5z", 1722171300, 500000 },
		{ "2024-07-28 12:55:00", 1722171300, 0 },
		{ "2024-07-28T12:55:00", 1722171300, 0 },
		{ "2024-07-28 12:55:00 UTC", 1722171300, 0 },
		{ "2024-07-28 12:55:00.123 UTC", 1722171300, 123000 },
		{ "2024-07-28 12:55:00Z", 1722171300, 0 },
		{ "2024-07-28 12:55:00 Z", 1722171300, 0 },
		{ "2024-07-28 12:55:00 -00:30", 1722173100, 0 },
		{ "2024-07-28 12:55:00.1234569+23:59", 1722084960, 123456 },
		{ "1969-12-31T23:59:59.9999999Z", -1, 999999 },
		{ "2000-02-29T00:00:00Z", 951782400, 0 },
		{ "0001-01-01T00:00:00Z", -62135596800, 0 },
		{ "9999-12-31T23:59:59.999999Z", 253402300799, 999999 },
		{ "2038-01-19T03:14:08-00:00", 2147483648, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		int64_t seen = 0;
		if (!read_exact(slice_of(known[i].text), &seen) ||
			seen != known[i].seconds * second + known[i].microseconds)
			fail_msg("%s: %lld", known[i].text, (long long)seen);
	}
}

static void
no_instants(void **state)
{
	static const char *const texts[] = { "", "2024", "2024-07-28", "2024-07-28T", "2024-07-28T12:55",
		"2024-07-28T12:55:00.", "2024-07-28T12:55:00.Z", "2024-07-28T12:55:00+02",
		"2024-07-28T12:55:00+0200", "2024-07-28T12:55:00+2:00", "2024-07-28T12:55:00+24:00",
		"2024-07-28T12:55:00+02:60", "2024-07-28T12:55:00ZZ", "2024-07-28T12:55:00 ",
		"2024-07-28T12:55:00UTC", "2024-07-28 12:55:00  UTC", "2024-07-28 12:55:00 utc",
		"2024-07-28 12:55:00 CET", "2024-07-28_12:55:00", "2024-07-28  12:55:00",
		" 2024-07-28 12:55:00", "2024-07-28T24:00:00Z", "2024-07-28T12:60:00Z",
		"2016-12-31T23:59:60Z", "2024-00-28T12:55:00Z", "2024-13-28T12:55:00Z",
		"2024-07-00T12:55:00Z", "2024-04-31T12:55:00Z", "2023-02-29T12:55:00Z",
		"1900-02-29T12:55:00Z", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z",
		"-001-01-01T00:00:00Z", "7/28/2024 12:55", "2024-7-28T12:55:00Z", "2024-07-28T1:55:00Z",
		"2024-07-28T12:55:00,5Z", "2024-07-28T12:55:00+02:000", "2024-07-28T12:55:00-02:00Z",
		"0000-12-31T23:59:59-00:01", "2024-07-28 12:55:00 UTCx", "20240728T125500Z", "1722171300",
		"2024-07-28T12:55:0" };
	static const char nul[] = "2024-07-28\0"
				  "12:55:00";
	int64_t instant;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (read_exact(slice_of(texts[i]), &instant))
			fail_msg("taken: %s", texts[i]);
	assert_false(read_exact((struct slice){ nul, sizeof nul - 1 }, &instant));
	assert_false(instant_read((struct slice){ 0 }, &instant));
}

/* A wrong byte in each place. */
static void
each_place_counts(void **state)
{
	const char good[] = "2024-07-28T12:55:00.5+02:15", wrong[] = "x/:;.,_+-Z\xb2";
	int64_t instant;

	(void)state;
	assert_true(read_exact(slice_of(good), &instant));
	for (size_t i = 0; good[i]; i++)
		for (size_t k = 0; k < sizeof wrong; k++) { /* with the NUL */
			char text[sizeof good];
			memcpy(text, good, sizeof good);
			text[i] = wrong[k];
			bool sign = good[i] == '+' && wrong[k] == '-';
			bool same = wrong[k] == good[i];
			if (read_exact((struct slice){ text, sizeof good - 1 }, &instant) != (sign || same))
				fail_msg("place %zu: %s", i, text);
		}
}

/* Every date that exists is one day after the one before; others are rejected. */
static void
every_day(void **state)
{
	int64_t expected = -62135596800 * second, seen;
	char text[32];

	(void)state;
	for (int year = 1; year <= 9999; year++)
		for (int month = 1; month <= 12; month++)
			for (int date = 1; date <= 31; date++) {
				bool leap = year % (year % 100 ? 4 : 400) == 0;
				bool none = month == 2 ? date > 28 + leap
						       : date > 30 && strchr("\4\6\11\13", month);
				snprintf(text, sizeof text, "%04d-%02d-%02d 00:00:00", year, month, date);
				assert_int_equal(instant_read(slice_of(text), &seen), !none);
				if (none)
					continue;
				assert_true(seen == expected);
				expected += day;
			}
	assert_true(expected == INT64_C(253402300800) * second);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_instants),
		cmocka_unit_test(no_instants),
		cmocka_unit_test(each_place_counts),
		cmocka_unit_test(every_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
