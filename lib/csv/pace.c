/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/pace.h"

#include "base/system.h"
#include "stream/stop.h"

#include <time.h>

enum { NAP_MS = 100 }; /* a signal just before a sleep is seen after one nap */

int64_t
pace_next(struct pace *pace)
{
	if (pace->count == 0)
		return 0;
	int64_t now = system_milliseconds();
	if (pace->sent == 0)
		pace->began = now;
	return pace->began + (int64_t)(pace->sent++ * pace->per_ms / pace->count) - now;
}

bool
pace_sleep(int64_t ms)
{
	int64_t until = system_milliseconds() + ms;

	while (ms > 0 && !stop_signal()) {
		int64_t nap = ms < NAP_MS ? ms : NAP_MS;
		nanosleep(&(struct timespec){ .tv_nsec = nap * 1000000 }, NULL);
		ms = until - system_milliseconds();
	}
	return !stop_signal();
}
