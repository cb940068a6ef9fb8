/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zone of the process: its names, and the text of times in it. test_time_answers.c tests the offsets. */
#include "base/buffer.h"
#include "time/instant.h"
#include "time/zone.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
open_zone(const char *name)
{
	struct error error = { 0 };

	assert_int_equal(zone_open(name, &error), 0);
}

static void
unknown_names(void **state)
{
	static const char *const names[] = { "", "Mars", "Europe", "Europe/", "/etc/localtime",
		"../zoneinfo/UTC", "Europe/../UTC", "right/UTC", "zone.tab", "leapseconds", "CET-1CEST",
		":UTC", "Europe/Berlin ", "UTC\n" };

	(void)state;
	open_zone("Asia/Kolkata");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct error error = { 0 };
		if (zone_open(names[i], &error) == 0)
			fail_msg("taken: %s", names[i]);
		assert_int_equal(error.kind, STATUS_USAGE);
	}
	struct error error = { 0 };
	zone_open("Europe/Berlni", &error);
	assert_string_equal(error.text, "--tz Europe/Berlni: unknown zone; nearest is Europe/Berlin");
	assert_int_equal(zone_offset(0), 19800); /* unchanged */
}

static void
texts(void **state)
{
	static const struct {
		const char *zone, *read, *written;
	} known[] = {
		{ "UTC", "2024-07-28 12:55:00", "2024-07-28T12:55:00.000Z" },
		{ "Etc/UTC", "2024-07-28 12:55:00", "2024-07-28T12:55:00.000+00:00" },
		{ "Europe/Berlin", "2024-07-28 12:55:00", "2024-07-28T12:55:00.000+02:00" },
		{ "Europe/Berlin", "2024-07-28T12:55:00.0001Z", "2024-07-28T14:55:00.000100+02:00" },
		{ "Europe/Berlin", "1969-12-31 23:59:59.999999", "1969-12-31T23:59:59.999999+01:00" },
		{ "Europe/Berlin", "2023-10-29 02:30:00", "2023-10-29T02:30:00.000+02:00" },
		{ "Europe/Berlin", "2023-10-29 02:30:00+01:00", "2023-10-29T02:30:00.000+01:00" },
		{ "Europe/Berlin", "2023-03-26 02:30:00", NULL },
		{ "Europe/Berlin", "2023-03-26 01:59:59", "2023-03-26T01:59:59.000+01:00" },
		{ "Europe/Berlin", "2023-03-26 03:00:00", "2023-03-26T03:00:00.000+02:00" },
		{ "Australia/Lord_Howe", "2023-10-01 02:15:00", NULL },
		{ "Australia/Lord_Howe", "2023-10-01 02:30:00", "2023-10-01T02:30:00.000+11:00" },
		{ "Pacific/Apia", "2011-12-30 12:00:00", NULL },
		{ "America/Santiago", "2022-09-11 00:30:00", NULL },
		{ "America/St_Johns", "2023-01-01 00:00:00 UTC", "2022-12-31T20:30:00.000-03:30" },
		/* RFC 3339 has no seconds in offsets (here 44 minutes and a half): the instant is the same.
		 */
		{ "Africa/Monrovia", "1960-01-01T00:44:30Z", "1959-12-31T23:59:30.000-00:45" },
		{ "America/New_York", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z" },
		{ "Asia/Kolkata", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z" },
		{ "Asia/Kolkata", "0001-01-01 00:00:00", NULL },
		{ "UTC", "0001-01-01T00:00:00+00:01", NULL },
		{ "UTC", "9999-12-31T23:59:59-00:01", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct buffer text = { 0 };
		int64_t instant, again;
		open_zone(known[i].zone);
		bool read = instant_read(slice_of(known[i].read), &instant);
		if (read)
			instant_write(&text, instant);
		buffer_byte(&text, '\0');
		if (read != (known[i].written != NULL) || (read && strcmp(text.at, known[i].written) != 0))
			fail_msg("%s in %s: %s", known[i].read, known[i].zone, read ? text.at : "none");
		assert_true(!read || (instant_read(slice_of(text.at), &again) && again == instant));
		buffer_free(&text);
	}
}

/* Cached offsets are right on both sides of a change within a quarter of an hour, in any order, and are not
 * used for the next zone. */
static void
cached_offsets(void **state)
{
	const int64_t second = 1000000,
		      change = INT64_C(63593070) * second; /* Monrovia, 1972-01-07T00:44:30Z */

	(void)state;
	open_zone("Africa/Monrovia");
	for (int round = 0; round < 3; round++) {
		assert_int_equal(zone_offset(change - 1), -2670);
		assert_int_equal(zone_offset(change), 0);
		assert_int_equal(zone_offset(change - 870 * second), -2670);
		assert_int_equal(zone_offset(change + 30 * second), 0);
	}
	open_zone("Asia/Kolkata");
	assert_int_equal(zone_offset(change), 19800);
	open_zone("UTC");
	assert_int_equal(zone_offset(change), 0);
}

static void *
ask(void *offset)
{
	*(int32_t *)offset = zone_offset(INT64_C(1700000000) * 1000000);
	return NULL;
}

static void
other_threads(void **state)
{
	pthread_t thread;
	int32_t offset = 0;

	(void)state;
	open_zone("America/New_York");
	assert_int_equal(pthread_create(&thread, NULL, ask, &offset), 0);
	pthread_join(thread, NULL);
	assert_int_equal(offset, -18000);
}

static void
clocks(void **state)
{
	struct error error = { 0 };

	(void)state;
	open_zone("Europe/Berlin");
	assert_int_equal(clock_open("2024-07-28 12:55:00", &error), 0);
	assert_true(clock_now() == INT64_C(1722164100) * 1000000);
	assert_int_equal(clock_open("", &error), 0);
	assert_true(clock_now() > INT64_C(1722164100) * 1000000);
	assert_int_equal(clock_open("tomorrow", &error), -1);
	assert_int_equal(error.kind, STATUS_USAGE);
	clock_open(NULL, &error);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unknown_names),
		cmocka_unit_test(texts),
		cmocka_unit_test(cached_offsets),
		cmocka_unit_test(other_threads),
		cmocka_unit_test(clocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
