/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pace: when something is due, by the number of records or by the clock. */
#ifndef STREAM_PACE_H
#define STREAM_PACE_H

#include <stdbool.h>
#include <stdint.h>

/* --rate N/DURATION: at most `count` records in per_ms, evenly spread. */
struct rate_limit {
	uint64_t count, per_ms; /* a count of 0 is no limit */
	int64_t began;          /* system_monotonic_ms of the first record */
	uint64_t sent;
};

/* Schedules the next record: in how many milliseconds it is due, 0 or less for now. The first one is due at
 * once. */
int64_t rate_limit_next(struct rate_limit *limit);

/* Waits `ms` milliseconds, in a tool that is a source (see stop.h). False when a signal ended the wait. */
bool rate_limit_wait(int64_t ms);

/* --every N|DURATION: fires after every N records, or when that much time has passed. */
struct trigger { /* all zero never fires */
	uint64_t records;
	int64_t microseconds;
	uint64_t seen; /* records in all */
	int64_t began; /* system_monotonic_ms when it fired last */
};

static inline bool
trigger_is_set(const struct trigger *trigger)
{
	return trigger->records || trigger->microseconds;
}

/* Counts one record. True when the trigger fires with it; by the clock the first record only starts it. */
bool trigger_record(struct trigger *trigger);

#endif
