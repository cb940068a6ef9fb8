/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/duration.h"

#include "base/bytes.h"
#include "time/civil.h"

bool
duration_read(struct slice text, int64_t *microseconds)
{
	static const struct {
		const char *suffix;
		int64_t factor;
	} units[] = { { "ms", 1000 }, { "s", SECOND_LONG }, { "m", MINUTE_LONG }, { "h", HOUR_LONG },
		{ "d", DAY_LONG }, { "w", 7 * DAY_LONG } };
	const char *at = text.at, *end = text.at + text.length;
	int64_t n = 0;

	for (; at < end && is_digit(*at); at++) {
		if (n > (INT64_MAX - 9) / 10)
			return false;
		n = n * 10 + (*at - '0');
	}
	if (at == text.at)
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (slice_is(slice_between(at, end), units[i].suffix)) {
			if (n > INT64_MAX / units[i].factor)
				return false;
			*microseconds = n * units[i].factor;
			return true;
		}
	return false;
}
