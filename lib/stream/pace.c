/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/pace.h"

#include "base/system.h"
#include "stream/stop.h"

int64_t
rate_limit_next(struct rate_limit *limit)
{
	if (limit->count == 0)
		return 0;
	int64_t now = system_monotonic_ms();
	if (limit->sent == 0)
		limit->began = now;
	uint64_t n = limit->sent++;
	/* n * per_ms / count, in two steps that keep the product in range */
	uint64_t due = n / limit->count * limit->per_ms + n % limit->count * limit->per_ms / limit->count;
	return (int64_t)due - (now - limit->began);
}

bool
rate_limit_wait(int64_t ms)
{
	enum { MINUTE = 60000 }; /* an int64_t of milliseconds is waited for in steps that an int holds */
	int64_t began = system_monotonic_ms();
	int64_t left = ms;

	while (left > 0 && !stop_signal()) {
		stop_wait_readable(-1, left < MINUTE ? (int)left : MINUTE);
		left = ms - (system_monotonic_ms() - began);
	}
	return !stop_signal();
}

bool
trigger_record(struct trigger *trigger)
{
	trigger->seen++;
	if (trigger->records)
		return trigger->seen % trigger->records == 0;
	if (!trigger->microseconds)
		return false;
	int64_t now = system_monotonic_ms();
	if (trigger->seen > 1 && now - trigger->began < trigger->microseconds / 1000)
		return false;
	trigger->began = now;
	return trigger->seen > 1;
}
