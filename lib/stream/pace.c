/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/pace.h"

#include "base/system.h"
#include "stream/stop.h"

enum { MINUTE = 60000 }; /* a wait of milliseconds in an int64_t is made of those that an int holds */

int64_t
pace_next(struct pace *pace)
{
	if (pace->count == 0)
		return 0;
	int64_t now = system_monotonic_ms();
	if (pace->sent == 0)
		pace->began = now;
	uint64_t turn = pace->sent++;
	/* in two steps, so that the product stays in range */
	uint64_t due = turn / pace->count * pace->per_ms + turn % pace->count * pace->per_ms / pace->count;
	return (int64_t)due - (now - pace->began);
}

bool
pace_wait(int64_t ms)
{
	int64_t began = system_monotonic_ms();
	int64_t left = ms;

	while (left > 0 && !stop_signal()) {
		stop_wait_readable(-1, left < MINUTE ? (int)left : MINUTE);
		left = ms - (system_monotonic_ms() - began);
	}
	return !stop_signal();
}
