/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Durations and formats: cases that test_time_answers.c has no answers of Python for. */
#include "time/instant.h"
#include "time/time_format.h"
#include "time/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
durations(void **state)
{
	static const struct {
		const char *text;
		int64_t microseconds; /* -1: none */
	} known[] = {
		{ "500ms", 500000 },
		{ "10s", 10000000 },
		{ "5m", 300000000 },
		{ "2h", INT64_C(7200000000) },
		{ "1d", INT64_C(86400000000) },
		{ "1w", INT64_C(604800000000) },
		{ "0s", 0 },
		{ "9223372036854s", INT64_C(9223372036854000000) },
		{ "9223372036855s", -1 },
		{ "99999999999999999999999s", -1 },
		{ "9223372036854775807ms", -1 },
		{ "", -1 },
		{ "5", -1 },
		{ "m", -1 },
		{ "-5m", -1 },
		{ "+5m", -1 },
		{ "5 m", -1 },
		{ "5M", -1 },
		{ "5min", -1 },
		{ "1.5h", -1 },
		{ "5us", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		int64_t seen;
		if (!duration_read(slice_of(known[i].text), &seen))
			seen = -1;
		if (seen != known[i].microseconds)
			fail_msg("%s: %lld", known[i].text, (long long)seen);
	}
}

static void
wrong_formats(void **state)
{
	static const struct {
		const char *format, *reading, *writing; /* part of the message; NULL where there is none */
	} known[] = {
		{ "%Y-%m-%d", NULL, NULL },
		{ "%F %T", NULL, NULL },
		{ "s", NULL, NULL },
		{ "us", NULL, NULL },
		{ "%s", NULL, NULL },
		{ "%y%j", NULL, NULL },
		{ "%Y-%Q", "read with %Q;", "written with %Q;" },
		{ "%Y %", "ends in a single %", "ends in a single %" },
		{ "", "has no year", "has no conversion" },
		{ "yyyy-MM-dd", "has no year", "has no conversion" },
		{ "%H:%M", "has no year", NULL },
		{ "%Y %I", "%I without %p", NULL },
		{ "%G-W%V-%u", "read with %G;", NULL },
		{ "%%Y", "has no year", "has no conversion" },
		{ "%-d.%m.%Y", "read with %-;", "written with %-;" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct error reading = { 0 }, writing = { 0 };
		time_format_check_reading(slice_of(known[i].format), &reading);
		time_format_check_writing(slice_of(known[i].format), &writing);
		assert_int_equal(reading.kind, known[i].reading ? STATUS_USAGE : STATUS_DONE);
		assert_int_equal(writing.kind, known[i].writing ? STATUS_USAGE : STATUS_DONE);
		assert_non_null(strstr(reading.text, known[i].reading ? known[i].reading : ""));
		assert_non_null(strstr(writing.text, known[i].writing ? known[i].writing : ""));
	}
}

/* Reads from memory of exactly this size, so that a sanitizer sees a read beyond the end. */
static bool
read_exact(const char *format, const char *text, int64_t *instant)
{
	size_t length = strlen(text);
	char *copy = malloc(length + 1);

	assert_non_null(copy);
	memcpy(copy, text, length);
	copy = realloc(copy, length ? length : 1);
	assert_non_null(copy);
	bool good = time_format_read(slice_of(format), (struct slice){ copy, length }, instant);
	free(copy);
	return good;
}

static void
readings(void **state)
{
	static const struct {
		const char *format, *text, *instant; /* NULL: none */
	} known[] = {
		{ "%d.%m.%Y", "28.7.2024", "2024-07-28T00:00:00.000Z" },
		{ "%d.%m.%Y", "28.07.2024 ", NULL },
		{ "%d.%m.%Y", "29.02.2023", NULL },
		{ "%d.%m.%Y", "28.07.", NULL },
		{ "%d.%m.%Y", "", NULL },
		{ "%e %b %y", " 7 jul 68", "2068-07-07T00:00:00.000Z" },
		{ "%e %b %y", "7 JUL 69", "1969-07-07T00:00:00.000Z" },
		{ "%Y  %m", "2024\t 7", "2024-07-01T00:00:00.000Z" },
		{ "%Y %m", "20247", NULL },
		{ "%Y%n%m", "2024 7", "2024-07-01T00:00:00.000Z" },
		{ "%a %F", "Sun 2024-07-28", "2024-07-28T00:00:00.000Z" },
		{ "%a %F", "Mon 2024-07-28", NULL },
		{ "%b %Y", "July 2024", NULL },
		{ "%m/%y", "7/7", NULL },
		{ "%Y %I %p", "2024 12 am", "2024-01-01T00:00:00.000Z" },
		{ "%Y %I %p", "2024 12 PM", "2024-01-01T12:00:00.000Z" },
		{ "%Y %I %p", "2024 0 PM", NULL },
		{ "%Y %j", "2024 366", "2024-12-31T00:00:00.000Z" },
		{ "%Y %j", "2023 366", NULL },
		{ "%Y %j", "2023 365", "2023-12-31T00:00:00.000Z" },
		{ "%FT%T.%f%z", "2024-07-28T12:55:00.5+0230", "2024-07-28T10:25:00.500Z" },
		{ "%FT%T.%f%z", "2024-07-28T12:55:00.1234569-02:30", "2024-07-28T15:25:00.123456Z" },
		{ "%FT%T.%f%z", "2024-07-28T12:55:00.0z", "2024-07-28T12:55:00.000Z" },
		{ "%FT%T.%f%z", "2024-07-28T12:55:00.0+02", "2024-07-28T10:55:00.000Z" },
		{ "%FT%T.%f%z", "2024-07-28T12:55:00.0+02:", NULL },
		{ "%FT%T.%f%z", "2024-07-28T12:55:00.0+023", NULL },
		{ "%FT%T.%f%z", "2024-07-28T12:55:00.0+24:00", NULL },
		{ "%FT%T.%f%z", "2024-07-28T12:55:00.+02:00", NULL },
		{ "%F %R %Z", "2024-07-28 12:55 GMT", "2024-07-28T12:55:00.000Z" },
		{ "%F %R %Z", "2024-07-28 12:55 CET", NULL },
		{ "%D", "07/28/24", "2024-07-28T00:00:00.000Z" },
		{ "%F %T", "2024-07-28 12:55:60", NULL },
		{ "%F %T", "2024-07-28 24:00:00", NULL },
		{ "%s", "-1", "1969-12-31T23:59:59.000Z" },
		{ "%s.%f", "1722171300.25", "2024-07-28T12:55:00.250Z" },
		{ "%s", "999999999999", NULL },
		{ "s", "1722171300.25", "2024-07-28T12:55:00.250Z" },
		{ "s", "-0.0000001", "1969-12-31T23:59:59.999999Z" },
		{ "s", "1e3", "1970-01-01T00:16:40.000Z" },
		{ "s", "253402300799.999999", "9999-12-31T23:59:59.999999Z" },
		{ "s", "253402300800", NULL },
		{ "s", "1e300", NULL },
		{ "s", "x", NULL },
		{ "s", "", NULL },
		{ "ms", "1722171300250", "2024-07-28T12:55:00.250Z" },
		{ "us", "1722171300250001", "2024-07-28T12:55:00.250001Z" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct buffer text = { 0 };
		int64_t instant;
		bool read = read_exact(known[i].format, known[i].text, &instant);
		if (read)
			instant_write(&text, instant);
		buffer_byte(&text, '\0');
		if (strcmp(text.at, known[i].instant ? known[i].instant : "") != 0)
			fail_msg("%s by %s: %s", known[i].text, known[i].format, text.at);
		buffer_free(&text);
	}
}

static void
writings(void **state)
{
	static const struct {
		const char *zone, *format, *text;
	} known[] = {
		{ "UTC", "s", "1722164100.000001" },
		{ "UTC", "ms", "1722164100000.001" },
		{ "UTC", "us", "1722164100000001" },
		{ "UTC", "%s %f%%", "1722164100 000001%" },
		{ "UTC", "%n%t", "\n\t" },
		{ "UTC", "%Z %z", "UTC +0000" },
		{ "America/St_Johns", "%Z %z", "-02:30 -0230" },
		{ "Europe/Berlin", "%e|%d|%I %p|%H", "28|28|12 PM|12" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct buffer text = { 0 };
		struct error error = { 0 };
		assert_int_equal(zone_open(known[i].zone, &error), 0);
		time_format_write(&text, slice_of(known[i].format), INT64_C(1722164100000001));
		buffer_byte(&text, '\0');
		assert_string_equal(text.at, known[i].text);
		buffer_free(&text);
	}
	assert_int_equal(zone_open("UTC", &(struct error){ 0 }), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations),
		cmocka_unit_test(wrong_formats),
		cmocka_unit_test(readings),
		cmocka_unit_test(writings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
